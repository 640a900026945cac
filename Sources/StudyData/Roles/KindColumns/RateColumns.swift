/// The columns that hold the events and the person-time of one group.
public struct RateColumns: Sendable, Equatable {
  /// The column of events.
  public let events: String
  /// The column of person-time.
  public let time: String

  /// Names the columns.
  public init(events: String, time: String) {
    self.events = events
    self.time = time
  }
}
