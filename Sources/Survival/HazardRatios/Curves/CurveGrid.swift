import StudyData

/// The times at which both curves are read, and the intervals between them.
struct CurveGrid {
  struct Node {
    let time: Double
    let survival: (first: Double, second: Double)
    let atRisk: (first: Double, second: Double)?
  }

  /// The intervals, as pairs of indices of nodes.
  struct Plan {
    var pieces: [(from: Int, to: Int)] = []
    var notes: [RowNote] = []
  }

  let nodes: [Node]
  let notes: [RowNote]

  init(_ curves: CurvePair, method: CurveMethod) throws(CurveReadOff.Failure) {
    let (first, second) = (curves.first, curves.second)
    var nodes: [Node] = []
    for point in first.points {
      guard let other = second.points.first(where: { $0.time == point.time }) else { continue }
      var atRisk: (Double, Double)?
      if let one = point.atRisk, let two = other.atRisk { atRisk = (one, two) }
      nodes.append(Node(time: point.time, survival: (point.survival, other.survival), atRisk: atRisk))
    }
    let shared = nodes.count
    var notes: [RowNote] = []
    let unshared = first.points.count + second.points.count - 2 * shared
    if unshared > 0 {
      notes.append(
        RowNote(
          code: "times-not-shared", text: "\(unshared) points at times of one curve only are not used"))
    }
    var sizes: (Double, Double)?
    if let one = first.size, let two = second.size { sizes = (one, two) }
    if method == .atRisk {
      nodes = nodes.filter { $0.atRisk != nil }
      guard !nodes.isEmpty else {
        throw CurveReadOff.Failure(reason: "needs at_risk of both groups at the same times", isStarted: true)
      }
      if nodes.count < shared {
        notes.append(
          RowNote(
            code: "times-without-risk",
            text: "\(shared - nodes.count) of \(shared) times have no numbers at risk and are not used"))
      }
    } else {
      guard sizes != nil else {
        throw CurveReadOff.Failure(
          reason: "needs the sizes of the groups: at_risk at time 0, or total1 and total2", isStarted: true)
      }
      guard first.followUp != nil, second.followUp != nil else {
        throw CurveReadOff.Failure(reason: "needs the shortest and longest follow-up", isStarted: true)
      }
    }
    if let sizes {
      nodes.insert(Node(time: 0, survival: (1, 1), atRisk: sizes), at: 0)
    } else if let begin = nodes.first {
      notes.append(
        RowNote(
          code: "starts-late",
          text:
            "the numbers at risk at time 0 are not known; what happens up to \(ShortNumber.text(begin.time)) is left out"
        ))
    }
    self.nodes = nodes
    self.notes = notes
  }

  /// The intervals in which both curves fall or none does.
  func plan() throws(CurveReadOff.Failure) -> Plan {
    var plan = Plan()
    var start = 0
    var last = 0
    var lastUsed: Int?
    var joins = 0
    for end in nodes.indices.dropFirst() {
      guard nodes[end].survival.first > 0, nodes[end].survival.second > 0 else {
        plan.notes.append(
          RowNote(
            code: "survival-zero",
            text: "a curve is at 0 from \(ShortNumber.text(nodes[end].time)) on; what comes after"
              + " \(ShortNumber.text(nodes[last].time)) is left out"))
        break
      }
      last = end
      let (from, to) = (nodes[start].survival, nodes[end].survival)
      let falls = (to.first < from.first, to.second < from.second)
      guard falls.0 == falls.1 else { continue }
      joins += end - start - 1
      if falls.0 { lastUsed = plan.pieces.count }
      plan.pieces.append((start, end))
      start = end
    }
    if start < last {
      guard let lastUsed else {
        throw CurveReadOff.Failure(reason: "a group has no events at the times read", isStarted: true)
      }
      joins += last - start
      let begin = plan.pieces[lastUsed].from
      plan.pieces.removeSubrange(lastUsed...)
      plan.pieces.append((begin, last))
    }
    if joins > 0 {
      plan.notes.append(
        RowNote(
          code: "joined-intervals",
          text: "intervals in which one curve alone falls are joined with their neighbors (\(joins))"))
    }
    return plan
  }

  /// The interval by the numbers at risk.
  func byNumbersAtRisk(_ piece: (from: Int, to: Int)) -> ReadOffInterval {
    let (start, end) = (nodes[piece.from], nodes[piece.to])
    guard let n = start.atRisk, let m = end.atRisk else {
      preconditionFailure("the nodes have numbers at risk")
    }
    return ReadOffInterval(
      start: start.time, end: end.time,
      first: ReadOffInterval.Arm(
        atRisk: (n.first, m.first), survival: (start.survival.first, end.survival.first)),
      second: ReadOffInterval.Arm(
        atRisk: (n.second, m.second), survival: (start.survival.second, end.survival.second)))
  }

  /// The intervals by the range of follow-up, each with those whom the one before leaves at risk.
  func byFollowUp(_ pieces: [(from: Int, to: Int)], _ curves: CurvePair) -> [ReadOffInterval] {
    guard var atRisk = nodes.first?.atRisk, let one = curves.first.followUp, let two = curves.second.followUp
    else { preconditionFailure("sizes and follow-up are known") }
    return pieces.map { piece in
      let (start, end) = (nodes[piece.from], nodes[piece.to])
      let first = ReadOffInterval.Arm(
        atRisk: atRisk.first, followUp: one, time: (start.time, end.time),
        survival: (start.survival.first, end.survival.first))
      let second = ReadOffInterval.Arm(
        atRisk: atRisk.second, followUp: two, time: (start.time, end.time),
        survival: (start.survival.second, end.survival.second))
      atRisk.first = max(0, atRisk.first - first.events - first.censored)
      atRisk.second = max(0, atRisk.second - second.events - second.censored)
      return ReadOffInterval(start: start.time, end: end.time, first: first, second: second)
    }
  }
}
