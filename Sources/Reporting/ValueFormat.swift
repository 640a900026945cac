import EffectSizes
import Figures
import Pooling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the displayed values of one analysis are printed: as percentages or as they are, all with the same
/// number of decimals.
public struct ValueFormat: Sendable, Equatable {
  /// Whether values are printed as percentages of 1.
  public let isPercent: Bool
  /// The number of decimals.
  public let decimals: Int

  /// The format in which the half-width of the narrowest pooled interval shown has two significant digits.
  public init(_ measure: Measure, display: DisplayedResult) {
    self.init(
      isPercent: measure.isProportion,
      intervals: [(display.lower, display.upper)] + display.alternatives.map { ($0.lower, $0.upper) })
  }

  /// The format in which the half-width of the narrowest of some intervals has two significant digits.
  init(isPercent: Bool, intervals: [(lower: Double, upper: Double)]) {
    self.isPercent = isPercent
    let halves = intervals.map { ($0.upper - $0.lower) / 2 * (isPercent ? 100 : 1) }
    let smallest = isPercent ? 1 : 2
    let narrowest = halves.filter { $0 > 0 && $0.isFinite }.min()
    let wanted = narrowest.map { 1 - Int(log10($0).rounded(.down)) } ?? smallest
    decimals = min(max(wanted, smallest), 8)
  }

  /// One value, with its percent sign.
  public func value(_ value: Double) -> String { number(value) + (isPercent ? "%" : "") }

  /// One value without a sign for percent.
  public func number(_ value: Double) -> String {
    NumberText.fixed(isPercent ? value * 100 : value, decimals: decimals)
  }

  /// "0.49 [0.34, 0.70]", percentages as "2.1% [1.2, 3.6]".
  public func estimate(_ estimate: Double, lower: Double, upper: Double) -> String {
    "\(value(estimate)) \(interval(lower: lower, upper: upper))"
  }

  /// An interval that stands alone: "[0.34, 0.70]", percentages as "[1.2, 3.6]%".
  public func prediction(lower: Double, upper: Double) -> String {
    interval(lower: lower, upper: upper) + (isPercent ? "%" : "")
  }

  /// An interval behind its estimate: "[0.34, 0.70]".
  public func interval(lower: Double, upper: Double) -> String {
    "[\(number(lower)), \(number(upper))]"
  }
}
