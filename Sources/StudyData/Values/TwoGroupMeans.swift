/// A measurement in the two groups of a study.
public struct TwoGroupMeans: Sendable, Equatable, Codable {
  /// The first group, such as treated.
  public var first: GroupMean
  /// The second group, such as control.
  public var second: GroupMean

  /// Makes a pair of means.
  public init(first: GroupMean, second: GroupMean) {
    self.first = first
    self.second = second
  }
}
