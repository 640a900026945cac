import CBoostMath

/// The χ² distribution with ν degrees of freedom, f(x) = x^(ν/2−1) e^(−x/2) / (2^(ν/2) Γ(ν/2)) for x ≥ 0.
public struct ChiSquared: ContinuousDistribution, Equatable {
  /// The degrees of freedom ν.
  public let degreesOfFreedom: Double

  /// A χ² distribution; the degrees of freedom are positive and finite (a precondition).
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "the degrees of freedom must be positive and finite")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density f(x); at 0 it is +∞ for ν < 2 and one half for ν = 2.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == 0 { return degreesOfFreedom < 2 ? .infinity : degreesOfFreedom == 2 ? 0.5 : 0 }
    return x < 0 || x.isInfinite ? 0 : copse_chi_squared_density(x, degreesOfFreedom)
  }

  /// The lower tail P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 0 }
    return x.isInfinite ? 1 : copse_chi_squared_cumulative(x, degreesOfFreedom)
  }

  /// The upper tail P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    return x.isInfinite ? 0 : copse_chi_squared_upper_tail(x, degreesOfFreedom)
  }

  /// The x with P(X ≤ x) = p; 0 at 0 and +∞ at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN { return .nan }
    if p == 0 { return 0 }
    return p == 1 ? .infinity : copse_chi_squared_quantile(p, degreesOfFreedom)
  }

  /// The x with P(X > x) = p; +∞ at 0 and 0 at 1.
  public func upperQuantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN { return .nan }
    if p == 0 { return .infinity }
    return p == 1 ? 0 : copse_chi_squared_upper_quantile(p, degreesOfFreedom)
  }
}
