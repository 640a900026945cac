/// What kind of statement a claim is. The raw values are the words of `claims.yaml`.
public enum ClaimKind: String, Sendable, CaseIterable, Codable {
  // Numbers.
  /// A number of events, patients or lesions.
  case count
  /// The size of a group.
  case size
  /// A share of a group, which some whole count must give.
  case percent
  /// A rate over time, such as survival at a year; with censoring no whole count need give it.
  case rate
  /// A p-value.
  case pValue = "p-value"
  /// A median.
  case median
  /// A mean.
  case mean
  /// A ratio, such as an odds ratio.
  case ratio
  /// The two limits of a confidence interval.
  case interval
  /// The two ends of a range, or one of them.
  case range

  // Words.
  /// One group has more or less than another.
  case direction
  /// Groups are said not to differ, to be similar or comparable.
  case noDifference = "no-difference"
  /// A relation is said to be significant, or not to be.
  case significance
  /// Studies are said not to agree.
  case inconsistency

  /// Whether `printed` holds a number.
  public var isNumber: Bool {
    switch self {
    case .direction, .noDifference, .significance, .inconsistency: false
    default: true
    }
  }
}

/// How the review shortened its numbers.
public enum RoundingRule: String, Sendable, CaseIterable, Codable {
  /// To the nearest, halves away from zero.
  case nearest
  /// Further digits were cut off.
  case cut
}
