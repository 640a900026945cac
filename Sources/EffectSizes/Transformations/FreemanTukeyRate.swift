/// The Freeman–Tukey transformation of a Poisson count x in person-time t,
///
///     g(x, t) = ½ [√(x/t) + √((x + 1)/t)],   Var g = 1/(4t).
///
/// The inverse, x/t = [(4ty² − 1)/(4ty)]², depends on the time; for a pooled value the harmonic mean of the
/// times stands in. Values below g(0, t) are clipped to it.
///
/// Source: Freeman MF, Tukey JW (1950), *Ann Math Stat* 21:607–611. metafor: `transf.irft`, `transf.iirft`.
enum FreemanTukeyRate {
  static func forward(events: Double, time: Double) -> Double {
    ((events / time).squareRoot() + ((events + 1) / time).squareRoot()) / 2
  }

  /// g(0, t), the smallest value.
  static func minimum(time: Double) -> Double { 0.5 / time.squareRoot() }

  static func inverse(_ y: Double, time: Double) -> Double {
    if y <= minimum(time: time) { return 0 }
    let root = (4 * time * y * y - 1) / (4 * time * y)
    return root * root
  }
}
