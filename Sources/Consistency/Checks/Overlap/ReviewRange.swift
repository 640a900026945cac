import StudyData

/// A review's range over studies beside its own mean and beside the studies of the table that it may hold.
///
/// A mean outside the range is an error. A study of the review's year or before that lies outside the range is
/// not in the review, or was counted otherwise there: a note.
public struct ReviewRange: ConsistencyCheck {
  /// `review-range`
  public let code = "review-range"
  /// What it checks.
  public let summary = "a review's range holds its mean and the earlier studies of the table"

  /// Makes the check.
  public init() {}

  /// At most two findings for each range.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.rows.flatMap { range -> [Finding] in
      guard range.isOverStudies, !range.isComparison, range.words(.statistic).contains("percent"),
        let low = range.numbers[.rangeLow], let high = range.numbers[.rangeHigh],
        low.value <= high.value
      else { return [] }
      let isOutside = { (row: EvidenceRow) in
        guard let percent = row.percent else { return false }
        let slack = 0.5 / Double(Words.power(percent.decimals))
        return percent.value < low.rounded.lowerBound - slack
          || percent.value > high.rounded.upperBound + slack
      }
      let means = table.rows.filter {
        $0.study == range.study
          && $0.agrees(with: range, on: [.outcome, .population, .arm, .unit, .subgroup])
          && !Set(["mean", "median", "pooled"]).isDisjoint(with: $0.words(.statistic)) && isOutside($0)
      }
      let year = StudyDates.years(range.study).last ?? 0
      let studies = table.rows.filter { row in
        !row.isOverStudies && !row.isComparison && row[.subgroup] == range[.subgroup]
          && row.agrees(with: range, on: [.outcome, .population])
          && (StudyDates.years(row.study).last.map { $0 <= year } ?? false)
          && ReviewBesideStudies.agree(range, row) && isOutside(row)
      }
      return [
        means.isEmpty ? nil : outside(.error, range, low, high, means, "its own mean lies outside"),
        studies.isEmpty
          ? nil
          : outside(
            .note, range, low, high, studies,
            studies.count == 1 ? "an earlier study lies outside" : "earlier studies lie outside"),
      ].compactMap(\.self)
    }
  }

  private func outside(
    _ severity: Severity, _ range: EvidenceRow, _ low: PrintedNumber, _ high: PrintedNumber,
    _ rows: [EvidenceRow], _ what: String
  ) -> Finding {
    let time = range.number(.at).map { " at \(Words.short($0))" } ?? ""
    let lines = rows.map { row in
      let unit = row[.unit] == range[.unit] ? "" : " (by \(row[.unit] ?? "an unstated unit"))"
      return "\(row.study) \(row.printedShareOfAny)\(unit)"
    }
    return Finding(
      severity, code: code, rows: [range] + rows,
      message:
        "\(range.study): \(range.outcomeWords)\(time) ranges from \(low)% to \(high)% over its studies, but "
        + what,
      arithmetic: Words.list(lines),
      settles: severity == .error
        ? "the review's table"
        : "the list of the studies in the review, and how it counted")
  }
}

extension EvidenceRow {
  /// The percentage as printed, also of a mean.
  fileprivate var printedShareOfAny: String { percent?.description ?? "" }
}
