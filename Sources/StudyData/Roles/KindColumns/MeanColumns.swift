/// The columns that hold the mean, the standard deviation and the size of one group, or the quantiles to derive
/// them from.
public struct MeanColumns: Sendable, Equatable {
  /// The columns of quantiles; a pair of columns is there or not.
  public struct Quantiles: Sendable, Equatable {
    /// The column of medians.
    public let median: String
    /// The columns of the first and the third quartile.
    public let quartiles: [String]
    /// The columns of the smallest and the largest value.
    public let range: [String]

    /// Names the columns: a median with two quartiles, two ends of the range, or both; others are empty.
    public init(median: String, quartiles: [String] = [], range: [String] = []) {
      precondition(quartiles.count + range.count > 0, "a median goes with quartiles or a range")
      precondition(
        [0, 2].contains(quartiles.count) && [0, 2].contains(range.count), "quantiles come in pairs")
      self.median = median
      self.quartiles = quartiles
      self.range = range
    }

    /// All of the columns.
    var names: [String] { [median] + quartiles + range }
  }

  /// The columns of means and of standard deviations; empty if there are only quantiles.
  public let moments: [String]
  /// The columns of quantiles, used where a row has no mean or no standard deviation.
  public let quantiles: Quantiles?
  /// The column of totals.
  public let total: String

  /// Names the columns of means, of standard deviations and of totals, and those of quantiles if there are any.
  public init(mean: String, sd: String, total: String, quantiles: Quantiles? = nil) {
    moments = [mean, sd]
    self.total = total
    self.quantiles = quantiles
  }

  /// Names the columns of quantiles and of totals.
  public init(quantiles: Quantiles, total: String) {
    moments = []
    self.total = total
    self.quantiles = quantiles
  }
}
