#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A weight function at given parameters, in pieces that are easy to integrate against a normal density: stretches on
/// which it is constant, and nodes of a quadrature for the rest.
///
/// The places are standardized effects z where weights depend on p, and effects where they depend on the effect.
struct WeightPieces {
  /// A stretch with a constant weight.
  struct Segment {
    let lower: Double
    let upper: Double
    let weight: Double
    /// The derivatives of the weight by the parameters.
    let gradient: [Double]
    /// The second derivatives, row by row.
    let hessian: [Double]
  }

  /// The number of parameters.
  let parameters: Int
  /// The stretches.
  let segments: [Segment]
  /// The places of the nodes.
  let places: [Double]
  /// Per node the weight, its first and its second derivatives (the upper triangle, row by row), each times the
  /// weight of the quadrature.
  let rows: [Double]

  /// How many numbers a node has.
  var width: Int { 1 + parameters + parameters * (parameters + 1) / 2 }

  init(parameters: Int, segments: [Segment], places: [Double] = [], rows: [Double] = []) {
    self.parameters = parameters
    self.segments = segments
    self.places = places
    self.rows = rows
  }
}

extension WeightPieces.Segment {
  /// A stretch whose weight is exp(λ) of one of `count` parameters λ, or 1 where there is none.
  init(lower: Double, upper: Double, weight: Double, parameter: Int?, of count: Int) {
    var gradient = [Double](repeating: 0, count: count)
    var hessian = [Double](repeating: 0, count: count * count)
    if let parameter {
      gradient[parameter] = weight
      hessian[parameter * count + parameter] = weight
    }
    self.init(lower: lower, upper: upper, weight: weight, gradient: gradient, hessian: hessian)
  }

  /// A stretch on which a formula's weight does not change.
  init(lower: Double, upper: Double, log: LogWeight, of count: Int) {
    let (weight, first, second) = log.derivatives(count)
    var hessian = second
    if count == 2 { hessian = [second[0], second[1], second[1], second[2]] }
    self.init(lower: lower, upper: upper, weight: weight, gradient: first, hessian: hessian)
  }
}

extension LogWeight {
  /// w with its first derivatives and the upper triangle of the second ones.
  func derivatives(_ count: Int) -> (weight: Double, first: [Double], second: [Double]) {
    let weight = exp(value)
    if count == 1 { return (weight, [weight * d1], [weight * (d1 * d1 + d11)]) }
    return (
      weight, [weight * d1, weight * d2],
      [weight * (d1 * d1 + d11), weight * d1 * d2, weight * d2 * d2]
    )
  }
}
