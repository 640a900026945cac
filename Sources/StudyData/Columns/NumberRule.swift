/// Which numbers a column may hold.
public enum NumberRule: Sendable, Equatable, CaseIterable {
  /// A whole number from 0: events.
  case count
  /// A whole number from 1: the size of a group.
  case total
  /// Any finite number: an estimate on a log scale.
  case real
  /// A finite number above 0: a standard error.
  case positive
  /// A number from 0 to 100.
  case percent
  /// A number from −1 to 1.
  case correlation
  /// A number from 0 to 1: survival.
  case proportion
  /// A finite number from 0: what is added to zero cells.
  case notNegative

  /// True for a number that the column may hold.
  public func accepts(_ number: Double) -> Bool {
    switch self {
    case .count: number >= 0 && NumberRule.isExactWhole(number)
    case .total: number >= 1 && NumberRule.isExactWhole(number)
    case .real: number.isFinite
    case .positive: number > 0 && number.isFinite
    case .percent: (0...100).contains(number)
    case .correlation: (-1...1).contains(number)
    case .proportion: (0...1).contains(number)
    case .notNegative: number >= 0 && number.isFinite
    }
  }

  /// True for rules that only whole numbers satisfy.
  public var isWhole: Bool { self == .count || self == .total }

  /// Whole and within the range where every whole number is a Double of its own.
  private static func isExactWhole(_ number: Double) -> Bool {
    number.magnitude <= 9_007_199_254_740_992 && Double(Int64(number)) == number
  }
}
