/// Text as a terminal with a fixed-width font shows it.
public enum TerminalText {
  /// On one line and without characters that would steer the terminal: white space becomes a space, a control
  /// character `�`.
  public static func printable(_ text: String) -> String {
    String(
      text.map { character in
        if character == "\t" || character.isNewline { return " " }
        return character.unicodeScalars.contains { isControl($0) } ? "\u{FFFD}" : character
      })
  }

  /// The text on lines of at most `width` columns, broken between words; all but the first moved in.
  public static func wrapped(_ text: String, indent: Int = 0, width: Int = 100) -> String {
    hanging("", text, indent: indent, width: width)
  }

  /// A label and a text behind it, on lines of at most `width` columns, broken between words; all but the
  /// first moved in, to where the text begins unless `indent` says otherwise.
  public static func hanging(_ label: String, _ text: String, indent: Int? = nil, width: Int = 100) -> String
  {
    let margin = String(repeating: " ", count: indent ?? self.width(label))
    var lines: [String] = []
    var line = label
    var isFirstWord = true
    for word in printable(text).split(separator: " ") {
      if isFirstWord {
        line += word
      } else if self.width(line) + 1 + self.width(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = margin + word
      }
      isFirstWord = false
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// The number of columns that the text takes: 2 for East Asian wide characters and emoji, else 1.
  public static func width(_ text: String) -> Int {
    text.reduce(0) { width, character in
      guard let value = character.unicodeScalars.first?.value, value >= 0x1100 else { return width + 1 }
      return width + (wide.contains { $0.contains(value) } ? 2 : 1)
    }
  }

  /// Controls, and the marks that reverse the direction of writing.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }

  /// The wide blocks of Unicode's East Asian Width (UAX 11), to the block.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
