import StudyData
import Yams

/// Where the parts of a YAML text stand in its bytes.
package struct YAMLPlace: Sendable {
  /// The text.
  package let source: Source

  /// Places in a text.
  package init(source: Source) { self.source = source }

  /// The bytes of a node: of a scalar all, of anything else its first character.
  package func span(_ node: Node) -> Range<Int>? {
    guard let mark = node.mark else { return nil }
    let start = offset(mark)
    guard case .scalar(let scalar) = node else { return start..<min(start + 1, source.bytes.count) }
    let bytes = Array(scalar.string.utf8)
    if !bytes.isEmpty, source.bytes[start...].starts(with: bytes) { return start..<(start + bytes.count) }
    return start..<max(start, endOfQuoted(from: start))
  }

  /// The character at a mark.
  package func span(_ mark: Mark) -> Range<Int> {
    let start = offset(mark)
    return start..<min(start + 1, source.bytes.count)
  }

  /// The byte that a mark is at. Marks count Unicode scalars of a line.
  package func offset(_ mark: Mark) -> Int {
    let line = source.range(ofLine: min(max(mark.line, 1), source.lineCount))
    var left = mark.column - 1
    var offset = line.lowerBound
    while offset < line.upperBound {
      let isContinuation = source.bytes[offset] & 0xC0 == 0x80
      if !isContinuation {
        if left == 0 { break }
        left -= 1
      }
      offset += 1
    }
    return offset
  }

  /// The end of a quoted scalar on its line, or of the line.
  private func endOfQuoted(from start: Int) -> Int {
    guard start < source.bytes.count else { return start }
    let end = source.range(ofLine: source.line(at: start)).upperBound
    let quote = source.bytes[start]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return end }
    let rest = source.bytes[min(start + 1, end)..<end]
    return rest.firstIndex(of: quote).map { $0 + 1 } ?? end
  }
}
