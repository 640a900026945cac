/// The columns that hold what a log-rank test gives: observed minus expected events and their variance.
public struct LogRankColumns: Sendable, Equatable {
  /// The column of O − E.
  public let observedMinusExpected: String
  /// The column of V.
  public let variance: String

  /// Names the columns.
  public init(observedMinusExpected: String, variance: String) {
    self.observedMinusExpected = observedMinusExpected
    self.variance = variance
  }
}
