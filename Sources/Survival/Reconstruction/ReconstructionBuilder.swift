import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
  private var spread = 1.0
  private var meetsEvents = false
  private var losses = 0
  private(set) var deaths = 0
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

  /// All the intervals, with the losses spread in this way.
  ///
  /// - Parameters:
  ///   - spread: how they lie in each interval, see `RiskInterval`.
  ///   - meetsEvents: whether the losses of the last interval are chosen so as to meet the events.
  func built(spread: Double, meetsEvents: Bool) throws(ReconstructionError) -> ReconstructionBuilder {
    var builder = self
    builder.spread = spread
    builder.meetsEvents = meetsEvents
    try builder.buildInner()
    try builder.buildLast()
    return builder
  }

  /// The build whose number of deaths is nearest to the events.
  ///
  /// With numbers at risk the spread of the losses is tried first, since it moves all the deaths a little; the losses of the
  /// last interval, where few are left, make up for the rest. Without them there is one interval, whose losses come
  /// first.
  func nearest(to events: Int) throws(ReconstructionError) -> ReconstructionBuilder {
    let hasNumbers = riskTable.rows.count > 1
    let even = try built(spread: 1, meetsEvents: !hasNumbers)
    var best = even.deaths == events ? even : nearest(to: events, from: even)
    if hasNumbers, best.deaths != events, let other = try? built(spread: best.spread, meetsEvents: true),
      abs(other.deaths - events) < abs(best.deaths - events)
    {
      let walks = best.walks + other.walks
      best = other
      best.walks = walks
    }
    return best
  }

  /// The later people are lost, the more deaths the curve's falls take: the logarithm of the spread is bisected.
  private func nearest(to events: Int, from even: ReconstructionBuilder) -> ReconstructionBuilder {
    var best = even
    var walks = even.walks
    let needsMore = even.deaths < events
    var near = 0.0
    var far = needsMore ? -log(8.0) : log(8.0)
    for _ in 0..<12 where best.deaths != events {
      let middle = (near + far) / 2
      guard let other = try? built(spread: exp(middle), meetsEvents: even.meetsEvents) else {
        far = middle
        continue
      }
      walks += other.walks
      if abs(other.deaths - events) < abs(best.deaths - events) { best = other }
      if (other.deaths < events) == needsMore { near = middle } else { far = middle }
    }
    best.walks = walks
    return best
  }

  /// Compares the events and says what was assumed; throws where they cannot be on the curve.
  mutating func finish() throws(ReconstructionError) {
    try compareEvents()
    explainLast()
  }

  /// The intervals whose end is in the risk table.
  private mutating func buildInner() throws(ReconstructionError) {
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
  private mutating func buildLast() throws(ReconstructionError) {
    let last = riskTable.rows[riskTable.rows.count - 1]
    let interval = take(from: last.time, to: end, isLast: true)
    let rate = last.time > 0 ? Double(losses) / last.time : 0
    let guess = min(Int((rate * (end - last.time)).rounded()), atRisk)
    var search = CensoringSearch(interval)
    let walk = search.last(
      guess: guess, deaths: meetsEvents ? events.map { max(0, $0 - deaths) } : nil, tolerance: curve.tolerance
    )
    walks += search.walks
    try check(walk, interval, atRiskAtEnd: nil)
    keep(walk, interval, reported: last.atRisk, remaining: max(0, walk.atRisk))
    people += (0..<max(0, walk.atRisk)).map { _ in SurvivalTime(time: end, isEvent: false) }
  }

  /// The interval from where the last one ended.
  private mutating func take(from start: Double, to end: Double, isLast: Bool) -> RiskInterval {
    var points: [ReadOffPoint] = []
    while nextPoint < curve.points.count {
      var point = curve.points[nextPoint]
      let isMoved = placement == .midway || !isLast && point.time == end
      if isMoved, nextPoint > 0, !curve.stepTimes.contains(point.time) {
        point.time = max(start, (curve.points[nextPoint - 1].time + point.time) / 2)
      }
      if !isLast, point.time >= end { break }
      points.append(point)
      nextPoint += 1
    }
    return RiskInterval(
      start: start, end: end, spread: spread, atRisk: atRisk, survival: survival, points: points)
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
    let misread = curve.tolerance * Double(interval.atRisk) / max(interval.survival, curve.tolerance)
    if Double(atRiskAtEnd - walk.atRisk - (walk.deaths.first ?? 0)) > max(1, misread) {
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

  private mutating func compareEvents() throws(ReconstructionError) {
    guard let events, events != deaths else { return }
    let tail = flatTail
    if tail.end > tail.start, tail.atRisk > 0, Double(events - deaths) > max(2, 0.05 * Double(events)) {
      throw .eventsOnFlatTail(tail, reported: events, rebuilt: deaths)
    }
    mismatches.append(
      "\(events) events are reported, \(deaths) rebuilt: "
        + (riskTable.rows.count > 1
          ? "curve and numbers at risk leave no room for another number"
          : "no number of losses gives exactly as many"))
  }

  /// From the last death to the end.
  private var flatTail: ReconstructionError.Interval {
    let start = people.filter(\.isEvent).map(\.time).max() ?? 0
    let left = people.reduce(0) { $0 + ($1.time > start || !$1.isEvent && $1.time == start ? 1 : 0) }
    return ReconstructionError.Interval(start: start, end: end, atRisk: left, atRiskAtEnd: nil)
  }

  private mutating func explainLast() {
    if spread != 1 {
      notes.append(
        "people are taken as lost \(spread < 1 ? "later" : "earlier") in each interval than evenly (exponent"
          + " \(Short.text(spread))), so that the rebuilt events come nearest to the reported ones")
    }
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
