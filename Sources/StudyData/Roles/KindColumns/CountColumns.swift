/// The columns that hold the events and the size of one group.
public struct CountColumns: Sendable, Equatable {
  /// Where the size of the group stands.
  public enum Size: Sendable, Equatable {
    /// A column of totals.
    case total(String)
    /// A column of those without the event: the total is its sum with the events.
    case nonEvents(String)
  }

  /// The column of events; nil if there are only percentages.
  public let events: String?
  /// The column of percentages, from which events are derived where they are missing.
  public let percent: String?
  /// The column of totals or of those without the event.
  public let size: Size

  /// Names the columns. There are events or percentages; non-events go with events and without percentages.
  public init(events: String?, percent: String? = nil, size: Size) {
    precondition(events != nil || percent != nil, "events or percentages are needed")
    if case .nonEvents = size { precondition(events != nil && percent == nil, "non-events go with events") }
    self.events = events
    self.percent = percent
    self.size = size
  }
}
