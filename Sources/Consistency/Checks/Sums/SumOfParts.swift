import StudyData

/// Counts that should add up to another.
public struct SumOfParts: ConsistencyCheck {
  /// `sum-of-parts`.
  public let code = "sum-of-parts"
  /// What it checks.
  public let summary = "kinds add up to all, shares to their total, arms to the study"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows²) within a study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows in
      PartsAndWholes.all(in: rows).compactMap { finding(study, $0, among: rows) }
    }
  }

  private func finding(_ study: String, _ sum: PartsOfWhole, among rows: [EvidenceRow]) -> Finding? {
    let missing = sum.whole - sum.sum
    guard missing != 0 else { return nil }
    let isNear = abs(missing) <= 3 && Double(abs(missing)) <= 0.2 * Double(sum.whole)
    switch sum.kind {
    case .kinds where isNear: return kinds(study, sum, missing, among: rows)
    case .complements: return complements(study, sum, missing)
    case .arms where isNear || missing < 0: return arms(study, sum, missing)
    default: return nil
    }
  }

  private func kinds(_ study: String, _ sum: PartsOfWhole, _ missing: Int, among rows: [EvidenceRow])
    -> Finding
  {
    var arithmetic = "\(sum.equation); \(sum.whole) - \(sum.sum) = \(missing)"
    let other = rows.first {
      $0.count(.events) == missing && !sum.contains($0) && !$0.isComparison
        && $0.agrees(with: sum.wholeRow, on: [.arm, .unit, .sample])
        && $0.number(.total) == sum.wholeRow.number(.total)
    }
    if missing > 0, let other {
      let definition = other[.definition].map { " (\($0))" } ?? ""
      arithmetic += "; with the \(missing) of \(other.outcomeWords)\(definition), \(sum.whole)"
    }
    return Finding(
      missing > 0 ? .warning : .note, code: code,
      rows: sum.rows + (missing > 0 ? [other].compactMap { $0 } : []),
      message:
        "\(study): the kinds of \(sum.wholeRow.outcomeWords) add up to \(sum.sum), not to \(sum.whole)",
      arithmetic: arithmetic,
      settles: missing > 0
        ? "whether a kind is left out, or counted elsewhere"
        : "whether people with two kinds are counted twice")
  }

  private func complements(_ study: String, _ sum: PartsOfWhole, _ missing: Int) -> Finding {
    let names = Words.list(sum.parts.map(\.outcomeWords))
    return Finding(
      missing < 0 ? .error : .warning, code: code, rows: sum.rows,
      message: "\(study): \(names) add up to \(sum.sum) of \(sum.whole)",
      arithmetic: "\(sum.equation); \(sum.whole) - \(sum.sum) = \(missing)",
      settles: "whether some were not evaluated, or a count is wrong")
  }

  private func arms(_ study: String, _ sum: PartsOfWhole, _ missing: Int) -> Finding? {
    // Those who had both treatments are counted in either arm.
    let both = sum.parts.filter { $0.words(.arm).contains("and") }
    let overlap = both.compactMap { $0.count(.total) }.reduce(0, +)
    if overlap > 0, sum.sum - 2 * overlap == sum.whole { return nil }
    return Finding(
      .warning, code: code, rows: sum.rows,
      message: "\(study): the groups add up to \(sum.sum), the whole study is \(sum.whole)",
      arithmetic: sum.equation,
      settles: missing > 0 ? "whether a group is left out" : "whether some people are in two groups")
  }
}
