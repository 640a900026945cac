/// A place in a text file as people and editors count it: lines and characters, both from 1.
public struct SourcePosition: Sendable, Equatable, Hashable, Comparable {
  /// The line, from 1; a line ends with LF, CR or CRLF.
  public let line: Int
  /// The character (grapheme cluster) within the line, from 1; a byte order mark is not counted.
  public let column: Int

  /// Makes a position from a line and a column, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders by line, then by column.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
