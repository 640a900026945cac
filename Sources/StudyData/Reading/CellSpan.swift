/// The bytes of a cell's content in the source: eight bytes per cell, no copy of its text.
struct CellSpan: Equatable {
  /// Larger files are refused.
  static let byteLimit = 1 << 30
  private static let doubledQuotesFlag: UInt32 = 1 << 31

  private let start: UInt32
  private let lengthAndFlag: UInt32

  /// Spans a range of bytes; `hasDoubledQuotes` if `""` in it stands for one quote.
  init(_ range: Range<Int>, hasDoubledQuotes: Bool = false) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    let length = UInt32(truncatingIfNeeded: range.count)
    lengthAndFlag = hasDoubledQuotes ? length | CellSpan.doubledQuotesFlag : length
  }

  /// The bytes of the content, without the enclosing quotes.
  var range: Range<Int> {
    Int(start)..<Int(start) + Int(lengthAndFlag & ~CellSpan.doubledQuotesFlag)
  }

  /// True if the content has no bytes.
  var isEmpty: Bool { lengthAndFlag == 0 }

  /// True if `""` in the content stands for one quote.
  var hasDoubledQuotes: Bool { lengthAndFlag & CellSpan.doubledQuotesFlag != 0 }

  /// The text of the cell, with doubled quotes resolved.
  func text(in source: Source) -> String {
    guard hasDoubledQuotes else { return source.text(in: range) }
    var content: [UInt8] = []
    content.reserveCapacity(range.count)
    var isSecond = false
    for byte in source.bytes[range] {
      if !isSecond { content.append(byte) }
      isSecond = byte == Byte.quote && !isSecond
    }
    return String(decoding: content, as: UTF8.self)
  }
}
