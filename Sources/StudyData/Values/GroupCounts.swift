/// How many of a group had the event.
public struct GroupCounts: Sendable, Equatable, Codable {
  /// Those with the event.
  public var events: Double
  /// All of the group.
  public var total: Double

  /// Makes counts; reading a table guarantees 0 ≤ events ≤ total, total ≥ 1 and whole numbers.
  public init(events: Double, total: Double) {
    self.events = events
    self.total = total
  }
}
