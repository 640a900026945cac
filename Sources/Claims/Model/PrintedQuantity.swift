import StudyData

/// The numbers in a printed statement, such as `3.9%`, `p<.001`, `12% to 39%`, with what their last digits are worth.
struct PrintedQuantity {
  /// The numbers, in the order of the text.
  let numbers: [PrintedNumber]
  /// Whether the text states a bound, as in `p<.001`.
  let isBelow: Bool
  /// Whether percent signs are printed.
  let isPercent: Bool
  /// Whether zeros before the decimal point are left out, as in `.043`.
  let hasBareFraction: Bool

  init(_ text: String) {
    let pieces = text.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }
    numbers = pieces.compactMap { piece in
      var piece = piece
      while piece.last == "." { piece.removeLast() }
      return piece.isEmpty ? nil : PrintedNumber(String(piece))
    }
    isBelow = text.contains("<")
    isPercent = text.contains("%")
    hasBareFraction = numbers.contains { $0.text.hasPrefix(".") }
  }

  /// A number of ours with the digits and in the style of one that is printed.
  func text(of value: Double, like number: PrintedNumber) -> String {
    var text = DecimalDigits.fixed(value, decimals: max(0, number.decimals))
    if hasBareFraction, text.hasPrefix("0.") { text.removeFirst() }
    return text + (isPercent ? "%" : "")
  }

  /// How a number of ours stands to one that is printed.
  ///
  /// `reproduced`: the same digits by the rounding rule, or beyond a printed bound. `within-rounding`: one unit of the
  /// last digit off, which includes cut-off digits and halves rounded down.
  func verdict(of value: Double, against number: PrintedNumber, rule: RoundingRule) -> Verdict {
    if isBelow { return value < number.value ? .reproduced : .notReproduced }
    let unit = 2 * number.halfUnit
    let rounded = DecimalDigits.units(value, unit: unit, rule: rule)
    let printed = (number.value / unit).rounded()
    if rounded == printed { return .reproduced }
    return abs(rounded - printed) <= 1 ? .withinRounding : .notReproduced
  }
}

/// Numbers as decimal digits.
enum DecimalDigits {
  /// The number in units of a last digit, shortened by a rule. Sums like 0.285 / 0.01 are a bit off in binary, which
  /// is made good by a part in 10¹².
  static func units(_ value: Double, unit: Double, rule: RoundingRule) -> Double {
    let quotient = value / unit
    let slack = quotient.magnitude * 1e-12
    switch rule {
    case .nearest: return (quotient + (quotient < 0 ? -slack : slack)).rounded()
    case .cut: return (quotient + (quotient < 0 ? -slack : slack)).rounded(.towardZero)
    }
  }

  /// The number with some decimals, halves away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let units = DecimalDigits.units(value.magnitude, unit: 1 / scale, rule: .nearest)
    guard units < 9e15 else { return "\(value)" }
    let digits = String(Int64(units))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A p-value as the reviews print it: `.043`, `<.001`.
  static func p(_ value: Double) -> String {
    if value < 0.001 { return "<.001" }
    let text = fixed(min(value, 1), decimals: 3)
    return text.hasPrefix("0") ? String(text.dropFirst()) : text
  }

  /// The number with as many decimals as it needs, at most two.
  static func short(_ value: Double) -> String {
    let text = fixed(value, decimals: 2)
    guard text.contains(".") else { return text }
    var digits = Substring(text)
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }
}
