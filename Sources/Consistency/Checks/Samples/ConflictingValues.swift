import StudyData

/// Two rows that give different numbers for the same thing.
///
/// The same thing: study, people, arms, outcome, definition, statistic and time. Different: no number rounds
/// to both.
public struct ConflictingValues: ConsistencyCheck {
  /// `conflicting-values`
  public let code = "conflicting-values"
  /// What it checks.
  public let summary = "one number for one thing"

  /// Makes the check.
  public init() {}

  /// One finding for each pair in conflict.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let told = table.rows.filter { $0[.outcome] != nil }
    return Groups.of(told, by: Key.init).filter { $0.count > 1 }.flatMap { rows in
      rows.indices.flatMap { index in
        rows[(index + 1)...].compactMap { finding(rows[index], $0) }
      }
    }
  }

  private func finding(_ first: EvidenceRow, _ second: EvidenceRow) -> Finding? {
    let fields: [EvidenceField] = [.events, .total, .estimate, .p, .ciLow, .ciHigh, .rangeLow, .rangeHigh]
    var differences = fields.compactMap { field -> String? in
      guard let one = first.numbers[field], let two = second.numbers[field],
        !one.rounded.overlaps(two.rounded)
      else { return nil }
      return "\(field.rawValue) \(one.text) and \(two.text)"
    }
    if let one = first.percent, let two = second.percent, let range = first.share, let other = second.share,
      !range.overlaps(other)
    {
      differences.append("\(one) and \(two)")
    }
    guard !differences.isEmpty else { return nil }
    return Finding(
      .warning, code: code, rows: [first, second],
      message: "\(first.people.name): two numbers for the same \(first.outcomeWords)",
      arithmetic: differences.joined(separator: ", "),
      settles: "the source: which one is right, or what tells them apart")
  }

  private struct Key: Hashable {
    let people: People
    let texts: [String?]
    let time: Double?

    init(_ row: EvidenceRow) {
      people = row.people
      texts = [.rowType, .comparator, .outcome, .definition, .statistic].map { row[$0] }
      time = row.number(.at)
    }
  }
}
