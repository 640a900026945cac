import StudyData

/// A part that is larger than its whole.
public struct PartAndWhole: ConsistencyCheck {
  /// `part-exceeds-whole`.
  public let code = "part-exceeds-whole"
  /// What it checks.
  public let summary =
    "no part is larger than its whole: events of a total, a kind of all, a subgroup of its group"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows²) within a study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows in
      rows.compactMap { eventsAndTotal($0) } + kinds(study, rows) + subgroups(study, rows)
    }
  }

  private func eventsAndTotal(_ row: EvidenceRow) -> Finding? {
    guard let events = row.number(.events), let total = row.number(.total), events > total else { return nil }
    return Finding(
      .error, code: code, rows: [row],
      message: "\(row.study): \(Words.plain(events)) events\(row.about) are more than their total,"
        + " \(Words.plain(total))",
      arithmetic: "\(Words.plain(events)) > \(Words.plain(total))", settles: "the count and its total")
  }

  /// "local-recurrence" more frequent than "any-recurrence".
  private func kinds(_ study: String, _ rows: [EvidenceRow]) -> [Finding] {
    let arms = rows.filter { !$0.isComparison }
    return arms.flatMap { whole -> [Finding] in
      let words = whole.words(.outcome)
      guard let first = words.first, words.count >= 2, PartVocabulary.all.contains(first), !whole.isOverTime
      else { return [] }
      return arms.compactMap { part in
        guard part.row != whole.row, part.words(.outcome).last == words.last,
          part[.outcome] != whole[.outcome],
          part.agrees(with: whole, on: [.arm, .unit, .sample, .subgroup, .population, .definition]),
          part.number(.total) == whole.number(.total)
        else { return nil }
        return larger(study, part, whole)
      }
    }
  }

  private func subgroups(_ study: String, _ rows: [EvidenceRow]) -> [Finding] {
    let arms = rows.filter { !$0.isComparison }
    return arms.flatMap { part -> [Finding] in
      guard part[.subgroup] != nil else { return [] }
      return arms.compactMap { whole in
        guard whole[.subgroup] == nil,
          part.agrees(
            with: whole, on: [.arm, .unit, .sample, .population, .outcome, .definition, .statistic])
        else { return nil }
        if let size = part.count(.total), let all = whole.count(.total), size > all {
          return Finding(
            .error, code: code, rows: [part, whole],
            message: "\(study): the subgroup \(part[.subgroup] ?? "") has \(size), its group \(all)",
            arithmetic: "\(size) > \(all)", settles: "the size of the subgroup")
        }
        guard let events = part.count(.events), let all = whole.count(.events), events > all else {
          return nil
        }
        return larger(study, part, whole)
      }
    }
  }

  private func larger(_ study: String, _ part: EvidenceRow, _ whole: EvidenceRow) -> Finding? {
    let isLarger: Bool
    let arithmetic: String
    if let events = part.count(.events), let all = whole.count(.events) {
      isLarger = events > all
      arithmetic = "\(events) > \(all)"
    } else if let percent = part.percent, let all = whole.percent {
      let slack = 0.5 / Double(Words.power(percent.decimals)) + 0.5 / Double(Words.power(all.decimals))
      isLarger = percent.value - all.value > slack
      arithmetic = "\(percent) > \(all)"
    } else {
      return nil
    }
    guard isLarger else { return nil }
    return Finding(
      .error, code: code, rows: [part, whole],
      message:
        "\(study): \(part.outcomeWords) is more frequent than \(whole.outcomeWords), of which it is a part",
      arithmetic: arithmetic, settles: "both numbers, and whether they are of the same people")
  }
}

extension Words {
  /// Without decimals where there are none.
  static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
