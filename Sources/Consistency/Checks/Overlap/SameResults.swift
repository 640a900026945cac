import StudyData

/// Two labels with the same results: perhaps one study.
///
/// A warning where at least three numbers (outcome, arm, time, statistic and printed value) are equal, at
/// least one of them with an equal total or an odd decimal, and they are at least two thirds of what both
/// print.
public struct SameResults: ConsistencyCheck {
  /// `same-results`
  public let code = "same-results"
  /// What it checks.
  public let summary = "one study under two labels"

  /// Makes the check.
  public init() {}

  /// One finding per pair of labels. O(studies² · rows per study).
  public func findings(in table: EvidenceTable) -> [Finding] {
    let studies = table.studies.map { study, rows in
      (study, Dictionary(rows.compactMap { row in Self.place(row).map { ($0, row) } }) { first, _ in first })
    }
    return studies.indices.flatMap { index in
      studies[(index + 1)...].compactMap { finding(studies[index], $0) }
    }
  }

  private func finding(
    _ one: (String, [[String]: EvidenceRow]), _ other: (String, [[String]: EvidenceRow])
  ) -> Finding? {
    let places = one.1.keys.filter { other.1[$0] != nil }
    let pairs = places.compactMap { place in one.1[place].flatMap { row in other.1[place].map { (row, $0) } }
    }
    let equal = pairs.filter { Self.value($0.0) == Self.value($0.1) }.sorted { $0.0.row < $1.0.row }
    guard equal.count >= 3, 3 * equal.count >= 2 * pairs.count,
      equal.contains(where: { Self.isTelling($0.0, $0.1) })
    else { return nil }
    return Finding(
      .warning, code: code, rows: equal.map(\.0) + equal.map(\.1),
      message: "\(one.0) and \(other.0) print the same results: they may be one study",
      arithmetic: equal.map { "\($0.0.outcomeWords) \(Self.value($0.0).joined(separator: " "))" }
        .joined(separator: ", ") + ": \(equal.count) of \(pairs.count) shared numbers are equal",
      settles: "the publications themselves: centers, dates and authors")
  }

  private static func place(_ row: EvidenceRow) -> [String]? {
    guard !row.isOverStudies, !row.isComparison, row[.outcome] != nil, !value(row).isEmpty else { return nil }
    let texts = [EvidenceField.outcome, .arm, .unit, .definition, .statistic, .subgroup, .population].map {
      row[$0] ?? ""
    }
    return texts + [row.number(.at).map { Words.short($0) } ?? ""]
  }

  private static func value(_ row: EvidenceRow) -> [String] {
    [row.numbers[.events]?.text, row.percent?.description, row.numbers[.estimate]?.text].compactMap(\.self)
  }

  private static func isTelling(_ one: EvidenceRow, _ other: EvidenceRow) -> Bool {
    if let total = one.count(.total), total == other.count(.total) { return true }
    return one.percent.map { $0.decimals > 0 } ?? false
  }
}
