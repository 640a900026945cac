import Distributions
import StudyData

/// Effect sizes that studies report as such: an estimate with a standard error, a variance or a confidence
/// interval; on the analysis scale, or as ratios on the display scale.
///
/// A standard error or variance always belongs to the analysis scale (of a ratio: to its logarithm).
enum ReportedEffects {
  static func measure(isRatio: Bool) -> Measure {
    isRatio
      ? Measure(
        code: "GEN", name: "log ratio, as reported", quantity: "Ratio", transformation: .log, null: 1,
        naturalRange: 0...Double.infinity)
      : Measure(
        code: "GEN", name: "effect size, as reported", quantity: "Effect", transformation: .identity,
        null: 0, naturalRange: -Double.infinity...Double.infinity)
  }

  static func effect(of reported: ReportedEffect, isRatio: Bool) -> (yi: Double, vi: Double) {
    let scale: Transformation = isRatio ? .log : .identity
    let yi = scale.forward(reported.estimate)
    switch reported.precision {
    case .standardError(let se): return (yi, se * se)
    case .variance(let variance): return (yi, variance)
    case .interval(let low, let high, let level):
      let z = Normal.standard.upperQuantile((1 - level) / 2)
      let se = (scale.forward(high) - scale.forward(low)) / (2 * z)
      return (yi, se * se)
    }
  }
}
