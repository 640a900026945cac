import CBoostMath

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The beta distribution, f(x) = x^(α−1) (1−x)^(β−1) / B(α, β) for 0 ≤ x ≤ 1.
public struct Beta: ContinuousDistribution, Equatable {
  /// The exponent α at 0.
  public let alpha: Double
  /// The exponent β at 1.
  public let beta: Double

  /// A beta distribution; both parameters are positive and finite (a precondition).
  public init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && alpha.isFinite, "alpha must be positive and finite")
    precondition(beta > 0 && beta.isFinite, "beta must be positive and finite")
    self.alpha = alpha
    self.beta = beta
  }

  /// The density f(x); at 0 it is +∞ for α < 1 and β for α = 1, and likewise at 1.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x > 1 { return 0 }
    if x == 0 { return alpha < 1 ? .infinity : alpha == 1 ? beta : 0 }
    if x == 1 { return beta < 1 ? .infinity : beta == 1 ? alpha : 0 }
    return copse_beta_density(x, alpha, beta)
  }

  /// The lower tail P(X ≤ x), the regularized incomplete beta function I_x(α, β).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if isArcsine { return x <= 0.5 ? Self.arcsineTail(x) : 1 - Self.arcsineTail(1 - x) }
    return copse_beta_cumulative(x, alpha, beta)
  }

  /// The upper tail P(X > x) = I_(1−x)(β, α).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    if x >= 1 { return 0 }
    if isArcsine { return x <= 0.5 ? 1 - Self.arcsineTail(x) : Self.arcsineTail(1 - x) }
    return copse_beta_upper_tail(x, alpha, beta)
  }

  /// The x with P(X ≤ x) = p; 0 at 0 and 1 at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN || p == 0 || p == 1 { return p }
    let x = copse_beta_quantile(p, alpha, beta)
    guard p < 0.5 else { return x }
    return refinedQuantile(
      start: x, p: p, highest: 1, rising: true, tail: { cumulative($0) }, slope: { density($0) * $0 / $1 })
  }

  /// The x with P(X > x) = p; 1 at 0 and 0 at 1.
  public func upperQuantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN || p == 0 || p == 1 { return 1 - p }
    let x = copse_beta_upper_quantile(p, alpha, beta)
    guard p < 0.5 else { return x }
    return refinedQuantile(
      start: x, p: p, highest: 1, rising: false, tail: { upperTail($0) }, slope: { density($0) * $0 / $1 })
  }

  /// In the case ½, ½ Boost takes the arcsine of a number close to 1, with absolute errors of 1e-10.
  private var isArcsine: Bool { alpha == 0.5 && beta == 0.5 }

  /// I_x(½, ½) = (2/π) arcsin √x, for x ≤ ½, where the arcsine is well conditioned.
  private static func arcsineTail(_ x: Double) -> Double { 2 / Double.pi * asin(x.squareRoot()) }
}
