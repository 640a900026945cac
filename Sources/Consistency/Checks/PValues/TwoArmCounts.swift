/// Events and totals of two arms.
public struct TwoArmCounts: Sendable, Hashable, Codable {
  /// The events of the first arm.
  public let events1: Int
  /// The total of the first arm.
  public let total1: Int
  /// The events of the second arm.
  public let events2: Int
  /// The total of the second arm.
  public let total2: Int

  /// Counts with 0 ≤ events ≤ total and totals of at least 1 (a precondition).
  public init(_ events1: Int, of total1: Int, _ events2: Int, of total2: Int) {
    precondition(total1 >= 1 && total2 >= 1, "an arm has a total of at least 1")
    precondition((0...total1).contains(events1), "the events of the first arm are part of its total")
    precondition((0...total2).contains(events2), "the events of the second arm are part of its total")
    self.events1 = events1
    self.total1 = total1
    self.events2 = events2
    self.total2 = total2
  }

  /// The four cells: events and the rest, arm by arm.
  var cells: (a: Double, b: Double, c: Double, d: Double) {
    (Double(events1), Double(total1 - events1), Double(events2), Double(total2 - events2))
  }

  /// "7/180 v 6/180".
  public var text: String { "\(events1)/\(total1) v \(events2)/\(total2)" }
}
