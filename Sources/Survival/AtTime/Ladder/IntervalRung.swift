import Distributions
import EffectSizes
import StudyData

/// Rungs b to e: the standard error from a confidence interval, on the scale that it was made on.
///
/// A limit at 0 or 1 may have been cut off there, and then neither its distance nor the scale is known: the other
/// limit alone gives the standard error, on the plain scale, SE = (S − L)/z or (U − S)/z.
enum IntervalRung {
  static func variance(of reported: ReportedSurvival, level: Double) -> SurvivalVariance? {
    guard !reported.isAtEnd, let limits = reported.limits else { return nil }
    let survival = reported.survival
    if let interval = RecognizedInterval(survival: survival, limits: limits, level: level) {
      let best = interval.best
      return SurvivalVariance(
        best.scale.rung, survival: survival, variance: best.standardError * best.standardError,
        note: interval.words)
    }
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let distance: Double
    switch (limits.lower > 0, limits.upper < 1) {
    case (true, false): distance = survival - limits.lower
    case (false, true): distance = limits.upper - survival
    default: return nil
    }
    guard distance > 0 else { return nil }
    let (end, other) = limits.lower > 0 ? ("upper limit of 1", "lower") : ("lower limit of 0", "upper")
    return SurvivalVariance(
      .plainInterval, survival: survival, variance: (distance / z) * (distance / z),
      note: "the \(end) may be cut off: SE from the \(other) limit alone, on the plain scale")
  }
}
