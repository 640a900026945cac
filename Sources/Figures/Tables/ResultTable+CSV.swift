/// Why tables are not those of a figure.
public struct FigureDataError: Error, Equatable, CustomStringConvertible {
  /// What is wrong and where.
  public let description: String

  /// An error with its words.
  public init(_ description: String) { self.description = description }
}

extension ResultTable {
  /// Reads what ``csv`` writes (RFC 4180, a header row): every cell a text, the empty one missing.
  ///
  /// - Parameter csv: the text of the file.
  /// - Throws: ``FigureDataError`` where a row has another number of cells than the header, or a quote stays open.
  public init(csv: String) throws(FigureDataError) {
    let records = try Self.records(csv)
    guard let header = records.first else { throw FigureDataError("the table has no header") }
    self.init(columns: header)
    for (number, record) in records.enumerated().dropFirst() {
      guard record.count == header.count else {
        throw FigureDataError("row \(number) has \(record.count) cells, and the header \(header.count)")
      }
      append(record.map { Value($0) })
    }
  }

  /// The cells of each line; a quoted cell may hold line breaks.
  private static func records(_ csv: String) throws(FigureDataError) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(csv.unicodeScalars)[...]
    func finish() {
      record.append(String(cell))
      cell = String.UnicodeScalarView()
    }
    while let scalar = scalars.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where scalars.first == "\"": cell.append(scalars.removeFirst())
      case ("\"", _): isQuoted.toggle()
      case (",", false): finish()
      case ("\r", false) where scalars.first == "\n": continue
      case ("\n", false):
        finish()
        records.append(record)
        record = []
      default: cell.append(scalar)
      }
    }
    guard !isQuoted else { throw FigureDataError("a quote stays open") }
    if !cell.isEmpty || !record.isEmpty {
      finish()
      records.append(record)
    }
    return records
  }
}

/// The cells of a table by the names of its columns.
struct TableReader {
  let table: ResultTable
  /// What the table is called in messages.
  let name: String
  private let places: [String: Int]

  init(_ table: ResultTable, name: String) {
    self.table = table
    self.name = name
    places = Dictionary(zip(table.columns, table.columns.indices)) { first, _ in first }
  }

  /// The rows that `holds` picks.
  func rows(_ holds: (Int) throws(FigureDataError) -> Bool) throws(FigureDataError) -> [Int] {
    var rows: [Int] = []
    for row in table.rows.indices where try holds(row) { rows.append(row) }
    return rows
  }

  /// The cell as text; missing is empty.
  func text(_ column: String, _ row: Int) throws(FigureDataError) -> String {
    guard let place = places[column] else { throw FigureDataError("\(name) has no column '\(column)'") }
    return table.rows[row][place].text
  }

  /// The cell as a number; nil where it is missing.
  func number(_ column: String, _ row: Int) throws(FigureDataError) -> Double? {
    let text = try text(column, row)
    if text.isEmpty { return nil }
    guard let number = Double(text) else {
      throw FigureDataError("\(name), row \(row + 1): '\(column)' needs a number, found \"\(text)\"")
    }
    return number
  }

  /// The cell as a number that must be there.
  func value(_ column: String, _ row: Int) throws(FigureDataError) -> Double {
    guard let number = try number(column, row) else {
      throw FigureDataError("\(name), row \(row + 1): '\(column)' is empty")
    }
    return number
  }
}

/// Facts in rows of `item, value, label`.
struct FigureItems {
  let reader: TableReader
  /// The rows that hold the facts.
  let rows: [Int]

  /// The rows of an item.
  func rows(_ item: String) throws(FigureDataError) -> [Int] {
    var found: [Int] = []
    for row in rows where try reader.text("item", row) == item { found.append(row) }
    return found
  }

  private func row(_ item: String) throws(FigureDataError) -> Int {
    guard let row = try rows(item).first else {
      throw FigureDataError("\(reader.name) has no item '\(item)'")
    }
    return row
  }

  func label(_ item: String) throws(FigureDataError) -> String { try reader.text("label", try row(item)) }

  func value(_ item: String) throws(FigureDataError) -> Double { try reader.value("value", try row(item)) }

  func number(_ item: String) throws(FigureDataError) -> Double? {
    try reader.number("value", try row(item))
  }

  func values(_ item: String) throws(FigureDataError) -> [Double] {
    var values: [Double] = []
    for row in try rows(item) { values.append(try reader.value("value", row)) }
    return values
  }
}
