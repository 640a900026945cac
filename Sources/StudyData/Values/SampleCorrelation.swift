/// A correlation between two measurements in a sample.
public struct SampleCorrelation: Sendable, Equatable, Codable {
  /// Pearson's correlation r.
  public var correlation: Double
  /// The number of people.
  public var total: Double

  /// Makes a correlation; reading a table guarantees −1 ≤ r ≤ 1 and a whole total ≥ 1.
  public init(correlation: Double, total: Double) {
    self.correlation = correlation
    self.total = total
  }
}
