/// How long one person was followed, and how that ended.
public struct SurvivalTime: Sendable, Equatable, Codable {
  /// The time from the start, 0 or more, in any unit.
  public var time: Double
  /// Whether the event occurred then; false where the person was censored.
  public var isEvent: Bool

  /// Makes a time.
  public init(time: Double, isEvent: Bool) {
    precondition(time >= 0, "a time is 0 or more")
    self.time = time
    self.isEvent = isEvent
  }
}
