#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A crude share of events over the whole follow-up is not one minus a rate over time.
///
/// Kaplan–Meier: 1 − Ŝ(t) ≥ d(t)/n. A crude share above 1 − Ŝ(t) at a time that nobody is followed beyond is
/// therefore impossible: an error. One far below it comes from censoring; neither may stand in for the other
/// in a pooled count: a note where the share of deaths does not say of whom it is, or is not what its own
/// count gives.
public struct CrudeShare: ConsistencyCheck {
  /// `crude-share`
  public let code = "crude-share"
  /// What it checks.
  public let summary = "a crude share of deaths or recurrences against the rate over time"

  /// Makes the check.
  public init() {}

  /// One finding for each crude share that cannot be, or that is a share of deaths at least 10 points below
  /// the complement of the last printed rate.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let courses = table.courses.filter { $0.kind.falls == true }
    return table.rows.compactMap { row in
      guard row.number(.at) == nil, let crude = row.crudeShare else { return nil }
      let partner = courses.first {
        $0.people == row.people && Self.isOfAll(row, $0)
          && (row.outcomeKind == .death
            ? $0.kind == .overallSurvival
            : row.outcomeKind == .anyRecurrence && $0.kind == .eventFreeSurvival)
      }
      guard let course = partner, let last = course.points.last else { return nil }
      return finding(row, crude, last, course)
    }
  }

  /// Whether the share is not of fewer people than the curve, such as those with a complete response.
  private static func isOfAll(_ row: EvidenceRow, _ course: Course) -> Bool {
    guard let total = row.number(.total), let size = course.size else { return true }
    return total == Double(size)
  }

  private func finding(
    _ row: EvidenceRow, _ crude: ClosedRange<Double>, _ last: Course.Point, _ course: Course
  ) -> Finding? {
    let (lowest, highest) = (1 - last.share.upperBound, 1 - last.share.lowerBound)
    let longest = row.number(.followUpHigh) ?? last.row.number(.followUpHigh)
    // Events after the last printed time explain a crude share above it, unless nobody is followed so long.
    let above = crude.lowerBound > highest + 1e-12 && longest.map { last.time >= $0 } ?? false
    let below = row.outcomeKind == .death && !row.isOfToldPeople && crude.upperBound < lowest - 0.1
    guard above || below else { return nil }
    let share = row.percent?.description ?? row.printedShare
    let time = Words.short(last.time)
    var arithmetic = "\(share) against 100% - \(last.row.printedShare) at \(time)"
    if let median = row.number(.followUpMedian) ?? last.row.number(.followUpMedian), !above {
      let expected = Self.expectedShare(
        survival: last.row.percent?.value ?? 100 * last.share.lowerBound, at: last.time, followUp: median)
      arithmetic +=
        "; a constant hazard that leaves this survival at \(time) gives "
        + "\(Words.short(expected, 1))% by the median follow-up of \(Words.short(median))"
    }
    return Finding(
      above ? .error : .note, code: code, rows: [row, last.row],
      message: above
        ? "\(course.people.name): the crude share of \(row.outcomeWords) exceeds what the curve leaves"
        : "\(course.people.name): the crude share of \(row.outcomeWords) and the rate at \(time) are "
          + "different quantities; do not read one as the other",
      arithmetic: arithmetic, settles: "the number censored before \(time), or the numbers at risk")
  }

  /// The share, in percent, that a constant hazard with a survival of `survival` percent at `time` takes by a
  /// follow-up: 1 − S^(F/t).
  static func expectedShare(survival: Double, at time: Double, followUp: Double) -> Double {
    guard survival > 0, time > 0 else { return 100 }
    return 100 * (1 - pow(survival / 100, followUp / time))
  }
}

extension EvidenceRow {
  /// Whether the row says how many of how many, and its percentage is no other.
  fileprivate var isOfToldPeople: Bool {
    guard let events = count(.events), let total = count(.total), total > 0, let share else { return false }
    return (share.lowerBound - 1e-12...share.upperBound + 1e-12).contains(Double(events) / Double(total))
  }

  /// The share of a count over the follow-up, also where its total is not told.
  fileprivate var crudeShare: ClosedRange<Double>? {
    [.death, .anyRecurrence].contains(outcomeKind) ? share : nil
  }
}
