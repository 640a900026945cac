/// Columns of text aligned for a terminal with a fixed-width font.
public struct TextTable: Sendable, Equatable {
  /// On which side a column's cells stand.
  public enum Alignment: Sendable {
    case left
    case right
  }

  /// The header cells.
  public let header: [String]
  /// The side of each column.
  public let alignments: [Alignment]
  /// The rows, each with a cell for every column.
  public private(set) var rows: [[String]] = []

  /// A table without rows.
  public init(_ columns: [(header: String, alignment: Alignment)]) {
    header = columns.map(\.header)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row.
  ///
  /// - Precondition: a cell for every column.
  public mutating func append(_ row: [String]) {
    precondition(row.count == header.count, "a cell for every column")
    rows.append(row)
  }

  /// The lines, columns two spaces apart, with a rule under the header; no trailing spaces.
  public var text: String {
    let all = ([header] + rows).map { $0.map(TerminalText.printable) }
    let widths = header.indices.map { column in all.map { TerminalText.width($0[column]) }.max() ?? 0 }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([all[0], rule] + all.dropFirst()).map { row in
      let cells = row.indices.map { Self.pad(row[$0], to: widths[$0], alignments[$0]) }
      return Self.trimmed(cells.joined(separator: "  ")) + "\n"
    }.joined()
  }

  /// The same table in Markdown.
  public var markdown: String {
    MarkdownText.header(header) { alignments[$0] == .right } + rows.map { MarkdownText.row($0) }.joined()
  }

  private static func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let fill = String(repeating: " ", count: max(0, width - TerminalText.width(text)))
    return alignment == .left ? text + fill : fill + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
