/// In what the conclusion from one analysis differs from that of another, such as that of all studies.
public enum ConclusionChange: String, Sendable, CaseIterable {
  /// One p-value is below 1 − level, the other is not.
  case significance
  /// One confidence interval holds the null value, the other does not.
  case interval
  /// The values lie on different sides of the null value.
  case direction
}

extension Refit.Quantity {
  /// In what the conclusion about this quantity differs from that about `other`; empty where there is no null value.
  ///
  /// - Parameters:
  ///   - other: the quantity that it is compared with.
  ///   - level: the confidence level of the intervals; p-values are compared with 1 − level.
  public func changes(from other: Refit.Quantity, level: Double) -> [ConclusionChange] {
    guard let null else { return [] }
    var changes: [ConclusionChange] = []
    if let p, let otherP = other.p, (p < 1 - level) != (otherP < 1 - level) { changes.append(.significance) }
    if let holds = holds(null), let otherHolds = other.holds(null), holds != otherHolds {
      changes.append(.interval)
    }
    if let value, let otherValue = other.value, (value - null) * (otherValue - null) < 0 {
      changes.append(.direction)
    }
    return changes
  }

  /// Whether the confidence interval holds this value of the analysis scale; nil without an interval.
  public func holds(_ value: Double) -> Bool? {
    guard let lower, let upper else { return nil }
    return lower <= value && value <= upper
  }

  /// The value less that of `other`, on the analysis scale; nil where one of them does not exist.
  public func difference(from other: Refit.Quantity) -> Double? {
    guard let value, let otherValue = other.value else { return nil }
    return value - otherValue
  }

  /// The difference on the display scale.
  public func displayedDifference(from other: Refit.Quantity) -> Double? {
    guard let value = displayed.value, let otherValue = other.displayed.value else { return nil }
    return value - otherValue
  }
}
