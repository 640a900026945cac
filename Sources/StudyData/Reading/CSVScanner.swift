/// Cuts bytes into the cells of one line after another, by RFC 4180.
///
/// Unquoted cells lose the spaces around them. A quote opens a cell only as its first character after spaces;
/// elsewhere it is text. What breaks the rules is reported and scanning goes on behind it.
struct CSVScanner {
  private let source: Source
  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private(set) var offset: Int
  /// What broke the rules so far.
  private(set) var problems: [DataProblem] = []

  /// Starts at the beginning of the text; `bytes` are those of the source and must outlive the scanner.
  init(_ source: Source, bytes: UnsafeBufferPointer<UInt8>, delimiter: Delimiter) {
    self.source = source
    self.bytes = bytes
    self.delimiter = delimiter.rawValue
    offset = source.textStart
  }

  /// True when all bytes have been read.
  var isAtEnd: Bool { offset >= bytes.count }

  /// Appends the cells of the next line and moves behind its line break.
  mutating func scanLine(into cells: inout [CellSpan]) {
    repeat { cells.append(scanCell()) } while skipDelimiter()
    skipLineBreak()
  }

  private mutating func scanCell() -> CellSpan {
    skipSpaces()
    if offset < bytes.count, bytes[offset] == Byte.quote { return quotedCell() }
    let start = offset
    skipToCellEnd()
    var end = offset
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return CellSpan(start..<end)
  }

  private mutating func quotedCell() -> CellSpan {
    let opening = offset
    var hasDoubledQuotes = false
    offset += 1
    while offset < bytes.count {
      if bytes[offset] == Byte.quote {
        guard offset + 1 < bytes.count, bytes[offset + 1] == Byte.quote else {
          return closedCell(opening: opening, hasDoubledQuotes: hasDoubledQuotes)
        }
        hasDoubledQuotes = true
        offset += 1
      }
      offset += 1
    }
    return unclosedCell(opening: opening)
  }

  private mutating func closedCell(opening: Int, hasDoubledQuotes: Bool) -> CellSpan {
    let cell = CellSpan(opening + 1..<offset, hasDoubledQuotes: hasDoubledQuotes)
    offset += 1
    skipSpaces()
    let start = offset
    skipToCellEnd()
    if offset > start {
      let line = source.line(at: opening)
      let openingLine = line == source.line(at: start) ? nil : line
      problems.append(
        .textAfterQuote(source.text(in: start..<offset), openingLine: openingLine, at: start..<offset))
    }
    return cell
  }

  /// Goes on as if the quote closed at the end of its line, so that the other lines are checked too.
  private mutating func unclosedCell(opening: Int) -> CellSpan {
    problems.append(.unclosedQuote(at: opening..<opening + 1))
    offset = source.range(ofLine: source.line(at: opening)).upperBound
    return CellSpan(opening + 1..<max(offset, opening + 1))
  }

  private mutating func skipDelimiter() -> Bool {
    guard offset < bytes.count, bytes[offset] == delimiter else { return false }
    offset += 1
    return true
  }

  private mutating func skipLineBreak() {
    if offset < bytes.count, bytes[offset] == Byte.carriageReturn { offset += 1 }
    if offset < bytes.count, bytes[offset] == Byte.lineFeed { offset += 1 }
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, isSpace(bytes[offset]) { offset += 1 }
  }

  private mutating func skipToCellEnd() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn { return }
      offset += 1
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == Byte.space || byte == Byte.tab) && byte != delimiter
  }
}
