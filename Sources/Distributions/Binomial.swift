import CBoostMath

/// The binomial distribution of the successes in n trials, P(X = k) = C(n, k) π^k (1−π)^(n−k).
public struct Binomial: DiscreteDistribution, Equatable {
  /// The number of trials n.
  public let trials: Int
  /// The probability of success π.
  public let probability: Double

  /// A binomial distribution; n ≥ 0 and 0 ≤ π ≤ 1 (a precondition).
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0, "the number of trials cannot be negative")
    precondition(probability >= 0 && probability <= 1, "a probability must lie between 0 and 1")
    self.trials = trials
    self.probability = probability
  }

  /// The smallest number of successes, 0.
  public var lowest: Int { 0 }
  /// The largest number of successes, n.
  public var highest: Int { trials }

  /// P(X = k).
  public func probability(_ k: Int) -> Double {
    k < 0 || k > trials ? 0 : copse_binomial_probability(Double(k), Double(trials), probability)
  }

  /// The lower tail P(X ≤ k).
  public func cumulative(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return k >= trials ? 1 : copse_binomial_cumulative(Double(k), Double(trials), probability)
  }

  /// The upper tail P(X > k).
  public func upperTail(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return k >= trials ? 0 : copse_binomial_upper_tail(Double(k), Double(trials), probability)
  }
}
