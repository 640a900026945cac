import StudyData

/// Recurrences counted of people who never were without disease.
///
/// Only those with a complete response (ablation, remission, resection) can have a recurrence. A note where an
/// arm's recurrence is of more people than had one: the rest can only have progressed or been left out of the
/// count, and either way the rate says less than one of those at risk.
public struct RecurrenceDenominator: ConsistencyCheck {
  /// `recurrence-denominator`
  public let code = "recurrence-denominator"
  /// What it checks.
  public let summary = "recurrences are counted of those who were without disease before"

  /// Makes the check.
  public init() {}

  /// One finding for each group of people.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let told = table.rows.filter { !$0.isComparison && !$0.isOverStudies }
    return Groups.of(told, by: \.people).compactMap { group in
      guard let free = group.first(where: Self.isComplete), let count = free.count(.events),
        let all = free.count(.total), count < all
      else { return nil }
      let wide = group.filter { row in
        Self.isRecurrence(row) && row.count(.total).map { $0 > count } ?? false
      }
      guard let first = wide.first, let total = first.count(.total) else { return nil }
      let progressed = group.first {
        PartVocabulary.progressions.contains($0.words(.outcome)) && $0.count(.events) != nil
      }
      return Finding(
        .note, code: code, rows: [free] + [progressed].compactMap(\.self) + wide,
        message:
          "\(free.people.name): \(first.outcomeWords) is counted of \(total), but no more than \(count) had "
          + "a \(free.outcomeWords) that it could follow",
        arithmetic: ([free, progressed].compactMap(\.self) + wide).map(Self.line).joined(separator: "; "),
        settles: "who could have a recurrence, and what was counted as one in the others")
    }
  }

  private static func isComplete(_ row: EvidenceRow) -> Bool {
    let words = row.words(.outcome)
    return words.first == "complete" && row.count(.events) != nil
      && !Set(["response", "ablation", "remission", "resection"]).isDisjoint(with: words)
  }

  private static func isRecurrence(_ row: EvidenceRow) -> Bool {
    [.anyRecurrence, .partRecurrence].contains(row.outcomeKind) && row.share != nil
      && !Set(["recurrence", "recurrences", "relapse"]).isDisjoint(with: row.words(.outcome))
  }

  /// "local recurrence 31% of 300".
  private static func line(_ row: EvidenceRow) -> String {
    let total = row.count(.total).map { " of \($0)" } ?? ""
    if let events = row.count(.events) { return "\(row.outcomeWords) in \(events)\(total)" }
    return "\(row.outcomeWords) \(row.printedShare)\(total)"
  }
}
