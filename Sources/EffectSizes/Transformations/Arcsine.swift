#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// g(p) = arcsin √p in radians, for 0 ≤ p ≤ 1; the variance of g(x/n) is 1/(4n) whatever p is.
///
/// Below 0 and above π/2 the sine folds back, so values there are clipped before they are inverted.
enum Arcsine {
  static let range = 0.0...(Double.pi / 2)

  static func forward(_ p: Double) -> Double { asin(p.squareRoot()) }

  static func inverse(_ y: Double) -> Double {
    let sine = sin(min(max(y, range.lowerBound), range.upperBound))
    return sine * sine
  }

  static func derivative(_ p: Double) -> Double { 0.5 / (p * (1 - p)).squareRoot() }
}
