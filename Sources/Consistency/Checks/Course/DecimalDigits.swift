#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers in the arithmetic of a finding.
enum DecimalDigits {
  /// The number with some decimals, and without zeros at its end.
  static func text(_ value: Double, _ decimals: Int = 2) -> String {
    guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
    let scale = pow(10, Double(decimals))
    let units = Int64((abs(value) * scale).rounded())
    var text = String(units)
    text = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
    var fraction = String(text.suffix(decimals))
    while fraction.last == "0" { fraction.removeLast() }
    let whole = text.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
    return (value < 0 && units > 0 ? "-" : "") + whole
  }
}
