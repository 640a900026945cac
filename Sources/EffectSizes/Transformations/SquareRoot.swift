/// g(x) = √x, for x ≥ 0; the variance of g(x/t) of a Poisson count x in time t is 1/(4t) whatever the rate is.
///
/// Values below 0 are clipped to 0 before they are inverted.
enum SquareRoot {
  static func forward(_ x: Double) -> Double { x.squareRoot() }

  static func inverse(_ y: Double) -> Double {
    let clipped = max(y, 0)
    return clipped * clipped
  }

  static func derivative(_ x: Double) -> Double { 0.5 / x.squareRoot() }
}
