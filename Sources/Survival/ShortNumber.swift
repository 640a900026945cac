#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers in sentences.
enum ShortNumber {
  /// A whole number as it is, another to this many significant digits, but no fewer than stand before the point.
  static func text(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value > 0 ? "infinity" : "\(value)" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    let places = max(0, digits - 1 - Int(log10(abs(value)).rounded(.down)))
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
  }
}
