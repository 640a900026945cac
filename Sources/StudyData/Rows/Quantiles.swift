/// A median with the quartiles, the range, or both.
public struct Quantiles: Sendable, Equatable, Codable {
  /// The smallest value.
  public var min: Double?
  /// The first quartile.
  public var q1: Double?
  /// The median.
  public var median: Double
  /// The third quartile.
  public var q3: Double?
  /// The largest value.
  public var max: Double?

  /// Makes a summary; both quartiles are given or neither, so are both ends of the range, and one pair at least.
  public init(min: Double? = nil, q1: Double? = nil, median: Double, q3: Double? = nil, max: Double? = nil) {
    precondition((min == nil) == (max == nil) && (q1 == nil) == (q3 == nil), "quantiles come in pairs")
    precondition(min != nil || q1 != nil, "a median needs quartiles or a range")
    self.min = min
    self.q1 = q1
    self.median = median
    self.q3 = q3
    self.max = max
  }
}
