/// Makes the labels of a table's rows.
struct LabelReader {
  private let table: StudyTable
  /// The columns whose texts are joined; none for row numbers.
  let columns: [Column]

  /// Finds the columns; throws if one is not in the table.
  init(_ table: StudyTable, _ labels: StudyLabels) throws(DataProblems) {
    self.table = table
    var columns: [Column] = []
    if case .columns(let names) = labels {
      for name in names { columns.append(try table.column(named: name)) }
    }
    self.columns = columns
  }

  /// The label of a row, counted from 0; `row 3` if there is no text to label it with.
  func label(ofRow row: Int) -> String {
    let parts = columns.map { TextTrimming.trimmed(table.cell(row: row, column: $0.index).text) }
      .filter { !$0.isEmpty }
    return parts.isEmpty ? "row \(table.rowNumber(row))" : parts.joined(separator: " ")
  }
}

extension StudyTable {
  /// The labels of the rows, in order.
  ///
  /// - Throws: `DataProblems` where a column of the labels is not there.
  public func labels(_ labels: StudyLabels) throws(DataProblems) -> [String] {
    let reader = try LabelReader(self, labels)
    return (0..<rowCount).map(reader.label(ofRow:))
  }
}

extension StudyTable {
  /// The label of each row.
  public func rowLabels(_ labels: StudyLabels) throws(DataProblems) -> [String] {
    let reader = try LabelReader(self, labels)
    return (0..<rowCount).map(reader.label(ofRow:))
  }
}
