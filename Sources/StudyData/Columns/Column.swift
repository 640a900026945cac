/// One column of a table, read as text or as numbers.
public struct Column: Sendable {
  let table: StudyTable
  /// The place among the columns, from 0.
  public let index: Int

  /// The name of the column.
  public var name: String { table.columnNames[index] }

  /// The cells from the first row to the last.
  public var cells: [Cell] { (0..<table.rowCount).map { table.cell(row: $0, column: index) } }

  /// The trimmed texts; nil where missing. O(number of rows).
  public var texts: [String?] { cells.map(\.value) }

  /// The numbers; nil where missing or where the cell breaks the rule, which is reported. O(number of rows).
  public func numbers(_ rule: NumberRule, reporting problems: inout [DataProblem]) -> [Double?] {
    var numbers: [Double?] = []
    numbers.reserveCapacity(table.rowCount)
    for cell in cells { numbers.append(cell.number(rule, reporting: &problems)) }
    return numbers
  }

  /// The printed percentages; nil where missing or where the cell holds none, which is reported.
  public func percents(reporting problems: inout [DataProblem]) -> [PrintedPercent?] {
    var percents: [PrintedPercent?] = []
    for cell in cells { percents.append(cell.percent(reporting: &problems)) }
    return percents
  }

  /// The different values of the column, in order of first appearance, without missing ones.
  /// Values that differ only in case count as one.
  public var distinctValues: [String] {
    var seen: Set<String> = []
    return texts.compactMap { $0 }.filter { seen.insert($0.lowercased()).inserted }
  }
}

extension StudyTable {
  /// The columns from first to last.
  public var columns: [Column] { columnNames.indices.map { Column(table: self, index: $0) } }

  /// The column of this name: exactly so, else the only one that differs just in case, spaces, `_`, `.`, `-`.
  /// Throws a problem that lists the columns there are, with the closest spelling.
  public func column(named name: String) throws(DataProblems) -> Column {
    if let column = findColumn(name) { return column }
    throw DataProblems([noSuchColumn(name)], in: source)
  }

  /// The column as `column(named:)` finds it, or nil.
  package func findColumn(_ name: String) -> Column? {
    if let index = columnNames.firstIndex(of: name) { return Column(table: self, index: index) }
    let plain = Spelling.plain(name)
    let similar = columnNames.indices.filter { Spelling.plain(columnNames[$0]) == plain }
    return similar.count == 1 ? Column(table: self, index: similar[0]) : nil
  }

  /// The problem of asking for a column that is not there.
  func noSuchColumn(_ name: String) -> DataProblem {
    let closest = Spelling.closest(to: name, among: columnNames)
    return .noSuchColumn(name, columns: columnNames, closest: closest, at: headerRange)
  }
}
