/// A table of a page: a caption, named columns, cells as printed.
public struct PageTable: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// Its name.
    public let title: String
    /// Whether its cells are numbers, which stand at the right.
    public let isNumeric: Bool

    /// A column.
    public init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// What the table shows.
  public let caption: String
  /// Whether the caption is seen, or only read out, where a heading says the same.
  public let isCaptionShown: Bool
  /// The columns; the first names the rows.
  public let columns: [Column]
  /// The rows, each with a cell for every column.
  public let rows: [[String]]
  /// Whether the reader may put the rows into another order.
  public let isSortable: Bool

  /// A table.
  ///
  /// - Precondition: a cell for every column.
  public init(
    caption: String, isCaptionShown: Bool = true, columns: [Column], rows: [[String]],
    isSortable: Bool = false
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for every column")
    self.caption = caption
    self.isCaptionShown = isCaptionShown
    self.columns = columns
    self.rows = rows
    self.isSortable = isSortable
  }

  /// The table that a terminal shows.
  public init(_ table: TextTable, caption: String, isCaptionShown: Bool = true, isSortable: Bool = false) {
    self.init(
      caption: caption, isCaptionShown: isCaptionShown,
      columns: zip(table.header, table.alignments).map { Column($0, isNumeric: $1 == .right) },
      rows: table.rows.map { row in row.map { String($0.drop { $0 == " " }) } }, isSortable: isSortable)
  }

  /// All rows of a table whose columns are named and whose cells are texts, without the columns that are empty in
  /// every row.
  ///
  /// - Parameters:
  ///   - columns: the names of the columns.
  ///   - rows: the cells.
  ///   - caption: what the table shows.
  public init(columns: [String], rows: [[String]], caption: String) {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    self.init(
      caption: caption,
      columns: used.map { column in
        Column(columns[column], isNumeric: rows.allSatisfy { Self.isNumber($0[column]) })
      },
      rows: rows.map { row in used.map { row[$0] } }, isSortable: true)
  }

  private static func isNumber(_ text: String) -> Bool { text.isEmpty || Double(text) != nil }
}
