import Figures

/// How wide text is in the figures' type: Liberation Sans, and Arial and Helvetica, whose widths are the same.
///
/// Characters that these fonts lack come from another one at the reader's; they are taken as wide as they may be:
/// East Asian characters and emoji 1 em, marks that combine 0, all others 0.83 em.
public struct FontMetrics: Sendable {
  /// The families in the order of preference, as CSS writes them.
  public static let families = "\"Liberation Sans\", Arial, Helvetica, sans-serif"
  /// From the baseline to the top of the highest letters, in em.
  public static let ascent = 0.905
  /// From the baseline to the bottom of the lowest letters, in em.
  public static let descent = 0.212
  /// From the baseline to the top of a capital letter, in em.
  public static let capHeight = 0.688

  /// The weights of the type.
  public enum Weight: String, Sendable {
    case regular
    case bold
  }

  /// The widths of a weight.
  public static func of(_ weight: Weight) -> FontMetrics { weight == .regular ? regular : bold }

  private static let regular = FontMetrics(FontWidths.regular)
  private static let bold = FontMetrics(FontWidths.bold)
  private static let unitsPerEm = 2048.0

  /// The widths by code point up to 0x24F, 0 where there is none, which are nearly all that is asked for.
  private var latin = [UInt16](repeating: 0, count: 0x250)
  private var others: [UInt32: UInt16] = [:]

  private init(_ runs: String) {
    for run in runs.split(separator: " ") {
      let parts = run.split(separator: ":")
      guard parts.count == 2, var code = UInt32(parts[0], radix: 16) else { preconditionFailure("a run") }
      for entry in parts[1].split(separator: ",") {
        let (width, count) = Self.entry(entry)
        for _ in 0..<count {
          if code < 0x250 { latin[Int(code)] = width } else { others[code] = width }
          code += 1
        }
      }
    }
  }

  /// "1139*3" as a width and how often it comes.
  private static func entry(_ text: Substring) -> (UInt16, Int) {
    let parts = text.split(separator: "*")
    guard let width = UInt16(parts[0]), let count = parts.count == 2 ? Int(parts[1]) : 1 else {
      preconditionFailure("a width")
    }
    return (width, count)
  }

  /// The width of a text at a size of the type, in the unit of the size.
  public func width(_ text: String, size: Double) -> Double {
    size * text.reduce(0) { $0 + ems($1) }
  }

  /// The width of a character with the marks on it; of a joined emoji that of one.
  private func ems(_ character: Character) -> Double {
    var widest = 0.0
    var sum = 0.0
    let scalars = character.unicodeScalars
    for scalar in scalars {
      let width = ems(scalar)
      widest = max(widest, width)
      sum += width
    }
    let isJoined = scalars.contains { $0.value == 0x200D } || TerminalText.width(String(character)) == 2
    return isJoined ? max(widest, 1) : sum
  }

  private func ems(_ scalar: Unicode.Scalar) -> Double {
    if scalar.value < 0x250, latin[Int(scalar.value)] > 0 {
      return Double(latin[Int(scalar.value)]) / Self.unitsPerEm
    }
    if let units = others[scalar.value] { return Double(units) / Self.unitsPerEm }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return TerminalText.width(String(Character(scalar))) == 2 ? 1 : 0.83
    }
  }

  /// The text, or as much of it as is no wider than `limit` with "…" behind it.
  public func fitting(_ text: String, size: Double, limit: Double) -> String {
    if width(text, size: size) <= limit { return text }
    let dots = width("…", size: size)
    var (kept, sum) = ("", 0.0)
    for character in text {
      sum += size * ems(character)
      if sum + dots > limit { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text on lines no wider than `limit`, broken between words, and in a word that is wider than a line; "I² = 90%"
  /// is kept together where it fits on one.
  public func lines(_ text: String, size: Double, limit: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in units(text, size: size, limit: limit) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if width(joined, size: size) <= limit {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, width(line + String(character), size: size) > limit {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// The words of a text; an equation that fits on a line is one.
  private func units(_ text: String, size: Double, limit: Double) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    var units: [String] = []
    var index = 0
    while index < words.count {
      if index + 2 < words.count, ["=", "<", ">"].contains(words[index + 1]) {
        let equation = words[index...(index + 2)].joined(separator: " ")
        if width(equation, size: size) <= limit {
          units.append(equation)
          index += 3
          continue
        }
      }
      units.append(words[index])
      index += 1
    }
    return units
  }
}
