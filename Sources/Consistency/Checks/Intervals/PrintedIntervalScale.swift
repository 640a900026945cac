import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A scale on which a confidence interval can be symmetric around its estimate.
public enum PrintedIntervalScale: String, Sendable, Codable, CaseIterable {
  /// x itself.
  case plain
  /// ln x, for ratios.
  case log
  /// ln(x/(1−x)), for proportions.
  case logit
  /// ln(−ln x), for survival.
  case logMinusLog = "log-minus-log"

  /// The number on this scale; nil outside its domain. Increasing but for `logMinusLog`, which decreases.
  public func value(_ x: Double) -> Double? {
    switch self {
    case .plain: x
    case .log: x > 0 ? naturalLog(x) : nil
    case .logit: x > 0 && x < 1 ? naturalLog(x / (1 - x)) : nil
    case .logMinusLog: x > 0 && x < 1 ? naturalLog(-naturalLog(x)) : nil
    }
  }

  /// Whether estimate and limits, each within the rounding of its printed digits, can be symmetric on this scale:
  /// the middle of the limits meets the estimate. O(1).
  public func fits(estimate: PrintedNumber, low: PrintedNumber, high: PrintedNumber) -> Bool {
    guard let estimate = range(estimate), let low = range(low), let high = range(high) else { return false }
    let middle = ((low.lowerBound + high.lowerBound) / 2)...((low.upperBound + high.upperBound) / 2)
    let slack = 1e-9 * max(1, abs(middle.upperBound))
    return middle.lowerBound <= estimate.upperBound + slack
      && estimate.lowerBound <= middle.upperBound + slack
  }

  /// The printed number's rounding interval on this scale; its part inside the domain.
  private func range(_ number: PrintedNumber) -> ClosedRange<Double>? {
    let (least, most): (Double, Double) =
      switch self {
      case .plain: (-.infinity, .infinity)
      case .log: (1e-300, .infinity)
      case .logit, .logMinusLog: (1e-300, 1 - 1e-16)
      }
    let low = max(least, number.rounded.lowerBound)
    let high = min(most, number.rounded.upperBound)
    guard low <= high, let one = value(low), let other = value(high) else { return nil }
    return min(one, other)...max(one, other)
  }
}

/// The natural logarithm, under a name that the case `log` does not hide.
private func naturalLog(_ x: Double) -> Double { log(x) }
