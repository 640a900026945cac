/// The columns that hold ready estimates and how precise these are.
public struct EffectColumns: Sendable, Equatable {
  /// Where the precision stands.
  public enum Precision: Sendable, Equatable {
    /// A column of standard errors.
    case standardError(String)
    /// A column of variances.
    case variance(String)
    /// The columns of the lower and upper confidence limits.
    case interval(low: String, high: String)
  }

  /// The column of estimates.
  public let estimate: String
  /// The column or columns of their precision.
  public let precision: Precision

  /// Names the columns.
  public init(estimate: String, precision: Precision) {
    self.estimate = estimate
    self.precision = precision
  }
}
