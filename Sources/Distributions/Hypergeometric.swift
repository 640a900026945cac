import CBoostMath

/// The (central) hypergeometric distribution of the successes among n draws without replacement from N
/// items of which K are successes: P(X = k) = C(K, k) C(N−K, n−k) / C(N, n).
public struct Hypergeometric: DiscreteDistribution, Equatable {
  /// The number of items N.
  public let population: Int
  /// The number of successes K among the items.
  public let successes: Int
  /// The number of draws n.
  public let draws: Int

  /// A hypergeometric distribution; 0 ≤ K ≤ N, 0 ≤ n ≤ N and N < 2³¹ (a precondition).
  public init(population: Int, successes: Int, draws: Int) {
    precondition(population >= 0 && population <= Int(Int32.max), "the population must lie below 2³¹")
    precondition(successes >= 0 && successes <= population, "the successes must be part of the population")
    precondition(draws >= 0 && draws <= population, "the draws must be part of the population")
    self.population = population
    self.successes = successes
    self.draws = draws
  }

  /// The smallest number of successes, max(0, n + K − N).
  public var lowest: Int { max(0, draws + successes - population) }
  /// The largest number of successes, min(n, K).
  public var highest: Int { min(draws, successes) }

  /// P(X = k).
  public func probability(_ k: Int) -> Double {
    if k < lowest || k > highest { return 0 }
    if lowest == highest { return 1 }
    return copse_hypergeometric_probability(
      UInt32(k), UInt32(population), UInt32(successes), UInt32(draws))
  }

  /// The lower tail P(X ≤ k).
  public func cumulative(_ k: Int) -> Double {
    if k < lowest { return 0 }
    if k >= highest { return 1 }
    return copse_hypergeometric_cumulative(
      UInt32(k), UInt32(population), UInt32(successes), UInt32(draws))
  }

  /// The upper tail P(X > k).
  public func upperTail(_ k: Int) -> Double {
    if k < lowest { return 1 }
    if k >= highest { return 0 }
    return copse_hypergeometric_upper_tail(
      UInt32(k), UInt32(population), UInt32(successes), UInt32(draws))
  }
}
