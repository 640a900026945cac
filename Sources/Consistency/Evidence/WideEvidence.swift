import StudyData

extension EvidenceTable {
  /// Whether a table has one row per comparison, with the columns `events1`, `total1`, `events2`, `total2`.
  public static func isWide(_ table: StudyTable) -> Bool {
    ["events1", "total1", "events2", "total2"].allSatisfy { table.findColumn($0) != nil }
  }

  /// Whether a table has a column of numbers that the checks can use: it is long, or wide with its p-values or
  /// percentages.
  public static func isReadable(_ table: StudyTable) -> Bool {
    let has = { (name: String) in table.findColumn(name) != nil }
    if isWide(table) { return ["p", "p_text", "percent1", "percent2"].contains(where: has) }
    return ["percent", "events", "p", "p_text", "estimate"].contains(where: has)
      && ["row_type", "statistic", "outcome", "percent", "p", "p_text"].contains(where: has)
  }

  /// Reads a wide table: each row becomes the rows of two arms and, where it has a p-value, of their comparison, all
  /// with the number of the row. The outcome, if there is a column of that name, is kept.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - study: the columns that label the studies; found by their usual names if empty.
  /// - Throws: `DataProblems`, every cell that should hold a number and holds none. O(rows × columns).
  public init(wide table: StudyTable, study: [String] = []) throws(DataProblems) {
    let labels = try table.labels(StudyLabels.find(in: table, requested: study))
    var problems: [DataProblem] = []
    var rows: [EvidenceRow] = []
    let outcome = table.findColumn("outcome")?.index
    for index in 0..<table.rowCount {
      var base = EvidenceRow(
        row: table.rowNumber(index), line: table.line(ofRow: index), study: labels[index])
      base.texts[.outcome] = outcome.flatMap { table.cell(row: index, column: $0).value }
      // Rows of one study and outcome are kept apart.
      base.texts[.definition] = "row \(base.row)"
      for arm in ["1", "2"] {
        var row = base
        row.texts[.rowType] = "arm"
        row.texts[.arm] = "arm \(arm)"
        row.numbers[.events] = Self.number("events\(arm)", table, index, &problems)
        row.numbers[.total] = Self.number("total\(arm)", table, index, &problems)
        if let column = table.findColumn("percent\(arm)")?.index {
          row.percent = table.cell(row: index, column: column).percent(reporting: &problems)
        }
        rows.append(row)
      }
      var comparison = base
      comparison.texts[.rowType] = "comparison"
      comparison.texts[.arm] = "arm 1 v arm 2"
      let p = table.findColumn("p").flatMap { table.cell(row: index, column: $0.index).value }
      if let p, PrintedBound(p) != nil {
        comparison.texts[.pText] = p
      } else {
        comparison.numbers[.p] = Self.number("p", table, index, &problems)
      }
      comparison.texts[.pText] =
        comparison[.pText]
        ?? table.findColumn("p_text").flatMap { table.cell(row: index, column: $0.index).value }
      if comparison.numbers[.p] != nil || comparison[.pText] != nil { rows.append(comparison) }
    }
    _ = try table.source.throwingErrors(of: problems)
    self.init(rows)
  }

  private static func number(
    _ name: String, _ table: StudyTable, _ row: Int, _ problems: inout [DataProblem]
  ) -> PrintedNumber? {
    guard let column = table.findColumn(name)?.index else { return nil }
    let cell = table.cell(row: row, column: column)
    guard cell.number(.real, reporting: &problems) != nil else { return nil }
    return cell.value.flatMap { PrintedNumber($0) }
  }
}
