import EffectSizes

/// Which time is pooled.
public enum TimeQuantity: String, Sendable, CaseIterable, Codable {
  /// The median survival time.
  case median
  /// The mean survival time restricted to a horizon τ, the area under the curve up to it.
  case rmst
}

/// The measures of median survival times and of restricted means.
///
///     MED    ln m                      RMST   μ(τ)
///     MEDR   m                         RMSTD  μ₁(τ) − μ₂(τ)
///     MDR    ln m₁ − ln m₂             RMSTR  ln μ₁(τ) − ln μ₂(τ)
///     MDD    m₁ − m₂
///     MHR    ln m₂ − ln m₁, the log hazard ratio of the first group if both survive exponentially
///
/// The variance of a difference is the sum of the two variances on the same scale; by the delta method that of ln m
/// is SE²/m². The logarithm keeps medians positive and is the default. MHR has Var = 1/d₁ + 1/d₂ of the events,
/// since the rate of an exponential is ln 2/m, with Var ln(rate) = 1/d.
public enum TimeMeasure: String, Sendable, CaseIterable, Codable {
  /// A median, pooled as its logarithm.
  case median = "MED"
  /// A median, pooled as it is.
  case rawMedian = "MEDR"
  /// The ratio of two medians, pooled as its logarithm.
  case medianRatio = "MDR"
  /// The difference of two medians.
  case medianDifference = "MDD"
  /// The hazard ratio that two medians have if survival is exponential.
  case exponentialHazardRatio = "MHR"
  /// A restricted mean.
  case restrictedMean = "RMST"
  /// The difference of two restricted means.
  case restrictedMeanDifference = "RMSTD"
  /// The ratio of two restricted means, pooled as its logarithm.
  case restrictedMeanRatio = "RMSTR"

  /// Which time it is about.
  public var quantity: TimeQuantity {
    switch self {
    case .restrictedMean, .restrictedMeanDifference, .restrictedMeanRatio: .rmst
    default: .median
    }
  }

  /// Whether it compares two groups.
  public var isTwoGroup: Bool {
    switch self {
    case .median, .rawMedian, .restrictedMean: false
    default: true
    }
  }

  /// The measure of a quantity where none is named.
  public static func standard(_ quantity: TimeQuantity, isTwoGroup: Bool) -> TimeMeasure {
    switch quantity {
    case .median: isTwoGroup ? .medianRatio : .median
    case .rmst: isTwoGroup ? .restrictedMeanDifference : .restrictedMean
    }
  }

  /// The scale that times are pooled on.
  public var scale: Transformation {
    switch self {
    case .median, .medianRatio, .exponentialHazardRatio, .restrictedMeanRatio: .log
    default: .identity
    }
  }

  /// The scale on which confidence limits are read where none is named: that of the pooling for medians; the plain
  /// one for restricted means, whose intervals are made on it.
  public var standardIntervalScale: TimeIntervalScale {
    quantity == .rmst || scale == .identity ? .raw : .log
  }

  /// The description of the measure.
  public var measure: Measure {
    let (name, quantity): (String, String) =
      switch self {
      case .median: ("log median survival time", "Median")
      case .rawMedian: ("median survival time", "Median")
      case .medianRatio: ("log ratio of medians", "Ratio of medians")
      case .medianDifference: ("difference of medians", "Difference of medians")
      case .exponentialHazardRatio:
        ("log hazard ratio from medians, if survival is exponential", "Hazard ratio")
      case .restrictedMean: ("restricted mean survival time", "Restricted mean")
      case .restrictedMeanDifference:
        ("difference of restricted means", "Difference of restricted means")
      case .restrictedMeanRatio: ("log ratio of restricted means", "Ratio of restricted means")
      }
    let isDifference = self == .medianDifference || self == .restrictedMeanDifference
    return Measure(
      code: rawValue, name: name, quantity: quantity, transformation: scale,
      null: isTwoGroup ? (isDifference ? 0 : 1) : nil,
      naturalRange: isDifference ? -Double.infinity...Double.infinity : 0...Double.infinity)
  }
}
