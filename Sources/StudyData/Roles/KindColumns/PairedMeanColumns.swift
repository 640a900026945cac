/// The columns that hold two means of the same people, such as after and before, with their correlation.
public struct PairedMeanColumns: Sendable, Equatable {
  /// The columns of the two means.
  public let mean: [String]
  /// The columns of the two standard deviations.
  public let sd: [String]
  /// The column of the number of people.
  public let total: String
  /// The column of the correlation between the two measurements.
  public let correlation: String

  /// Names the columns; `mean` and `sd` are two each.
  public init(mean: [String], sd: [String], total: String, correlation: String) {
    precondition(mean.count == 2 && sd.count == 2, "two means and two standard deviations are needed")
    self.mean = mean
    self.sd = sd
    self.total = total
    self.correlation = correlation
  }
}
