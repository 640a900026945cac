/// How many events a group had in how much time.
public struct GroupRate: Sendable, Equatable, Codable {
  /// The events.
  public var events: Double
  /// The person-time.
  public var time: Double

  /// Makes a rate; reading a table guarantees whole events ≥ 0 and time > 0.
  public init(events: Double, time: Double) {
    self.events = events
    self.time = time
  }
}
