import CBoostMath

/// ∫ f(x) dx from `lower` to `upper`, by adaptive Gauss–Kronrod quadrature (31 points) to a relative error of
/// about 1e-12 for smooth functions.
public func integral(from lower: Double, to upper: Double, of function: (Double) -> Double) -> Double {
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
