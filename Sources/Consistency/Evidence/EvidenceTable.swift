import StudyData

/// An evidence table: one row per number that a study reports.
public struct EvidenceTable: Sendable, Equatable {
  /// The rows, in the order of the file.
  public let rows: [EvidenceRow]

  /// Makes a table of rows.
  public init(_ rows: [EvidenceRow]) { self.rows = rows }

  /// The rows of each study, the studies in the order in which they first appear.
  public var studies: [(study: String, rows: [EvidenceRow])] {
    var order: [String] = []
    var rowsOfStudy: [String: [EvidenceRow]] = [:]
    for row in rows {
      if rowsOfStudy[row.study] == nil { order.append(row.study) }
      rowsOfStudy[row.study, default: []].append(row)
    }
    return order.map { ($0, rowsOfStudy[$0] ?? []) }
  }
}

extension EvidenceTable {
  /// Reads the columns that an evidence table can have, by their usual names; others are left alone.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - study: the columns that label the studies; found by their usual names if empty.
  /// - Throws: `DataProblems`, every cell that should hold a number and holds none. O(rows × columns).
  public init(_ table: StudyTable, study: [String] = []) throws(DataProblems) {
    let labels = try table.labels(StudyLabels.find(in: table, requested: study))
    let fields = EvidenceField.allCases.compactMap { field in
      table.findColumn(field.rawValue).map { (field, $0.index) }
    }
    let percentColumn = table.findColumn("percent")?.index
    var problems: [DataProblem] = []
    var rows: [EvidenceRow] = []
    for index in 0..<table.rowCount {
      var row = EvidenceRow(
        row: table.rowNumber(index), line: table.line(ofRow: index),
        study: labels[index])
      for (field, column) in fields {
        let cell = table.cell(row: index, column: column)
        guard let text = cell.value else { continue }
        if !field.isNumber {
          row.texts[field] = text
        } else if field == .p, PrintedBound(text) != nil {
          row.texts[.pText] = row.texts[.pText] ?? text
        } else if cell.number(.real, reporting: &problems) != nil {
          row.numbers[field] = PrintedNumber(text)
        }
      }
      if let percentColumn {
        row.percent = table.cell(row: index, column: percentColumn).percent(reporting: &problems)
      }
      rows.append(row)
    }
    _ = try table.source.throwingErrors(of: problems)
    self.init(rows)
  }
}
