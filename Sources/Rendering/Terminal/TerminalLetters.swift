import Figures

/// Which characters a picture is made of: Unicode's lines and symbols, or ASCII alone.
struct TerminalLetters {
  let isASCII: Bool

  /// The first with Unicode, the second with ASCII.
  func either(_ unicode: Character, _ ascii: Character) -> Character { isASCII ? ascii : unicode }

  /// A text on one line; with ASCII alone, what has a plain spelling is spelled so and the rest is "?".
  func text(_ text: String) -> String {
    let line = TerminalText.printable(text)
    guard isASCII, !line.allSatisfy(\.isASCII) else { return line }
    return line.map { character -> String in
      if character.isASCII { return String(character) }
      if let plain = Self.plain[character] { return plain }
      guard let value = character.unicodeScalars.first?.value, (0xC0...0xFF).contains(value) else {
        return "?"
      }
      return Self.latin[Int(value) - 0xC0]
    }.joined()
  }

  private static let plain: [Character: String] = [
    "…": "..", "–": "-", "—": "-", "−": "-", "²": "2", "τ": "tau", "χ": "chi", "α": "alpha", "β": "beta",
    "≤": "<=", "≥": ">=", "×": "x", "±": "+/-", "≈": "~", "←": "<-", "→": "->", "·": ".", "’": "'", "‘": "'",
    "“": "\"", "”": "\"", "∞": "inf", "₀": "0", "₁": "1", "\u{A0}": " ",
  ]

  /// À to ÿ.
  private static let latin = """
    A A A A Ae A AE C E E E E I I I I D N O O O O Oe x O U U U Ue Y Th ss \
    a a a a ae a ae c e e e e i i i i d n o o o o oe / o u u u ue y th y
    """.split(separator: " ").map(String.init)

  /// The text, or its beginning and an ellipsis, in at most so many columns.
  func shortened(_ text: String, to width: Int) -> String {
    guard TerminalText.width(text) > width else { return text }
    let dots = isASCII ? ".." : "…"
    var kept = ""
    for character in text {
      if TerminalText.width(kept) + TerminalText.width(String(character)) + dots.count > width { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + dots.prefix(max(width, 0))
  }

  /// The text in a column of this width.
  func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - TerminalText.width(text)))
    return isRight ? space + text : text + space
  }

  /// Without spaces at the end of lines.
  static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// Texts centered at columns of a line, those that would touch left out; `keeping` stays where it can.
  func centered(
    _ labels: [(text: String, column: Int)], width: Int, on scale: AxisScale = .linear, keeping: Int? = nil
  ) -> String {
    let spans = labels.map { label -> (start: Int, end: Int) in
      let length = TerminalText.width(label.text)
      let start = max(0, min(label.column - length / 2, width - length))
      return (start, start + length)
    }
    let kept = LabelThinning.kept(
      spans.map { (Double($0.start), Double($0.end)) }, on: scale, gap: 1, keeping: keeping)
    var line = ""
    for index in kept {
      line = padded(line, to: spans[index].start) + labels[index].text
    }
    return line
  }
}
