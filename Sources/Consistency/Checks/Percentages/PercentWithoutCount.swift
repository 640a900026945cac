import StudyData

/// A percentage of a stated group without a count: is there a whole number that it can stand for?
///
/// A crude share must be a whole number of the group. A rate over time (Kaplan-Meier, cumulative incidence) need
/// not: there a misfit only tells that the rate is no crude share, and is a note, one per study.
public struct PercentWithoutCount: ConsistencyCheck {
  /// `percent-of-whole-number`.
  public let code = "percent-of-whole-number"
  /// What it checks.
  public let summary = "a percentage of a stated group is a whole number of it, or a rate over time"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows × rows of the study).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows in
      var findings: [Finding] = []
      var overTime: [(row: EvidenceRow, share: String, text: String)] = []
      for row in rows where !row.isComparison && !row.isSummaryPercent && row.number(.events) == nil {
        guard let percent = row.percent, let (total, isOwn) = group(of: row, among: rows) else { continue }
        if EventsFromPercent.rounded(percent, of: total) == nil {
          let text = nearest(percent, of: total)
          if row.isOverTime {
            overTime.append((row, "\(percent) of \(isOwn ? "" : "the arm's ")\(total)", text))
          } else {
            findings.append(misfit(row, percent, of: total, isOwn: isOwn, text: text, among: rows))
          }
        } else if isOwn, let finding = edge(row, percent, of: total) {
          findings.append(finding)
        }
      }
      if !overTime.isEmpty { findings.append(note(study, overTime)) }
      return findings
    }
  }

  /// The stated total, or the printed size of the same arm, unit and sample.
  private func group(of row: EvidenceRow, among rows: [EvidenceRow]) -> (total: Int, isOwn: Bool)? {
    if let total = row.count(.total) { return total >= 1 ? (total, true) : nil }
    let size = rows.first {
      $0.isGroupSize && [.arm, .unit, .sample, .subgroup, .population].allSatisfy(agrees($0, row))
    }
    guard row.number(.total) == nil, row[.subgroup] == nil, let total = size?.count(.total), total >= 1 else {
      return nil
    }
    return (total, false)
  }

  private func agrees(_ one: EvidenceRow, _ other: EvidenceRow) -> (EvidenceField) -> Bool {
    { one[$0] == other[$0] }
  }

  private func nearest(_ percent: PrintedPercent, of total: Int) -> String {
    let exact = Int((percent.value * Double(total) / 100).rounded(.down))
    return [exact, exact + 1].filter { $0 <= total }.map {
      "\($0) is \(Words.percent($0, of: total, beyond: percent))"
    }.joined(separator: ", ")
  }

  private func misfit(
    _ row: EvidenceRow, _ percent: PrintedPercent, of total: Int, isOwn: Bool, text: String,
    among rows: [EvidenceRow]
  ) -> Finding {
    let fitting = StudyNumbers(rows).totals.filter { !PercentFit.counts(of: $0, printed: percent).isEmpty }
    let others = fitting.sorted().prefix(4).map { total in
      "of \(total) it is \(Words.list(PercentFit.counts(of: total, printed: percent).map(String.init), "or"))"
    }
    let isCutOff = EventsFromPercent.truncated(percent, of: total) != nil
    return Finding(
      isOwn && !isCutOff ? .warning : .note, code: code, rows: [row],
      message: "\(row.study): \(percent)\(row.about) is no whole number of "
        + (isOwn ? "\(total)" : "the \(total) of the arm") + (isCutOff ? ", unless it was cut off" : ""),
      arithmetic: ([text] + others).joined(separator: "; "),
      settles: "the count, and the number it is of")
  }

  /// Fits only where a half was rounded down.
  private func edge(_ row: EvidenceRow, _ percent: PrintedPercent, of total: Int) -> Finding? {
    let counts = PercentFit.counts(of: total, printed: percent)
    guard counts.count == 1, let count = counts.first else { return nil }
    // An exact half above: 2 S e = (2u + 1) n.
    let scale = 100 * Int128(Words.power(percent.decimals))
    guard 2 * scale * Int128(count) == (2 * Int128(percent.units) + 1) * Int128(total) else { return nil }
    return Finding(
      .note, code: code, rows: [row],
      message: "\(row.study): \(percent) of \(total)\(row.about) fits \(count) only, with its half"
        + " rounded down",
      arithmetic: "\(count)/\(total) = \(Words.percent(count, of: total, beyond: percent))",
      settles: row.isOverTime ? "whether this is a rate over time" : "the count")
  }

  private func note(_ study: String, _ overTime: [(row: EvidenceRow, share: String, text: String)]) -> Finding
  {
    let shares = Words.list(overTime.map(\.share))
    return Finding(
      .note, code: code, rows: overTime.map(\.row),
      message: "\(study): \(shares) "
        + (overTime.count == 1
          ? "is no whole number, so a rate over time and no crude share"
          : "are no whole numbers, so rates over time and no crude shares"),
      arithmetic: overTime.map { "\($0.share): \($0.text)" }.joined(separator: "; "),
      settles: "the numbers at risk, or the standard errors of the rates")
  }
}
