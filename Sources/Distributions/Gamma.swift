import CBoostMath

/// The gamma distribution with shape a and scale s, f(x) = x^(a−1) e^(−x/s) / (s^a Γ(a)) for x ≥ 0;
/// its mean is a·s and its variance a·s².
public struct Gamma: ContinuousDistribution, Equatable {
  /// The shape a.
  public let shape: Double
  /// The scale s, the reciprocal of the rate, in the unit of x.
  public let scale: Double

  /// A gamma distribution; shape and scale are positive and finite (a precondition).
  public init(shape: Double, scale: Double) {
    precondition(shape > 0 && shape.isFinite, "the shape must be positive and finite")
    precondition(scale > 0 && scale.isFinite, "the scale must be positive and finite")
    self.shape = shape
    self.scale = scale
  }

  /// The density f(x); at 0 it is +∞ for a < 1 and 1/s for a = 1.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    return x < 0 || x.isInfinite ? 0 : copse_gamma_density(x, shape, scale)
  }

  /// The lower tail P(X ≤ x), the regularized incomplete gamma function P(a, x/s).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 0 }
    return x.isInfinite ? 1 : copse_gamma_cumulative(x, shape, scale)
  }

  /// The upper tail P(X > x), the regularized incomplete gamma function Q(a, x/s).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    return x.isInfinite ? 0 : copse_gamma_upper_tail(x, shape, scale)
  }

  /// The x with P(X ≤ x) = p; 0 at 0 and +∞ at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN { return .nan }
    if p == 0 { return 0 }
    return p == 1 ? .infinity : copse_gamma_quantile(p, shape, scale)
  }

  /// The x with P(X > x) = p; +∞ at 0 and 0 at 1.
  public func upperQuantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN { return .nan }
    if p == 0 { return .infinity }
    return p == 1 ? 0 : copse_gamma_upper_quantile(p, shape, scale)
  }
}
