/// A percentage as it was printed: its digits and how many of them are decimals, exactly.
///
/// `3.90` is 390 units of 10⁻²; it says more than 3.9 does.
public struct PrintedPercent: Sendable, Equatable, CustomStringConvertible {
  /// The percentage in units of its last printed digit.
  public let units: Int
  /// The number of printed decimals, at most 12.
  public let decimals: Int

  /// A percentage of `units` · 10^−`decimals`, from 0 to 100.
  public init?(units: Int, decimals: Int) {
    guard (0...12).contains(decimals), units >= 0, units <= 100 * PrintedPercent.power(decimals) else {
      return nil
    }
    self.units = units
    self.decimals = decimals
  }

  /// Reads digits, with or without a decimal point, and with or without `%` at the end.
  public init?(_ text: String) {
    let number = text.hasSuffix("%") ? TextTrimming.trimmed(String(text.dropLast())) : text
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let units = Int(digits)
    else { return nil }
    self.init(units: units, decimals: parts.count == 2 ? parts[1].count : 0)
  }

  /// What part of a whole is, rounded to some decimals (half up). `whole` is at least 1.
  init?(of part: Int, in whole: Int, decimals: Int) {
    let scale = 100 * Int128(PrintedPercent.power(decimals))
    let units = (2 * scale * Int128(part) + Int128(whole)) / (2 * Int128(whole))
    guard let units = Int(exactly: units) else { return nil }
    self.init(units: units, decimals: decimals)
  }

  /// The percentage as a number.
  public var value: Double { Double(units) / Double(PrintedPercent.power(decimals)) }

  /// The digits as printed, with `%`.
  public var description: String {
    let power = PrintedPercent.power(decimals)
    if decimals == 0 { return "\(units)%" }
    let fraction = String(units % power)
    return "\(units / power)." + String(repeating: "0", count: decimals - fraction.count) + fraction + "%"
  }

  /// 10 to the power of some decimals.
  static func power(_ decimals: Int) -> Int {
    (0..<decimals).reduce(1) { power, _ in power * 10 }
  }
}
