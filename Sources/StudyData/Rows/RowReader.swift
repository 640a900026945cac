/// Goes through the rows of a table with a function that reads one, and gathers what comes of it.
struct RowReader {
  /// What reading one row gives.
  enum Outcome<Value> {
    /// Complete data.
    case value(Value, notes: [RowNote])
    /// Data that are missing or cannot be used.
    case excluded(reason: String)
    /// Data that are impossible; the problem has been reported.
    case failed
  }

  let table: StudyTable
  let labels: StudyLabels
  let group: Column?

  init(_ table: StudyTable, labels: StudyLabels, group: String?) throws(DataProblems) {
    self.table = table
    self.labels = labels
    var column: Column?
    if let group { column = try table.column(named: group) }
    self.group = column
  }

  /// Reads every row, then throws all the problems if one is an error. O(rows).
  func rows<Value: Sendable>(
    _ read: (_ row: Int, _ problems: inout [DataProblem]) -> Outcome<Value>
  ) throws(DataProblems) -> StudyRows<Value> {
    var rows: [StudyRow<Value>] = []
    var excluded: [Exclusion] = []
    var problems: [DataProblem] = []
    for row in 0..<table.rowCount {
      let label = labels.label(ofRow: row, in: table)
      let number = table.rowNumber(row)
      let line = table.line(ofRow: row)
      switch read(row, &problems) {
      case .value(let value, let notes):
        let group = group.flatMap { table.cell(row: row, column: $0.index).value }
        rows.append(
          StudyRow(label: label, group: group, value: value, row: number, line: line, notes: notes))
      case .excluded(let reason):
        excluded.append(Exclusion(label: label, row: number, line: line, reason: reason))
      case .failed:
        break
      }
    }
    problems += duplicates()
    let warnings = try table.source.throwingErrors(of: problems)
    return StudyRows(rows: rows, excluded: excluded, warnings: warnings)
  }

  /// A warning for each label that stands on several rows.
  private func duplicates() -> [DataProblem] {
    guard case .columns(let names) = labels, let index = table.findColumn(names[0])?.index else { return [] }
    var rowsOfLabel: [String: [Int]] = [:]
    var order: [String] = []
    for row in 0..<table.rowCount {
      let label = labels.label(ofRow: row, in: table)
      if rowsOfLabel[label] == nil { order.append(label) }
      rowsOfLabel[label, default: []].append(row)
    }
    return order.compactMap { label in
      guard let rows = rowsOfLabel[label], rows.count > 1 else { return nil }
      let place = table.cell(row: rows[1], column: index).range
      return .duplicateStudy(label, lines: rows.map(table.line(ofRow:)), at: place)
    }
  }
}
