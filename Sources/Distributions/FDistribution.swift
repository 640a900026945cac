import CBoostMath

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Fisher's F distribution, of (χ²_m / m) / (χ²_n / n) with independent χ² variables, for x ≥ 0. With n = ∞
/// it is that of χ²_m / m.
public struct FDistribution: ContinuousDistribution, Equatable {
  /// The degrees of freedom m of the numerator.
  public let numeratorDF: Double
  /// The degrees of freedom n of the denominator, perhaps infinite.
  public let denominatorDF: Double

  /// An F distribution; both degrees of freedom are positive, the first is finite (a precondition).
  public init(numeratorDF: Double, denominatorDF: Double) {
    precondition(numeratorDF > 0 && numeratorDF.isFinite, "numeratorDF must be positive and finite")
    precondition(denominatorDF > 0, "denominatorDF must be positive")
    self.numeratorDF = numeratorDF
    self.denominatorDF = denominatorDF
  }

  /// The density f(x); at 0 it is +∞ for m < 2 and 1 for m = 2.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == 0 { return numeratorDF < 2 ? .infinity : numeratorDF == 2 ? 1 : 0 }
    if x < 0 || x.isInfinite { return 0 }
    if let limit { return limit.density(x) }
    return copse_f_density(x, numeratorDF, denominatorDF)
  }

  /// The lower tail P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 0 }
    if x.isInfinite { return 1 }
    if let limit { return limit.cumulative(x) }
    if isSquaredCauchy { return 2 / Double.pi * atan(x.squareRoot()) }
    return copse_f_cumulative(x, numeratorDF, denominatorDF)
  }

  /// The upper tail P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 { return 1 }
    if x.isInfinite { return 0 }
    if let limit { return limit.upperTail(x) }
    if isSquaredCauchy { return 2 / Double.pi * atan(1 / x.squareRoot()) }
    return copse_f_upper_tail(x, numeratorDF, denominatorDF)
  }

  /// The x with P(X ≤ x) = p; 0 at 0 and +∞ at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN || p == 0 { return p }
    if p == 1 { return .infinity }
    if let limit { return limit.quantile(p) }
    let x = copse_f_quantile(p, numeratorDF, denominatorDF)
    guard p < 0.5 else { return x }
    return refinedQuantile(
      start: x, p: p, highest: .infinity, rising: true, tail: { cumulative($0) },
      slope: { density($0) * $0 / $1 })
  }

  /// The x with P(X > x) = p; +∞ at 0 and 0 at 1.
  public func upperQuantile(_ p: Double) -> Double {
    requireProbability(p)
    if p.isNaN { return p }
    if p == 0 { return .infinity }
    if p == 1 { return 0 }
    if let limit { return limit.upperQuantile(p) }
    let x = copse_f_upper_quantile(p, numeratorDF, denominatorDF)
    guard p < 0.5 else { return x }
    return refinedQuantile(
      start: x, p: p, highest: .infinity, rising: false, tail: { upperTail($0) },
      // Far out the tail is a power of x, and the density may be too small for a double.
      slope: { $0 > 1e100 ? denominatorDF / 2 : density($0) * $0 / $1 })
  }

  /// The distribution of χ²_m / m if the denominator is constant.
  private var limit: Gamma? {
    denominatorDF.isInfinite ? Gamma(shape: numeratorDF / 2, scale: 2 / numeratorDF) : nil
  }

  /// Boost's arcsine branch (see `Beta`) loses the tail that is close to 1.
  private var isSquaredCauchy: Bool { numeratorDF == 1 && denominatorDF == 1 }
}
