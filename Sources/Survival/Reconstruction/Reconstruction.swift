import Optimization

/// Individual times rebuilt from a published Kaplan-Meier curve, its numbers at risk and the number of events.
///
/// In each interval of the risk table the losses, evenly spread in time, are chosen so that the deaths that the
/// curve implies and the losses leave the number at risk that is reported at its end. In the last interval the losses
/// go on at the mean rate of the earlier ones, or are chosen so that the reported number of events is met.
/// Without numbers at risk the total of events alone decides; without either no one is lost before the end of the curve.
/// The people left at the end of the curve are censored there.
///
/// It differs from the published algorithm where that leaves something open or makes the curve untrue:
/// - the losses are found by bisection over whole numbers (`CensoringSearch`) and not by steps that may not end;
/// - they are spread between the times of the risk table, not between read-offs, and keep these times in the result;
/// - a risk table that leaves fewer deaths than the curve shows is refused beyond what reading errors explain, where the
///   original lowers the number at risk and goes on;
/// - a number of events smaller than the curve's does not erase deaths from the last interval: the audit shows both;
/// - no death is placed where the curve is flat: a larger number of events is then refused;
/// - a fall first seen at a read-off at the very time of a number at risk took place before it, since those at risk are
///   counted at that time: its deaths stand midway to the read-off before, in the interval that ends there. The
///   original counts them among those at risk, which on a regular grid loses one or two in a hundred events. Only where the
///   step was read at its top and its bottom is the fall at that very time.
///
/// Source: Guyot P, Ades AE, Ouwens MJNM, Welton NJ (2012), *BMC Med Res Methodol* 12:9. O(intervals · log n ·
/// (points + n)).
public struct Reconstruction: Sendable, Equatable {
  /// The rebuilt people, in order of time; at one time the events come first.
  public let people: [SurvivalTime]
  /// The read-offs as used.
  public let curve: ReadOffCurve
  /// The risk table as used.
  public let riskTable: RiskTable
  /// How well the people agree with what was published.
  public let audit: ReconstructionAudit

  /// Rebuilds the times of one arm; throws where curve, risk table and events contradict each other.
  ///
  /// A contradiction is a shortfall beyond max(1, ε n/Ŝ) people, with ε the tolerance of the read-offs and n at risk
  /// at the start of the interval; for a total of events on a curve that ends flat beyond max(2, 5 %) events.
  ///
  /// - Parameters:
  ///   - curve: the read-offs.
  ///   - riskTable: the numbers at risk, at least the number at time 0.
  ///   - events: the number of events reported, where it is.
  ///   - placement: where the deaths of a fall stand.
  public init(
    curve: ReadOffCurve, riskTable: RiskTable, events: Int? = nil, placement: FallPlacement = .midway
  ) throws(ReconstructionError) {
    if let events, events > riskTable.total || events < 0 {
      throw .moreEventsThanPeople(events: events, people: riskTable.total)
    }
    var builder = ReconstructionBuilder(
      curve: curve, riskTable: riskTable, events: events, placement: placement)
    try builder.buildInner()
    try builder.buildLast()
    people = builder.people.sorted { ($0.time, $0.isEvent ? 0 : 1) < ($1.time, $1.isEvent ? 0 : 1) }
    self.curve = curve
    self.riskTable = riskTable
    audit = builder.audit
  }
}

/// The state of a reconstruction between two intervals.
struct ReconstructionBuilder {
  let curve: ReadOffCurve
  let riskTable: RiskTable
  let events: Int?
  let placement: FallPlacement
  /// Where the last people are censored.
  private let end: Double
  private(set) var people: [SurvivalTime] = []
  private var atRisk: Int
  private var survival = 1.0
  private var nextPoint = 0
  private var losses = 0
  private var deaths = 0
  private var walks = 0
  private var intervals: [ReconstructionAudit.Interval] = []
  private var largest = (difference: 0.0, time: 0.0)
  private var notes: [String] = []
  private var mismatches: [String] = []

  init(curve: ReadOffCurve, riskTable: RiskTable, events: Int?, placement: FallPlacement) {
    self.placement = placement
    self.curve = curve
    self.riskTable = riskTable
    self.events = events
    atRisk = riskTable.total
    end = max(curve.end, riskTable.rows.last?.time ?? 0)
    notes = curve.notes
    if end > curve.end {
      notes.append(
        "the risk table goes on to \(Short.text(end)), the read-offs to \(Short.text(curve.end)); the curve is taken as flat"
          + " after them")
    }
  }

  /// The intervals whose end is in the risk table.
  mutating func buildInner() throws(ReconstructionError) {
    for (row, next) in zip(riskTable.rows, riskTable.rows.dropFirst()) {
      let interval = take(from: row.time, to: next.time, isLast: false)
      var search = CensoringSearch(interval)
      let walk = search.meeting(atRisk: next.atRisk)
      walks += search.walks
      try check(walk, interval, atRiskAtEnd: next.atRisk)
      if walk.atRisk != next.atRisk {
        mismatches.append(
          "\(next.atRisk) at risk at \(Short.text(next.time)) are reported, \(walk.atRisk) rebuilt: whole people do not"
            + " meet both curve and risk table")
      }
      losses += walk.censoringTimes.count
      keep(walk, interval, reported: row.atRisk, remaining: 0)
    }
  }

