/// Text of a file made safe and short enough for one line of a terminal.
enum PrintableText {
  /// In double quotes, cut after 40 characters, without control characters.
  static func quoted(_ text: String) -> String { "\"\(short(text))\"" }

  /// A column's name in single quotes.
  static func name(_ text: String) -> String { "'\(short(text))'" }

  /// Names in single quotes, separated by commas; after `limit` the number of the rest.
  static func names(_ names: [String], limit: Int = 30) -> String {
    let shown = names.prefix(limit).map(name).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  /// Cut after 40 characters, without control characters.
  static func short(_ text: String) -> String {
    let start = String(text.prefix(41)).map(visible)
    return start.count > 40 ? String(start.prefix(39)) + "…" : String(start)
  }

  /// The character itself, a space for white space, or `�` for what would disturb a terminal.
  static func visible(_ character: Character) -> Character {
    if character == "\t" || character.isNewline { return " " }
    return character.unicodeScalars.contains(where: isDisturbing) ? "\u{FFFD}" : character
  }

  /// Terminal columns that a character takes: 2 for East Asian wide characters and emoji, else 1.
  static func width(_ character: Character) -> Int {
    guard let value = character.unicodeScalars.first?.value, value >= 0x1100 else { return 1 }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// Terminal columns of several characters.
  static func width(_ characters: some Sequence<Character>) -> Int {
    characters.reduce(0) { $0 + width($1) }
  }

  /// Controls, and the marks that reverse the direction of writing.
  private static func isDisturbing(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  /// The wide blocks of Unicode's East Asian Width (UAX 11), to the block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
