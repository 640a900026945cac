/// A table of studies: named columns, rows of cells, and where each cell stands in the file.
///
/// Cells are spans of the source's bytes, row after row; text and numbers are made when asked for.
/// Selecting and pairing rows give new tables whose cells still point into the same source.
public struct StudyTable: Sendable {
  /// The file that the cells point into.
  public let source: Source
  /// What separates the cells in the file.
  public let delimiter: Delimiter
  /// The names of the columns, in order, each once.
  public let columnNames: [String]
  /// Where each column's name stands.
  let headerSpans: [CellSpan]
  /// The cells, row after row.
  let cells: [CellSpan]
  /// For each row its number among the rows of the file, from 1.
  let rowNumbers: [Int]

  /// Makes a table of parts that belong together.
  init(
    source: Source, delimiter: Delimiter, columnNames: [String], headerSpans: [CellSpan], cells: [CellSpan],
    rowNumbers: [Int]
  ) {
    precondition(
      columnNames.count == headerSpans.count && cells.count == columnNames.count * rowNumbers.count)
    self.source = source
    self.delimiter = delimiter
    self.columnNames = columnNames
    self.headerSpans = headerSpans
    self.cells = cells
    self.rowNumbers = rowNumbers
  }

  /// Number of rows below the header.
  public var rowCount: Int { rowNumbers.count }

  /// Number of columns.
  public var columnCount: Int { columnNames.count }

  /// The cell of a row and a column, both counted from 0.
  public func cell(row: Int, column: Int) -> Cell {
    precondition(columnNames.indices.contains(column), "no such column")
    return Cell(table: self, span: cells[row * columnCount + column], column: columnNames[column])
  }

  /// The number of a row (counted from 0) among the rows of the file, counted from 1.
  public func rowNumber(_ row: Int) -> Int { rowNumbers[row] }

  /// The line of the file that a row (counted from 0) begins on. O(log number of lines).
  public func line(ofRow row: Int) -> Int {
    source.line(at: cells[row * columnCount].range.lowerBound)
  }

  /// The table with only the rows given, counted from 0, in that order. O(rows kept × columns).
  package func keeping(rows: [Int]) -> StudyTable {
    let kept = rows.flatMap { cells[$0 * columnCount..<($0 + 1) * columnCount] }
    return StudyTable(
      source: source, delimiter: delimiter, columnNames: columnNames, headerSpans: headerSpans, cells: kept,
      rowNumbers: rows.map { rowNumbers[$0] })
  }

  /// The bytes of the header, where problems with the columns are shown.
  package var headerRange: Range<Int> {
    let starts = headerSpans.map(\.range)
    let first = starts.map(\.lowerBound).min() ?? source.textStart
    return first..<max(first, starts.map(\.upperBound).max() ?? first)
  }
}