  /// The last interval, after the last number at risk.
  mutating func buildLast() throws(ReconstructionError) {
    let last = riskTable.rows[riskTable.rows.count - 1]
    let interval = take(from: last.time, to: end, isLast: true)
    let rate = last.time > 0 ? Double(losses) / last.time : 0
    let guess = min(Int((rate * (end - last.time)).rounded()), atRisk)
    var search = CensoringSearch(interval)
    let walk = search.last(
      guess: guess, deaths: events.map { max(0, $0 - deaths) }, tolerance: curve.tolerance)
    walks += search.walks
    try check(walk, interval, atRiskAtEnd: nil)
    keep(walk, interval, reported: last.atRisk, remaining: max(0, walk.atRisk))
    people += (0..<max(0, walk.atRisk)).map { _ in SurvivalTime(time: end, isEvent: false) }
    try compareEvents(interval)
    explainLast()
  }

  /// The interval from where the last one ended.
  private mutating func take(from start: Double, to end: Double, isLast: Bool) -> RiskInterval {
    var points: [ReadOffPoint] = []
    while nextPoint < curve.points.count {
      var point = curve.points[nextPoint]
      let isStep = curve.stepTimes.contains(point.time)
      let endsInterval = !isLast && point.time == end && end > start && !isStep
      if !isLast, point.time >= end, !endsInterval { break }
      if endsInterval || placement == .midway && !isStep {
        let before = nextPoint > 0 ? curve.points[nextPoint - 1].time : 0
        point.time = (max(start, before) + point.time) / 2
      }
      points.append(point)
      nextPoint += 1
    }
    return RiskInterval(start: start, end: end, atRisk: atRisk, survival: survival, points: points)
  }

  private func check(_ walk: IntervalWalk, _ interval: RiskInterval, atRiskAtEnd: Int?)
    throws(ReconstructionError)
  {
    let found = ReconstructionError.Interval(
      start: interval.start, end: interval.end, atRisk: interval.atRisk, atRiskAtEnd: atRiskAtEnd)
    if let time = walk.fallWithNoneAtRisk, walk.largestGap > curve.tolerance {
      throw .noneAtRisk(found, time: time)
    }
    guard let atRiskAtEnd else { return }
    let slack = curve.tolerance * Double(interval.atRisk) / max(interval.survival, curve.tolerance)
    if Double(atRiskAtEnd - walk.atRisk) > max(1, slack) {
      throw .tooManyDeaths(found, deaths: walk.totalDeaths)
    }
  }

  private mutating func keep(_ walk: IntervalWalk, _ interval: RiskInterval, reported: Int, remaining: Int) {
    var rebuilt = interval.survival
    var n = interval.atRisk
    var lost = 0
    for (point, dead) in zip(interval.points, walk.deaths) {
      while lost < walk.censoringTimes.count, walk.censoringTimes[lost] < point.time {
        lost += 1
        n -= 1
      }
      if dead > 0 { rebuilt *= 1 - Double(dead) / Double(n) }
      n -= dead
      let difference = abs(point.survival - rebuilt)
      if difference > largest.difference { largest = (difference, point.time) }
      people += (0..<dead).map { _ in SurvivalTime(time: point.time, isEvent: true) }
    }
    people += walk.censoringTimes.map { SurvivalTime(time: $0, isEvent: false) }
    intervals.append(
      ReconstructionAudit.Interval(
        start: interval.start, end: interval.end, atRiskReported: reported, atRiskRebuilt: interval.atRisk,
        deaths: walk.totalDeaths, censored: walk.censoringTimes.count + remaining))
    deaths += walk.totalDeaths
    atRisk = max(0, walk.atRisk)
    survival = walk.survival
  }

  private mutating func compareEvents(_ last: RiskInterval) throws(ReconstructionError) {
    guard let events, events != deaths else { return }
    let tail = flatTail
    if tail.end > tail.start, tail.atRisk > 0, Double(events - deaths) > max(2, 0.05 * Double(events)) {
      throw .eventsOnFlatTail(tail, reported: events, rebuilt: deaths)
    }
    mismatches.append(
      "\(events) events are reported, \(deaths) rebuilt: "
        + (riskTable.rows.count > 1
          ? "curve and numbers at risk fix those before \(Short.text(last.start))"
          : "no number of losses gives exactly as many"))
  }

  /// From the last death to the end.
  private var flatTail: ReconstructionError.Interval {
    let start = people.filter(\.isEvent).map(\.time).max() ?? 0
    let left = people.reduce(0) { $0 + ($1.time > start || !$1.isEvent && $1.time == start ? 1 : 0) }
    return ReconstructionError.Interval(start: start, end: end, atRisk: left, atRiskAtEnd: nil)
  }

  private mutating func explainLast() {
    if riskTable.rows.count == 1 {
      notes.append(
        events == nil
          ? "neither numbers at risk nor events: no one is taken as lost before the end of the curve"
          : "no numbers at risk: the losses are those that give the reported events, evenly in time")
    } else if events == nil, curve.end > riskTable.rows[riskTable.rows.count - 1].time {
      notes.append(
        "the number of events is not given: after the last number at risk losses go on at the mean rate before"
      )
    }
  }

  var audit: ReconstructionAudit {
    ReconstructionAudit(
      intervals: intervals, people: riskTable.total, largestDifference: largest.difference,
      largestDifferenceTime: largest.time, eventsReported: events, eventsRebuilt: deaths,
      cleaning: curve.cleaning,
      convergence: Convergence(
        method: "bisection of the number lost", iterations: walks, converged: mismatches.isEmpty,
        boundary: false),
      notes: notes, mismatches: mismatches)
  }
}
