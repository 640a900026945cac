/// The median is where the curve crosses one half: survival is above 50 % before it and at most 50 % from it
/// on.
///
/// The median of a Kaplan–Meier curve is the first time at which Ŝ(t) ≤ ½.
public struct MedianOnCurve: ConsistencyCheck {
  /// `median-on-curve`
  public let code = "median-on-curve"
  /// What it checks.
  public let summary = "the median lies where the printed curve crosses one half"

  /// Makes the check.
  public init() {}

  /// Each printed share on the wrong side of the median.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.courses.filter { $0.kind.falls == true }.flatMap { course in
      table.rows.filter { row in
        row.median != nil && row.people == course.people && row[.outcome] == course.outcome
      }.flatMap { median in course.points.compactMap { finding(median, $0, course) } }
    }
  }

  private func finding(_ median: EvidenceRow, _ point: Course.Point, _ course: Course) -> Finding? {
    guard let printed = median.median else { return nil }
    let early = point.time < printed.rounded.lowerBound && point.share.upperBound < 0.5
    let late = point.time > printed.rounded.upperBound && point.share.lowerBound > 0.5
    guard early || late else { return nil }
    let totals = (median.number(.total), point.row.number(.total))
    return Finding(
      totals.0 == totals.1 ? .error : .warning, code: code, rows: [median, point.row],
      message: "\(course.people.name): the median of \(course.outcomeWords) does not lie on its curve",
      arithmetic:
        "\(point.row.printedShare) at \(Words.short(point.time)), but the median is \(printed.text)",
      settles: "the curve: where it crosses 50%")
  }
}
