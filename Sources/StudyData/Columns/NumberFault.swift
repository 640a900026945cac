/// Why a text is not the number that its column needs, with what was probably meant.
enum NumberFault: Equatable {
  /// Written with a decimal comma or a raised point.
  case decimalMark(meant: String)
  /// Written with commas, spaces or apostrophes between groups of three digits.
  case thousands(meant: String)
  /// A number, but not one that the column may hold.
  case notAllowed
  /// Something else.
  case notANumber

  /// Finds the fault of a text; `commaIsDecimal` decides the case of `13,598`.
  static func found(in text: String, commaIsDecimal: Bool) -> NumberFault {
    let plain = text.hasSuffix("%") ? TextTrimming.trimmed(String(text.dropLast())) : text
    if DecimalText.number(plain) != nil { return .notAllowed }
    let withPoint = plain.replacing("·", with: ".").replacing(",", with: ".")
    if commaIsDecimal, DecimalText.number(withPoint) != nil { return .decimalMark(meant: withPoint) }
    if let meant = withoutSeparators(plain) { return .thousands(meant: meant) }
    if DecimalText.number(withPoint) != nil { return .decimalMark(meant: withPoint) }
    let swapped = String(plain.map { $0 == "." ? "," : $0 == "," ? "." : $0 })
    if plain.contains(","), let meant = withoutSeparators(swapped) { return .decimalMark(meant: meant) }
    return .notANumber
  }

  /// The number without the separators of its thousands, if these stand at every third digit.
  private static func withoutSeparators(_ text: String) -> String? {
    for separator in [",", " ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "’"] {
      let groups = text.split(separator: separator, omittingEmptySubsequences: false)
      guard groups.count > 1, let first = groups.first, let last = groups.last else { continue }
      let whole = last.prefix { $0 != "." }
      let middle = groups.dropFirst().dropLast() + [whole]
      let digits = first.drop { $0 == "-" || $0 == "+" }
      guard (1...3).contains(digits.count), digits.first != "0", middle.allSatisfy({ $0.count == 3 }) else {
        continue
      }
      let joined = groups.joined()
      if DecimalText.number(joined) != nil { return joined }
    }
    return nil
  }
}
