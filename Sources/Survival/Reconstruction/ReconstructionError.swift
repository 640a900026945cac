/// Why individual times cannot be rebuilt.
public enum ReconstructionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One row of the read-offs or of the risk table that cannot be.
  public struct Fault: Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
      /// A time that is negative or not finite.
      case notATime(Double)
      /// A share that lies outside 0 … 1.
      case survival(Double)
      /// The curve does not begin at 1.
      case start(Double)
      /// The curve rises by more than the tolerance.
      case rise(from: Double, to: Double)
      /// A number at risk below 0.
      case count(Int)
      /// The risk table begins after time 0, and the total is not given.
      case lateStart(Double)
      /// Two numbers at risk at one time.
      case twice(time: Double, first: Int, second: Int)
      /// More people at risk than before, which neither events nor censoring can bring about.
      case risingAtRisk(from: Double, atRisk: Int, to: Double, becomes: Int)
    }

    /// The place of the row among those given, from 0.
    public let row: Int
    /// What is wrong.
    public let kind: Kind
  }

  /// An interval of the risk table that contradicts the curve.
  public struct Interval: Sendable, Equatable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// Those at risk at its start.
    public let atRisk: Int
    /// The number at risk reported at its end; nil for the last one.
    public let atRiskAtEnd: Int?

    var words: String { "from \(Short.text(start)) to \(Short.text(end))" }
  }

  /// No point after time 0.
  case noPoints
  /// Points that cannot be on a survival curve.
  case points([Fault])
  /// Rows that cannot be in a risk table.
  case riskTable([Fault])
  /// It is not said how many people there were at the start.
  case noTotal
  /// More events reported than people.
  case moreEventsThanPeople(events: Int, people: Int)
  /// The curve's fall takes more deaths than the risk table allows, even with no one censored.
  case tooManyDeaths(Interval, deaths: Int)
  /// The curve falls where no one is at risk.
  case noneAtRisk(Interval, time: Double)
  /// The reported events would have to lie where the curve is flat.
  case eventsOnFlatTail(Interval, reported: Int, rebuilt: Int)

  /// What was found and what to do about it.
  public var description: String {
    switch self {
    case .noPoints: "the curve needs a point after time 0"
    case .points(let faults), .riskTable(let faults):
      faults.map { "row \($0.row + 1): \($0.kind.description)" }.joined(separator: "; ")
    case .noTotal:
      "the number of people at the start is needed: a row of the risk table at time 0, or the total"
    case .moreEventsThanPeople(let events, let people): "\(events) events are reported for \(people) people"
    case .tooManyDeaths(let interval, let deaths):
      "\(interval.words) the curve's fall takes \(deaths) deaths among the \(interval.atRisk) at risk, but the risk"
        + " table leaves \(interval.atRiskAtEnd ?? 0) at its end, room for \(interval.atRisk - (interval.atRiskAtEnd ?? 0));"
        + " check the number at risk, the read-offs and the unit of time"
    case .noneAtRisk(let interval, let time):
      "\(interval.words) the curve still falls, at \(Short.text(time)), when no one is at risk any more (\(interval.atRisk)"
        + " at risk at \(Short.text(interval.start))); check the risk table and the read-offs"
    case .eventsOnFlatTail(let interval, let reported, let rebuilt):
      "\(interval.words) the curve is flat with \(interval.atRisk) at risk, and no death is invented there: the curve holds"
        + " \(rebuilt) events, \(reported) are reported; check the number of events, or leave it out"
    }
  }
}

extension ReconstructionError.Fault.Kind: CustomStringConvertible {
  /// What was found and what is allowed.
  public var description: String {
    switch self {
    case .notATime(let time): "a time is 0 or more, found \(Short.text(time))"
    case .survival(let value): "survival lies between 0 and 1, found \(Short.text(value))"
    case .start(let value): "survival at time 0 is 1, found \(Short.text(value))"
    case .rise(let from, let to):
      "survival rises from \(Short.text(from)) to \(Short.text(to)), which is more than the noise of reading"
    case .count(let count): "a number at risk is 0 or more, found \(count)"
    case .lateStart(let time):
      "the risk table begins at \(Short.text(time)); it needs the number of people at time 0"
    case .twice(let time, let first, let second):
      "two numbers at risk, \(first) and \(second), at time \(Short.text(time))"
    case .risingAtRisk(let from, let atRisk, let to, let becomes):
      "the number at risk rises from \(atRisk) at \(Short.text(from)) to \(becomes) at \(Short.text(to)), which neither"
        + " deaths nor censoring can do"
    }
  }
}
