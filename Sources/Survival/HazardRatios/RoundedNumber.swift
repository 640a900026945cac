import StudyData

/// A number with what its printed digits leave open: 0.68 stands for anything from 0.675 to 0.685.
public struct RoundedNumber: Sendable, Equatable, Codable {
  /// The number.
  public var value: Double
  /// Half a unit of the last printed digit; 0 for a number that was not rounded.
  public var halfUnit: Double

  /// A number; by default one that was not rounded.
  public init(_ value: Double, halfUnit: Double = 0) {
    precondition(halfUnit >= 0, "half a unit is not negative")
    self.value = value
    self.halfUnit = halfUnit
  }

  /// A number by its printed digits, such as "0.68", ".075" or "1e-3"; nil for other text.
  ///
  /// A whole number stands for ±½. Numbers with more than 12 significant digits are no printed ones, but full
  /// doubles: they were not rounded.
  public init?(printed text: String) {
    guard let number = PrintedNumber(text) else { return nil }
    let mantissa = text.lowercased().split(separator: "e")[0]
    let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }.count
    self.init(number.value, halfUnit: digits > 12 ? 0 : number.halfUnit)
  }
}

extension RoundedNumber: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A number that was not rounded.
  public init(floatLiteral value: Double) { self.init(value) }

  /// A number that was not rounded.
  public init(integerLiteral value: Int) { self.init(Double(value)) }
}
