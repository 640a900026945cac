import CBoostMath

/// ∫ f(x) dx from `lower` to `upper`, by adaptive Gauss–Kronrod quadrature (31 points) to a relative error of
/// about 1e-12 for smooth functions, in at most 253 921 evaluations.
///
/// Finite limits are first mapped to −1 and 1: the quadrature compares its error there with the tolerance of the
/// integral over the given range, and would refine a smooth function over a narrow range to the last level.
public func integral(from lower: Double, to upper: Double, of function: (Double) -> Double) -> Double {
  guard lower.isFinite, upper.isFinite else { return quadrature(from: lower, to: upper, of: function) }
  let half = (upper - lower) / 2
  let middle = lower + half
  return half * quadrature(from: -1, to: 1) { function(middle + half * $0) }
}

private func quadrature(from lower: Double, to upper: Double, of function: (Double) -> Double) -> Double {
  withoutActuallyEscaping(function) { function in
    var box = function
    return withUnsafeMutablePointer(to: &box) { pointer in
      copse_integrate(
        { x, context in
          guard let context else { return .nan }
          return context.assumingMemoryBound(to: ((Double) -> Double).self).pointee(x)
        }, pointer, lower, upper)
    }
  }
}
