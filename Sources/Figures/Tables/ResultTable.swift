/// Rows and named columns, from which CSV, JSON, Markdown and the terminal's table are all written.
public struct ResultTable: Sendable, Equatable {
  /// One cell.
  public enum Value: Sendable, Equatable {
    case missing
    case text(String)
    case number(Double)
    case integer(Int)
    case bool(Bool)
  }

  /// The names of the columns.
  public let columns: [String]
  /// The rows, each with a cell for every column.
  public private(set) var rows: [[Value]] = []

  /// A table without rows.
  public init(columns: [String]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: a cell for every column.
  public mutating func append(_ row: [Value]) {
    precondition(row.count == columns.count, "a cell for every column")
    rows.append(row)
  }
}

extension ResultTable.Value {
  /// A number, missing where it is nil or not finite.
  public init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .missing }
  }

  /// A text, missing where it is nil or empty.
  public init(_ value: String?) {
    if let value, !value.isEmpty { self = .text(value) } else { self = .missing }
  }

  /// The cell as text: numbers in full, missing as the empty text.
  public var text: String {
    switch self {
    case .missing: ""
    case .text(let value): value
    case .number(let value): NumberText.exact(value) ?? ""
    case .integer(let value): "\(value)"
    case .bool(let value): value ? "true" : "false"
    }
  }

  /// The cell in JSON.
  public var json: JSONValue {
    switch self {
    case .missing: .null
    case .text(let value): .string(value)
    case .number(let value): .number(value)
    case .integer(let value): .integer(value)
    case .bool(let value): .bool(value)
    }
  }
}

extension ResultTable {
  /// RFC 4180 with a header row, line feeds, a decimal point; missing is empty.
  public var csv: String {
    var text = columns.map(Self.csvCell).joined(separator: ",") + "\n"
    for row in rows {
      text += row.map { Self.csvCell($0.text) }.joined(separator: ",") + "\n"
    }
    return text
  }

  /// An array of objects, one per row.
  public var json: JSONValue {
    .array(rows.map { row in .object(zip(columns, row).map { JSONValue.Member($0, $1.json) }) })
  }

  /// A Markdown table.
  public var markdown: String {
    MarkdownText.header(columns) + rows.map { MarkdownText.row($0.map(\.text)) }.joined()
  }

  private static func csvCell(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { ["\"", ",", "\n", "\r"].contains($0) }
    guard needsQuotes else { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
