#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The double arcsine of a count x out of n, halved so that it runs from near 0 to near π/2:
///
///     g(x, n) = ½ [arcsin √(x / (n + 1)) + arcsin √((x + 1) / (n + 1))],   Var g = 1 / (4n + 2).
///
/// The inverse depends on the size of the sample; for a pooled value there is none, which is the known
/// weakness of this scale: with very unequal sizes the result can leave the range of the studies.
///
/// Source: Freeman MF, Tukey JW (1950), *Ann Math Stat* 21:607–611; inverse: Miller JJ (1978),
/// *Am Stat* 32:138; the weakness: Schwarzer G and others (2019), *Res Synth Methods* 10:476–483.
enum FreemanTukey {
  static func forward(events: Double, total: Double) -> Double {
    let first = asin((events / (total + 1)).squareRoot())
    let second = asin(((events + 1) / (total + 1)).squareRoot())
    return (first + second) / 2
  }

  static func variance(total: Double) -> Double { 1 / (4 * total + 2) }

  /// From g(0, n) to g(n, n).
  static func range(size: Double) -> ClosedRange<Double> {
    forward(events: 0, total: size)...forward(events: size, total: size)
  }

  /// Miller's inverse,
  ///
  ///     p = ½ {1 − sgn(cos 2y) √(1 − [sin 2y + (sin 2y − 1 / sin 2y) / n]²)},
  ///
  /// after y is clipped to the range for that size.
  static func inverse(_ y: Double, size: Double) -> Double {
    let range = range(size: size)
    if y <= range.lowerBound { return 0 }
    if y >= range.upperBound { return 1 }
    let sine = sin(2 * y)
    let inner = sine + (sine - 1 / sine) / size
    let root = max(0, 1 - inner * inner).squareRoot()
    return 0.5 * (1 - (cos(2 * y) < 0 ? -root : root))
  }
}
