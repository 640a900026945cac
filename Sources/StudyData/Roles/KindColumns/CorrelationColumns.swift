/// The columns that hold a correlation and the number of people it comes from.
public struct CorrelationColumns: Sendable, Equatable {
  /// The column of correlations.
  public let correlation: String
  /// The column of totals.
  public let total: String

  /// Names the columns.
  public init(correlation: String, total: String) {
    self.correlation = correlation
    self.total = total
  }
}
