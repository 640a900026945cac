/// Goes through the rows of a table with a function that reads one, and gathers what comes of it.
package struct RowReader {
  /// What reading one row gives.
  package enum Outcome<Value> {
    /// Complete data.
    case value(Value, notes: [RowNote])
    /// Data that are missing or cannot be used.
    case excluded(reason: String)
    /// Data that are impossible; the problem has been reported.
    case failed

    /// Whether the row is left out without being wrong.
    var isExcluded: Bool { if case .excluded = self { true } else { false } }
  }

  let table: StudyTable
  let labels: LabelReader
  let group: Column?
  /// What is added to zero cells, per study.
  let increment: Column?

  package init(_ table: StudyTable, labels: StudyLabels, group: String?, increment: String? = nil)
    throws(DataProblems)
  {
    self.table = table
    self.labels = try LabelReader(table, labels)
    var column: Column?
    if let group { column = try table.column(named: group) }
    self.group = column
    var amounts: Column?
    if let increment { amounts = try table.column(named: increment) }
    self.increment = amounts
  }

  /// Reads every row, then throws all the problems if one is an error; a label may stand on several rows that
  /// differ in the column `apart`. O(rows).
  package func rows<Value: Sendable>(
    apartBy apart: Column? = nil,
    _ read: (_ row: Int, _ problems: inout [DataProblem]) -> Outcome<Value>
  ) throws(DataProblems) -> StudyRows<Value> {
    var rows: [Study<Value>] = []
    var excluded: [Exclusion] = []
    var problems: [DataProblem] = []
    let names = (0..<table.rowCount).map(labels.label(ofRow:))
    var used: [Int] = []
    for (row, label) in names.enumerated() {
      let number = table.rowNumber(row)
      let line = table.line(ofRow: row)
      let amount = increment.flatMap {
        table.cell(row: row, column: $0.index).number(.notNegative, reporting: &problems)
      }
      let outcome = read(row, &problems)
      if !outcome.isExcluded { used.append(row) }
      switch outcome {
      case .value(let value, let notes):
        let group = group.flatMap { table.cell(row: row, column: $0.index).value }
        rows.append(
          Study(
            label: label, group: group, value: value, row: number, line: line, notes: notes, increment: amount
          ))
      case .excluded(let reason):
        excluded.append(Exclusion(label: label, row: number, line: line, reason: reason))
      case .failed:
        break
      }
    }
    problems += duplicates(of: names, among: used, apartBy: apart)
    let warnings = try table.source.throwingErrors(of: problems)
    return StudyRows(rows: rows, excluded: excluded, warnings: warnings)
  }

  /// A warning for each label that stands on several rows, those left out apart.
  private func duplicates(
    of names: [String], among used: [Int], apartBy apart: Column?
  ) -> [DataProblem] {
    guard let column = labels.columns.first else { return [] }
    var rowsOfName: [[String]: [Int]] = [:]
    for row in used {
      let place = apart.flatMap { table.cell(row: row, column: $0.index).value } ?? ""
      rowsOfName[[names[row], place], default: []].append(row)
    }
    return rowsOfName.filter { $0.value.count > 1 }.map { key, rows in
      let name = key[0]
      let place = table.cell(row: rows[1], column: column.index).range
      return .duplicateStudy(name, lines: rows.map(table.line(ofRow:)), at: place)
    }
  }
}
