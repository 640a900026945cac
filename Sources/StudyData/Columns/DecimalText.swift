/// Numbers written in decimal, independent of the locale.
enum DecimalText {
  /// The finite number that the whole text is: sign, digits with or without decimal point, exponent.
  ///
  /// U+2212 (the typographic minus sign) is read as a minus. Nothing else is: no `inf`, `nan` or hexadecimal,
  /// no separators, no spaces. Nil for numbers too large for a Double.
  static func number(_ text: String) -> Double? {
    let plain = text.hasPrefix("\u{2212}") ? "-" + text.dropFirst() : text
    guard isDecimal(plain.utf8), let number = Double(plain), number.isFinite else { return nil }
    return number
  }

  private static func isDecimal(_ text: String.UTF8View) -> Bool {
    var rest = withoutSign(text[...])
    let whole = digits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = withoutSign(rest.dropFirst())
    return digits(&rest) > 0 && rest.isEmpty
  }

  private static func withoutSign(_ text: Substring.UTF8View) -> Substring.UTF8View {
    text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
  }

  private static func digits(_ text: inout Substring.UTF8View) -> Int {
    let count = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
    text = text.dropFirst(count)
    return count
  }
}
