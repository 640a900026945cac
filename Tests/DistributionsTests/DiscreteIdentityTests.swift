import Foundation
import Testing

@testable import Distributions

struct DiscreteIdentityTests {
  static let all: [any DiscreteDistribution] = [
    Binomial(trials: 0, probability: 0.3), Binomial(trials: 10, probability: 0),
    Binomial(trials: 10, probability: 1), Binomial(trials: 17, probability: 0.4), Poisson(mean: 0),
    Poisson(mean: 3.5), Hypergeometric(population: 30, successes: 12, draws: 25),
    Hypergeometric(population: 9, successes: 9, draws: 4),
    Hypergeometric(population: 0, successes: 0, draws: 0),
  ]

  @Test(arguments: all.indices)
  func tailsAreSumsOfProbabilities(index: Int) {
    let d = Self.all[index]
    let top = min(d.highest, 200)
    var sum = 0.0
    for k in d.lowest...top {
      sum += d.probability(k)
      #expect(relativeError(d.cumulative(k), sum) < 1e-14, "\(d) \(k)")
      #expect(abs(d.cumulative(k) + d.upperTail(k) - 1) < 4e-16, "\(d) \(k)")
    }
    #expect(abs(sum - 1) < 1e-14)
    #expect(
      d.probability(d.lowest - 1) == 0 && d.cumulative(d.lowest - 1) == 0 && d.upperTail(d.lowest - 1) == 1)
    if d.highest < .max {
      #expect(d.probability(d.highest + 1) == 0)
      #expect(d.cumulative(d.highest) == 1 && d.upperTail(d.highest) == 0)
    }
  }

  @Test(arguments: all.indices)
  func quantileIsTheSmallestThatReaches(index: Int) {
    let d = Self.all[index]
    #expect(d.quantile(0) == d.lowest && d.quantile(1) == d.highest)
    for p in [1e-300, 1e-9, 0.025, 0.3, 0.5, 0.8, 0.975, 1 - 1e-12] {
      let k = d.quantile(p)
      #expect(k >= d.lowest && k <= d.highest && d.cumulative(k) >= p, "\(d) \(p)")
      #expect(k == d.lowest || d.cumulative(k - 1) < p, "\(d) \(p)")
    }
    for k in d.lowest...min(d.highest, 12) where d.cumulative(k) < 1 && d.probability(k) > 1e-12 {
      #expect(d.quantile(d.cumulative(k)) == k, "\(d) \(k)")
    }
  }

  @Test func largeCountsAreFoundQuickly() {
    let poisson = Poisson(mean: 1e9)
    let k = poisson.quantile(0.5)
    #expect(poisson.cumulative(k) >= 0.5 && poisson.cumulative(k - 1) < 0.5)
    #expect(abs(Double(k) - 1e9) < 2)
  }

  @Test func neighbouringCoefficientsHaveTheRightRatio() {
    // C(n, k + 1) / C(n, k) = (n − k) / (k + 1), across the change of method at k = 30.
    for (n, k) in [(40, 20), (62, 29), (62, 30), (62, 31), (100, 30), (500, 250)] {
      let ratio = Double(n - k) / Double(k + 1)
      let difference = logBinomialCoefficient(n, k + 1) - logBinomialCoefficient(n, k)
      #expect(abs(difference - log(ratio)) < 1e-15 * logBinomialCoefficient(n, k), "\(n) \(k)")
      #expect(logBinomialCoefficient(n, k) == logBinomialCoefficient(n, n - k))
    }
  }
}
