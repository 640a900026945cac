#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as text, independent of the locale.
public enum NumberText {
  /// The shortest text that reads back to the same number; whole numbers without a decimal point.
  ///
  /// - Returns: nil for NaN and the infinities, which no output format carries.
  public static func exact(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    return "\(value)"
  }

  /// The number with the given count of decimals, correctly rounded; ties away from 0, no "-0.00".
  ///
  /// Beyond 2⁵³ in the last place, the shortest text.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    precondition(decimals >= 0 && decimals <= 18, "from 0 to 18 decimals")
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }
    let scale = pow(10.0, Double(decimals))
    let magnitude = abs(value)
    let scaled = magnitude * scale
    guard scaled < 9_007_199_254_740_992 else { return "\(value)" }
    var units = scaled.rounded(.down)
    let fraction = scaled - units
    // The product is rounded: at an apparent tie its error tells on which side the number lies.
    let error = fma(magnitude, scale, -scaled)
    if fraction > 0.5 || (fraction == 0.5 && error >= 0) { units += 1 }
    let digits = String(Int64(units))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && units > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The number with the given count of significant digits, without an exponent where it is of ordinary
  /// size.
  public static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, decimals: 0) }
    let decimals = digits - 1 - exponent(of: value, digits: digits)
    guard decimals <= 12, digits - 1 - decimals < 12 else { return scientific(value, digits: digits) }
    return fixed(value, decimals: max(0, decimals))
  }

  /// A p-value with its sign: "p = 0.012", "p < 0.001".
  public static func pStatement(_ p: Double) -> String {
    p < 0.001 ? "p < 0.001" : "p = " + fixed(p, decimals: 3)
  }

  private static func scientific(_ value: Double, digits: Int) -> String {
    let exponent = exponent(of: value, digits: digits)
    // In two steps, since 10^-308 has no reciprocal.
    let mantissa = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    return "\(fixed(mantissa, decimals: digits - 1))e\(exponent)"
  }

  /// The power of ten of the first of the digits, after rounding to them: 1 for 9.99996 with four.
  private static func exponent(of value: Double, digits: Int) -> Int {
    let exponent = Int(log10(abs(value)).rounded(.down))
    let mantissa = abs(value) / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    return fixed(mantissa, decimals: digits - 1).hasPrefix("10") ? exponent + 1 : exponent
  }
}
