import EffectSizes
import Figures
import Pooling

extension Axis {
  /// An axis of displayed effects, logarithmic for ratios, percentages for proportions.
  ///
  /// - Parameters:
  ///   - measure: what is displayed.
  ///   - shown: values that must be on it.
  ///   - limits: values for which it widens by at most the span of the others.
  init(of measure: Measure, showing shown: [Double], limits: [Double] = []) {
    self.init(
      scale: measure.isRatio ? .log : .linear, showing: shown, limits: limits, bounds: measure.naturalRange,
      reference: measure.null, asPercent: measure.isProportion, title: measure.quantity)
  }

  /// A linear axis between two ends, with round ticks.
  ///
  /// - Parameters:
  ///   - lower: the lower end.
  ///   - upper: the upper end, above it.
  ///   - title: the title.
  ///   - asPercent: whether the labels are percentages of 1.
  ///   - ticked: the ticks that are kept.
  ///   - isReversed: whether values grow to the left or downwards.
  init(
    from lower: Double, to upper: Double, title: String, asPercent: Bool = false,
    ticked: ClosedRange<Double>? = nil, isReversed: Bool = false
  ) {
    let plain = Axis(
      scale: .linear, showing: [], limits: [], bounds: lower...upper, reference: nil, given: lower...upper,
      asPercent: asPercent, title: title)
    self.init(
      lower: lower, upper: upper, ticks: plain.ticks.filter { ticked?.contains($0.value) ?? true },
      title: title, isReversed: isReversed)
  }
}

extension Double {
  /// The number as a level or a probability in words: 1 − 0.9 as "0.1".
  var levelText: String { NumberText.exact((self * 1e8).rounded() / 1e8) ?? "" }
}

extension PoolResult {
  /// "Pooled value, random effects".
  var pooledName: String { fit.pooledName }

  /// "0.49 (95% CI 0.33 to 0.73)".
  var pooledWords: String {
    let shown = display
    return
      "\(format.value(shown.value)) (\(BiasText.percent(fit.model.level)) CI \(format.value(shown.lower)) to"
      + " \(format.value(shown.upper)))"
  }

  /// "13 studies".
  var countWords: String { "\(fit.k) \(fit.k == 1 ? "study" : "studies")" }
}

extension PooledFit {
  /// "Pooled value, random effects" or "Pooled value, common effect".
  var pooledName: String {
    "Pooled value, \(model.effects == "random" ? "random effects" : "common effect")"
  }
}
