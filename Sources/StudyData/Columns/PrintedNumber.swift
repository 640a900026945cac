/// A number as it was printed, with its decimals: 0.30 says more than 0.3 does.
public struct PrintedNumber: Sendable, Equatable, CustomStringConvertible {
  /// The text, such as `.043`.
  public let text: String
  /// Its value.
  public let value: Double
  /// The number of printed decimals; negative for a power of ten that was written out, as in 1e3.
  public let decimals: Int

  /// Reads digits with an optional sign, decimal point and exponent; nil for any other text.
  public init?(_ text: String) {
    guard let value = DecimalText.number(text) else { return nil }
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let fraction = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst()
    self.text = text
    self.value = value
    decimals = (fraction.first?.count ?? 0) - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  /// Half a unit of the last printed digit: how far the exact number can be away by rounding.
  public var halfUnit: Double { 0.5 * PrintedNumber.powerOfTen(-decimals) }

  /// The numbers that round to this one, whichever way halves go.
  public var rounded: ClosedRange<Double> { (value - halfUnit)...(value + halfUnit) }

  /// The numbers that give this one when the further digits are cut off.
  public var truncated: ClosedRange<Double> {
    value < 0 ? (value - 2 * halfUnit)...value : value...(value + 2 * halfUnit)
  }

  /// The text.
  public var description: String { text }

  private static func powerOfTen(_ exponent: Int) -> Double {
    let power = (0..<min(exponent.magnitude, 400)).reduce(1.0) { power, _ in power * 10 }
    return exponent < 0 ? 1 / power : power
  }
}
