import StudyData

/// A count with a percentage and no stated total: of which total can it be?
public struct PercentWithoutTotal: ConsistencyCheck {
  /// `percent-without-total`.
  public let code = "percent-without-total"
  /// What it checks.
  public let summary = "a count with a percentage and no total is of a number that the study prints"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in
      let numbers = StudyNumbers(rows)
      return rows.compactMap { row -> Finding? in
        guard !row.isSummaryPercent, let events = row.count(.events), events > 0, row.number(.total) == nil,
          let percent = row.percent
        else { return nil }
        return finding(row, events: events, percent: percent, numbers: numbers)
      }
    }
  }

  private func finding(_ row: EvidenceRow, events: Int, percent: PrintedPercent, numbers: StudyNumbers)
    -> Finding?
  {
    guard let totals = PercentFit.totals(of: events, printed: percent) else {
      return noTotal(row, events: events, percent: percent)
    }
    // A study without any total says nothing about this one.
    guard !numbers.totals.isEmpty, numbers.totals.isDisjoint(with: totals) else { return nil }
    let edges = Set([totals.lowerBound, totals.upperBound]).sorted().map {
      "\(events)/\($0) = \(Words.percent(events, of: $0, beyond: percent))"
    }
    let sizes = numbers.totals.filter { $0 >= events }.sorted().map {
      "\(events)/\($0) = \(Words.percent(events, of: $0, beyond: percent))"
    }
    return Finding(
      .warning, code: code, rows: [row],
      message: "\(row.study): \(events) (\(percent))\(row.about) is of "
        + "\(totals.count == 1 ? "\(totals.lowerBound) only" : Words.range(totals)), "
        + numbers.sentence(fitting: totals),
      arithmetic: (edges + sizes.prefix(6)).joined(separator: "; "),
      settles: "the number of people in whom this was measured")
  }

  private func noTotal(_ row: EvidenceRow, events: Int, percent: PrintedPercent) -> Finding {
    let quotient = percent.value > 0 ? (100 * Double(events) / percent.value).rounded(.down) : 0
    let exact = Int(min(quotient, 0x1p53))
    let near = [exact, exact + 1].filter { $0 >= max(events, 1) }
    var arithmetic = near.map { "\(events)/\($0) = \(Words.percent(events, of: $0, beyond: percent))" }
      .joined(separator: ", ")
    if let cut = PercentFit.totals(of: events, printed: percent, by: .truncated) {
      arithmetic += "; cut off instead of rounded, \(Words.range(cut))"
    }
    return Finding(
      .warning, code: code, rows: [row],
      message: "\(row.study): \(events) (\(percent))\(row.about) is of no whole number",
      arithmetic: arithmetic, settles: "the number of people in whom this was measured")
  }
}
