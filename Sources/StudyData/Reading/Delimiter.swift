/// What separates the cells of a line.
public enum Delimiter: UInt8, Sendable, Equatable, CaseIterable {
  /// `,` as in RFC 4180.
  case comma = 0x2C
  /// `;` as spreadsheets write it where the comma is the decimal mark.
  case semicolon = 0x3B
  /// The tabulator, as in cells copied from a spreadsheet.
  case tab = 0x09

  /// The delimiter that occurs most often in the first line outside quotes; the comma if there is a tie.
  static func found(in source: Source) -> Delimiter {
    var counts: [Delimiter: Int] = [:]
    var isQuoted = false
    for byte in source.bytes[firstLine(of: source)] {
      if byte == Byte.quote { isQuoted.toggle() }
      if !isQuoted, let delimiter = Delimiter(rawValue: byte) { counts[delimiter, default: 0] += 1 }
    }
    var best = Delimiter.comma
    for candidate in [Delimiter.semicolon, .tab]
    where counts[candidate, default: 0] > counts[best, default: 0] {
      best = candidate
    }
    return best
  }

  /// The first line that is not blank.
  private static func firstLine(of source: Source) -> Range<Int> {
    for line in 1...source.lineCount {
      let range = source.range(ofLine: line)
      if source.bytes[range].contains(where: { $0 != Byte.space && $0 != Byte.tab }) { return range }
    }
    return source.textStart..<source.textStart
  }
}
