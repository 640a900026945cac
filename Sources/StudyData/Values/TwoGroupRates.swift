/// Events and person-time of the two groups of a study.
public struct TwoGroupRates: Sendable, Equatable, Codable {
  /// The first group, such as treated.
  public var first: GroupRate
  /// The second group, such as control.
  public var second: GroupRate

  /// Makes a pair of rates.
  public init(first: GroupRate, second: GroupRate) {
    self.first = first
    self.second = second
  }
}
