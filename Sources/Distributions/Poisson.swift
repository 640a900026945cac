import CBoostMath

/// The Poisson distribution, P(X = k) = μ^k e^(−μ) / k!.
public struct Poisson: DiscreteDistribution, Equatable {
  /// The mean μ.
  public let mean: Double

  /// A Poisson distribution; the mean is finite and not negative (a precondition). With μ = 0 all of the
  /// probability is at 0.
  public init(mean: Double) {
    precondition(mean >= 0 && mean.isFinite, "the mean must be finite and cannot be negative")
    self.mean = mean
  }

  /// The smallest count, 0.
  public var lowest: Int { 0 }
  /// There is no largest count (but for μ = 0): `Int.max`.
  public var highest: Int { mean == 0 ? 0 : .max }

  /// P(X = k).
  public func probability(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return mean == 0 ? (k == 0 ? 1 : 0) : copse_poisson_probability(Double(k), mean)
  }

  /// The lower tail P(X ≤ k).
  public func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return mean == 0 ? 1 : copse_poisson_cumulative(Double(k), mean)
  }

  /// The upper tail P(X > k).
  public func upperTail(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return mean == 0 ? 0 : copse_poisson_upper_tail(Double(k), mean)
  }
}
