#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers in sentences.
enum ShortNumber {
  /// A whole number as it is, another to three significant digits.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    guard value.isFinite else { return "\(value)" }
    let power = 2 - Int(log10(abs(value)).rounded(.down))
    let scale = (0..<abs(power)).reduce(1.0) { product, _ in product * 10 }
    let rounded = power >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
