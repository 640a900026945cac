import StudyData
import Survival

extension IntervalScale {
  /// Whether estimate and limits, each within the rounding of its printed digits, can be symmetric on this scale:
  /// the middle of the limits meets the estimate. O(1).
  func fits(estimate: PrintedNumber, low: PrintedNumber, high: PrintedNumber) -> Bool {
    guard let estimate = range(estimate), let low = range(low), let high = range(high) else { return false }
    let middle = ((low.lowerBound + high.lowerBound) / 2)...((low.upperBound + high.upperBound) / 2)
    let slack = 1e-9 * max(1, abs(middle.upperBound))
    return middle.lowerBound <= estimate.upperBound + slack
      && estimate.lowerBound <= middle.upperBound + slack
  }

  /// The printed number's rounding interval on this scale; its part inside the domain, nil where there is none.
  private func range(_ number: PrintedNumber) -> ClosedRange<Double>? {
    let (least, most): (Double, Double) =
      switch self {
      case .plain: (-.infinity, .infinity)
      case .log: (1e-300, .infinity)
      case .logMinusLog, .logit, .arcsine: (1e-300, 1 - 1e-16)
      }
    let low = max(least, number.rounded.lowerBound)
    let high = min(most, number.rounded.upperBound)
    guard low <= high else { return nil }
    let ends = (transformation.forward(low), transformation.forward(high))
    return min(ends.0, ends.1)...max(ends.0, ends.1)
  }
}
