import StudyData

/// The p-value of a comparison of two arms against what tests give on the arms' counts.
///
/// Every count that a percentage can stand for is tried, and every split of the study's size where those of the arms
/// are not stated; at most 10,000 tables, beyond which the comparison is left alone. Rates over time are left alone:
/// their p-values are of log-rank tests.
public struct PValueOfCounts: ConsistencyCheck {
  /// `p-value`.
  public let code = "p-value"
  /// What it checks.
  public let summary = "a test for two proportions gives the printed p-value from the counts of the arms"

  /// Makes the check.
  public init() {}

  /// What it finds; O(comparisons × tables).
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in
      rows.filter(\.isComparison).compactMap { comparison -> Finding? in
        guard let comparison = Comparison(comparison, among: rows), !comparison.tables.isEmpty else {
          return nil
        }
        if let p = comparison.row.numbers[.p], (0...1).contains(p.value) { return finding(comparison, p) }
        return comparison.row[.pText].flatMap { inequality(comparison, $0) }
      }
    }
  }

  private func finding(_ comparison: Comparison, _ p: PrintedNumber) -> Finding? {
    let search = PValueSearch(p, tables: comparison.tables)
    if let match = search.matches.first {
      if comparison.isSplit { return split(comparison, p, search.matches) }
      guard !match.test.isUsual else { return nil }
      return Finding(
        .note, code: code, rows: comparison.rows,
        message:
          "\(comparison.row.study): p = \(p) for \(match.counts.text) comes"
          + " from no chi-square or Fisher's test, but from \(Words.list(names(search.matches), "or"))",
        arithmetic: values(match.counts), settles: "the test that the study names")
    }
    guard let nearest = search.nearest else { return nil }
    // Beyond another correction or another way of rounding.
    let isFar = abs(p.value - nearest.p) > 0.01 * nearest.p
    let count = comparison.tables.count
    let tried = count == 1 ? "" : "\(count) tables fit the percentages; nearest, "
    return Finding(
      isFar ? .warning : .note, code: code, rows: comparison.rows,
      message:
        "\(comparison.row.study): p = \(p)\(comparison.row.about)"
        + " comes from none of the tests; nearest is \(nearest.test.name) on \(nearest.counts.text),"
        + " \(Words.p(nearest.p))",
      arithmetic: tried + values(nearest.counts),
      settles: "the counts of both arms, and the test that the study names")
  }

  /// Which splits of the study give the p-value, where the sizes of the arms are not stated.
  private func split(_ comparison: Comparison, _ p: PrintedNumber, _ matches: [PValueSearch.Result])
    -> Finding
  {
    let usual = matches.filter(\.test.isUsual)
    let shown = (usual.isEmpty ? matches : usual).prefix(6).map {
      "\($0.counts.text) by \($0.test.name) (\(Words.p($0.p)))"
    }
    let count = Set(matches.map(\.counts)).count
    return Finding(
      .note, code: code, rows: comparison.rows,
      message: "\(comparison.row.study): the arms' sizes are not stated; of the splits of"
        + " \(comparison.splitTotal ?? 0), \(comparison.tables.count) fit the percentages and \(count) of these"
        + " p = \(p)",
      arithmetic: shown.joined(separator: "; "), settles: "the sizes of the arms")
  }

  private func inequality(_ comparison: Comparison, _ text: String) -> Finding? {
    guard let bound = PrintedBound(text) else { return nil }
    let usual = TwoArmTest.allCases.filter(\.isUsual)
    let all = comparison.tables.flatMap { table in
      usual.compactMap { test in test.pValue(table).map { (test, table, $0) } }
    }
    guard !all.isEmpty, !all.contains(where: { bound.allows($0.2) }) else { return nil }
    guard let nearest = bound.isUpper ? all.min(by: { $0.2 < $1.2 }) : all.max(by: { $0.2 < $1.2 }) else {
      return nil
    }
    return Finding(
      .warning, code: code, rows: comparison.rows,
      message:
        "\(comparison.row.study): p \(text)\(comparison.row.about) does not come from the counts;"
        + " nearest is \(nearest.0.name) on \(nearest.1.text), \(Words.p(nearest.2))",
      arithmetic: values(nearest.1), settles: "the counts of both arms, and the test that the study names")
  }

  private func names(_ results: [PValueSearch.Result]) -> [String] {
    TwoArmTest.allCases.filter { test in results.contains { $0.test == test } }.map(\.name)
  }

  private func values(_ counts: TwoArmCounts) -> String {
    counts.text + ": "
      + TwoArmTest.allCases.compactMap { test in
        test.pValue(counts).map { "\(test.name) \(Words.p($0))" }
      }.joined(separator: ", ")
  }
}
