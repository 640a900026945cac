import StudyData

/// A count, its total and the printed percentage: does one follow from the others?
public struct PercentOfTotal: ConsistencyCheck {
  /// `percent-of-total`.
  public let code = "percent-of-total"
  /// What it checks.
  public let summary = "a count divided by its total gives the printed digits of the percentage"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows × rows of the study).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in
      rows.compactMap { row -> Finding? in
        guard !row.isSummaryPercent, let events = row.count(.events), let total = row.count(.total),
          let percent = row.percent, total >= 1, (0...total).contains(events)
        else { return nil }
        return finding(row, events: events, total: total, percent: percent, among: rows)
      }
    }
  }

  private func finding(
    _ row: EvidenceRow, events: Int, total: Int, percent: PrintedPercent, among rows: [EvidenceRow]
  ) -> Finding? {
    switch PercentFit.of(events, in: total, printed: percent) {
    case .rounded: return nil
    case .truncated: return cutOff(row, events: events, total: total, percent: percent, among: rows)
    case nil: break
    }
    let share = Words.percent(events, of: total, beyond: percent)
    if let finding = shareForPercent(row, events: events, total: total, percent: percent) { return finding }
    let exact = 100 * Double(events) / Double(total)
    let unit = 100 / Double(Words.power(percent.decimals + 2))
    let isLastDigit = abs(percent.value - exact) <= 1.5 * unit
    var message = "\(row.study): \(events) (\(percent)) cannot be of \(total)\(row.about)"
    if isLastDigit { message += "; it misses by one in the last digit" }
    var sumRows: [EvidenceRow] = []
    if let sum = PartsAndWholes.all(in: rows).first(where: { $0.isExact && $0.contains(row) }) {
      message += "; the counts add up (\(sum.equation)), so the percentage is the likelier error"
      sumRows = sum.rows.filter { $0.row != row.row }
    }
    return Finding(
      isLastDigit ? .warning : .error, code: code, rows: [row] + sumRows, message: message,
      arithmetic: "\(events)/\(total) = \(share); "
        + alternatives(events: events, total: total, percent: percent, numbers: StudyNumbers(rows)),
      settles: "the count, the total and the percentage in the study's own table")
  }

  /// What would make it hold: other counts of the total, other totals of the count.
  private func alternatives(events: Int, total: Int, percent: PrintedPercent, numbers: StudyNumbers) -> String
  {
    var parts: [String] = []
    if let counts = EventsFromPercent.rounded(percent, of: total) {
      let printed = numbers.all.filter(counts.contains).sorted().map(String.init)
      let also = printed.isEmpty ? "" : " (the study prints \(Words.list(printed)))"
      parts.append("\(percent) of \(total) is \(Words.range(counts))\(also)")
    } else {
      parts.append("no whole number is \(percent) of \(total)")
    }
    if let totals = PercentFit.totals(of: events, printed: percent) {
      let only = totals.count <= 3 ? " only" : ""
      parts.append(
        "\(events) is \(percent) of \(Words.range(totals))\(only), " + numbers.sentence(fitting: totals))
    } else {
      parts.append("\(events) is \(percent) of no whole number")
    }
    return parts.joined(separator: "; ")
  }

  /// 12 of 40 printed as 0.30: a share where the others are percentages.
  private func shareForPercent(_ row: EvidenceRow, events: Int, total: Int, percent: PrintedPercent)
    -> Finding?
  {
    let half = 50 / Double(Words.power(percent.decimals + 2))
    guard percent.value > 0, percent.value <= 1, percent.decimals >= 2,
      abs(Double(events) / Double(total) - percent.value) <= half * (1 + 1e-9)
    else { return nil }
    let number = Words.fixed(percent.value, percent.decimals)
    return Finding(
      .warning, code: code, rows: [row],
      message: "\(row.study): \(number) for \(events) of \(total) is a share, not a percentage",
      arithmetic: "\(events)/\(total) = \(Words.fixed(Double(events) / Double(total), percent.decimals + 2))"
        + " = \(Words.percent(events, of: total, beyond: percent))",
      settles: "write it as a percentage")
  }

  /// Cut off where another percentage of the study can only be rounded.
  private func cutOff(
    _ row: EvidenceRow, events: Int, total: Int, percent: PrintedPercent, among rows: [EvidenceRow]
  ) -> Finding? {
    let rounded = rows.first { other in
      guard let events = other.count(.events), let total = other.count(.total), let percent = other.percent,
        total >= 1, PercentFit.of(events, in: total, printed: percent) == .rounded
      else { return false }
      return EventsFromPercent.truncated(percent, of: total)?.contains(events) != true
    }
    guard let rounded else { return nil }
    return Finding(
      .note, code: code, rows: [row, rounded],
      message:
        "\(row.study): \(events) of \(total) (\(percent)) is cut off, where other percentages are rounded",
      arithmetic: "\(events)/\(total) = \(Words.percent(events, of: total, beyond: percent))",
      settles: "the study's own table; a slip in the last digit looks the same")
  }
}

extension Words {
  /// A power of ten.
  static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
