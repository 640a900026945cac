/// What a study reports of a measurement in one group: its mean and standard deviation, or its quantiles.
public struct GroupMean: Sendable, Equatable, Codable {
  /// What is reported.
  public enum Summary: Sendable, Equatable, Codable {
    /// The mean and the standard deviation.
    case moments(mean: Double, sd: Double)
    /// The median with quartiles, range or both.
    case quantiles(Quantiles)
  }

  /// What is reported.
  public var summary: Summary
  /// The number of people.
  public var total: Double

  /// Makes a mean; reading a table guarantees sd > 0 and a whole total ≥ 1.
  public init(mean: Double, sd: Double, total: Double) {
    summary = .moments(mean: mean, sd: sd)
    self.total = total
  }

  /// Makes a summary by quantiles.
  public init(_ quantiles: Quantiles, total: Double) {
    summary = .quantiles(quantiles)
    self.total = total
  }
}
