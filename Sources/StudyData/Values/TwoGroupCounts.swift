/// Events and totals of the two groups of a study.
public struct TwoGroupCounts: Sendable, Equatable, Codable {
  /// The first group, such as treated.
  public var first: GroupCounts
  /// The second group, such as control.
  public var second: GroupCounts

  /// Makes a pair of counts.
  public init(first: GroupCounts, second: GroupCounts) {
    self.first = first
    self.second = second
  }
}
