/// An estimate as a study reports it, with exactly one statement of its precision.
public struct ReportedEffect: Sendable, Equatable, Codable {
  /// How precise the estimate is.
  public enum Precision: Sendable, Equatable, Codable {
    /// Its standard error, above 0.
    case standardError(Double)
    /// Its variance, above 0.
    case variance(Double)
    /// Its confidence limits, low < high, at the level that the user states.
    case interval(low: Double, high: Double)
  }

  /// The estimate, on the scale of the column.
  public var estimate: Double
  /// Its precision.
  public var precision: Precision

  /// Makes an effect.
  public init(estimate: Double, precision: Precision) {
    self.estimate = estimate
    self.precision = precision
  }
}
