/// What a log-rank test gives: observed minus expected events in the first group, and the variance of it.
public struct LogRankStatistic: Sendable, Equatable, Codable {
  /// O − E.
  public var observedMinusExpected: Double
  /// V, the variance of O − E.
  public var variance: Double

  /// Makes a statistic; reading a table guarantees V > 0.
  public init(observedMinusExpected: Double, variance: Double) {
    self.observedMinusExpected = observedMinusExpected
    self.variance = variance
  }
}
