/// The bytes of a file and its name, with the table of its lines.
///
/// Lines end with LF, CRLF or CR alone. A UTF-8 byte order mark belongs to no line.
public struct Source: Sendable {
  /// What the file is called in messages, such as `bcg.csv` or `standard input`.
  public let name: String
  /// The content as it was read.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line.
  let lineStarts: [Int]

  /// Keeps the bytes and finds the lines. O(number of bytes).
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    lineStarts = Source.lineStarts(of: bytes)
  }

  /// Number of lines; text after the last line break, even if empty, counts as one.
  public var lineCount: Int { lineStarts.count }

  /// The first byte of the text, after a byte order mark.
  var textStart: Int { lineStarts[0] }

  /// The line, from 1, that the byte is in. O(log number of lines).
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line, counted from 1, without its line break.
  public func range(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    if line < lineStarts.count, end > start, bytes[end - 1] == Byte.lineFeed { end -= 1 }
    if line < lineStarts.count, end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return start..<end
  }

  /// The text of a line, counted from 1, without its line break; invalid UTF-8 becomes U+FFFD.
  public func text(ofLine line: Int) -> String { text(in: range(ofLine: line)) }

  /// The text of some bytes; invalid UTF-8 becomes U+FFFD.
  public func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Line and column of a byte, in characters. O(length of the line up to the byte).
  public func position(at offset: Int) -> SourcePosition {
    let line = line(at: offset)
    let start = min(lineStarts[line - 1], offset)
    let before = bytes[start..<min(offset, bytes.count)]
    let isASCII = before.allSatisfy { $0 < 0x80 }
    let count = isASCII ? before.count : String(decoding: before, as: UTF8.self).count
    return SourcePosition(line: line, column: count + 1)
  }

  /// The next byte, from the given one on, that is not in the middle of a UTF-8 sequence.
  func characterStart(atOrAfter offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    bytes.withUnsafeBufferPointer { bytes in
      for offset in bytes.indices where bytes[offset] <= Byte.carriageReturn {
        let isLoneReturn =
          bytes[offset] == Byte.carriageReturn
          && !(offset + 1 < bytes.count && bytes[offset + 1] == Byte.lineFeed)
        if bytes[offset] == Byte.lineFeed || isLoneReturn { starts.append(offset + 1) }
      }
    }
    return starts
  }
}
