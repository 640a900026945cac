/// Recognizes what is not UTF-8 text before any of it is read as a table.
enum EncodingCheck {
  /// The problem of a file that cannot be read as text at all: empty, UTF-16, workbook or other binary.
  static func unreadable(_ source: Source) -> DataProblem? {
    let bytes = source.bytes
    if source.bytes.count > CellSpan.byteLimit { return .fileTooLarge() }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || hasAlternatingZeros(bytes) {
      return .utf16File()
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return .workbookFile()
    }
    if let zero = bytes.firstIndex(of: 0) { return .binaryFile(at: zero..<zero + 1) }
    if bytes[source.textStart...].allSatisfy(isBlank) { return .emptyFile(byteCount: bytes.count) }
    return nil
  }

  /// The problem at the first byte that is not UTF-8, if there is one. O(number of bytes).
  static func invalidUTF8(_ source: Source) -> DataProblem? {
    if String(validating: source.bytes, as: UTF8.self) != nil { return nil }
    let offset = firstInvalid(source.bytes)
    return .notUTF8(byte: source.bytes[offset], name: source.name, at: offset..<offset + 1)
  }

  private static func firstInvalid(_ bytes: [UInt8]) -> Int {
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
    return min(offset, bytes.count - 1)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == Byte.space || byte == Byte.tab || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }

  /// UTF-16 without a byte order mark: every second byte of the beginning is zero, the others are not.
  private static func hasAlternatingZeros(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(16)
    guard start.count >= 4 else { return false }
    let even = start.enumerated().filter { $0.offset % 2 == 0 }.map { $0.element == 0 }
    let odd = start.enumerated().filter { $0.offset % 2 == 1 }.map { $0.element == 0 }
    return (even.allSatisfy { $0 } && !odd.contains(true)) || (odd.allSatisfy { $0 } && !even.contains(true))
  }
}
