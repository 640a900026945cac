#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Fisher's noncentral hypergeometric distribution: the events x of the first group of a 2 × 2 table with all
/// margins fixed, P(X = x) = C(n₁, x) C(n₂, m−x) eˣᶿ / Σ, for groups of n₁ and n₂, m events together and a log
/// odds ratio θ.
///
/// The terms follow from the mode outwards by the ratio of neighbors,
///
///     P(x+1)/P(x) = (n₁−x)(m−x) / ((x+1)(n₂−m+x+1)) · eᶿ,
///
/// until they no longer count, so that nothing overflows and only the terms that matter are summed: O(standard
/// deviation). The mode is a root of a quadratic. Source: Liao JG, Rosen O (2001), *The American Statistician*
/// 55:366–369. With θ = 0 it is ``Hypergeometric``.
public struct NoncentralHypergeometric: DiscreteDistribution, Equatable {
  /// The size n₁ of the first group.
  public let firstTotal: Int
  /// The size n₂ of the second group.
  public let secondTotal: Int
  /// The events m of both groups.
  public let events: Int
  /// The log odds ratio θ.
  public let logOdds: Double
  /// The most probable number of events of the first group.
  public let mode: Int
  /// The mean.
  public let mean: Double
  /// The variance.
  public let variance: Double
  /// The sum of the terms, relative to that of the mode.
  private let sum: Double
  /// eᶿ as a fraction, neither part of which overflows.
  private let odds: (numerator: Double, denominator: Double)

  /// A noncentral hypergeometric distribution; n₁, n₂ ≥ 0, 0 ≤ m ≤ n₁ + n₂ and θ finite (a precondition).
  public init(firstTotal: Int, secondTotal: Int, events: Int, logOdds: Double) {
    precondition(firstTotal >= 0 && secondTotal >= 0, "the size of a group cannot be negative")
    precondition(events >= 0 && events <= firstTotal + secondTotal, "the events must be part of the groups")
    precondition(logOdds.isFinite, "the log odds ratio must be finite")
    self.firstTotal = firstTotal
    self.secondTotal = secondTotal
    self.events = events
    self.logOdds = logOdds
    odds = logOdds > 0 ? (1, exp(-logOdds)) : (exp(logOdds), 1)
    let terms = Terms(n1: firstTotal, n2: secondTotal, m: events, odds: odds)
    let (lowest, highest) = (max(0, events - secondTotal), min(firstTotal, events))
    mode = terms.mode(lowest, highest)
    // Sums of the terms, of terms · distance and terms · distance², by the distance from the mode.
    var (sum, first, second) = (1.0, 0.0, 0.0)
    for end in [lowest, highest] {
      terms.walk(from: mode, to: end) { distance, term in
        sum += term
        first += distance * term
        second += distance * distance * term
        return term > 1e-18 * sum || distance * distance * term > 1e-18 * second
      }
    }
    self.sum = sum
    mean = Double(mode) + first / sum
    variance = max(0, second / sum - first / sum * (first / sum))
  }

  /// The smallest number of events of the first group, max(0, m − n₂).
  public var lowest: Int { max(0, events - secondTotal) }
  /// The largest number of events of the first group, min(n₁, m).
  public var highest: Int { min(firstTotal, events) }

  /// log P(X = k); −∞ outside the support. O(|k − mode|).
  public func logProbability(_ k: Int) -> Double {
    guard k >= lowest, k <= highest else { return -.infinity }
    return logTerm(k) - log(sum)
  }

  /// P(X = k).
  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// The lower tail P(X ≤ k).
  public func cumulative(_ k: Int) -> Double {
    if k >= highest { return 1 }
    return k < lowest ? 0 : min(1, tail(from: lowest, to: k))
  }

  /// The upper tail P(X > k).
  public func upperTail(_ k: Int) -> Double {
    if k < lowest { return 1 }
    return k >= highest ? 0 : min(1, tail(from: k + 1, to: highest))
  }

  /// The probability of `low` to `high`, both included, summed from the most probable of them outwards.
  private func tail(from low: Int, to high: Int) -> Double {
    let start = min(max(mode, low), high)
    var relative = 1.0
    for end in [low, high] {
      terms.walk(from: start, to: end) { _, term in
        relative += term
        return term > 1e-18 * relative
      }
    }
    return exp(logTerm(start) + log(relative / sum))
  }

  private var terms: Terms { Terms(n1: firstTotal, n2: secondTotal, m: events, odds: odds) }

  /// The logarithm of the term of k, relative to that of the mode.
  private func logTerm(_ k: Int) -> Double {
    if k == mode { return 0 }
    if abs(k - mode) > 4096 { return logWeight(k) - logWeight(mode) }
    let terms = terms
    var (product, logarithm) = (1.0, 0.0)
    let step = k > mode ? 1 : -1
    var x = mode
    while x != k {
      product *= step > 0 ? terms.ratioUp(x) : terms.ratioDown(x)
      if product < 1e-250 {
        logarithm += log(product)
        product = 1
      }
      x += step
    }
    return logarithm + log(product)
  }

  private func logWeight(_ k: Int) -> Double {
    logBinomialCoefficient(firstTotal, k) + logBinomialCoefficient(secondTotal, events - k)
      + Double(k) * logOdds
  }

  /// Whether both have the same margins and log odds ratio.
  public static func == (a: Self, b: Self) -> Bool {
    (a.firstTotal, a.secondTotal, a.events, a.logOdds) == (b.firstTotal, b.secondTotal, b.events, b.logOdds)
  }
}

/// The terms of the distribution by their ratios.
private struct Terms {
  let n1: Double
  let n2: Double
  let m: Double
  let odds: (numerator: Double, denominator: Double)

  init(n1: Int, n2: Int, m: Int, odds: (numerator: Double, denominator: Double)) {
    self.n1 = Double(n1)
    self.n2 = Double(n2)
    self.m = Double(m)
    self.odds = odds
  }

  /// P(x+1)/P(x).
  func ratioUp(_ x: Int) -> Double {
    let x = Double(x)
    return (n1 - x) * (m - x) * odds.numerator / ((x + 1) * (n2 - m + x + 1) * odds.denominator)
  }

  /// P(x−1)/P(x).
  func ratioDown(_ x: Int) -> Double {
    let x = Double(x)
    return x * (n2 - m + x) * odds.denominator / ((n1 - x + 1) * (m - x + 1) * odds.numerator)
  }

  /// The largest x whose ratio to its left neighbor is not below 1.
  func mode(_ lowest: Int, _ highest: Int) -> Int {
    let a = odds.numerator - odds.denominator
    let b = (n1 + m + 2) * odds.numerator + (n2 - m) * odds.denominator
    let c = (n1 + 1) * (m + 1) * odds.numerator
    let root = 2 * c / (b + max(0, b * b - 4 * a * c).squareRoot())
    var x = root.isFinite ? Int(min(max(root, Double(lowest)), Double(highest))) : lowest
    while x < highest, ratioUp(x) > 1 { x += 1 }
    while x > lowest, ratioDown(x) > 1 { x -= 1 }
    return x
  }

  /// Visits the terms from the neighbor of `start` to `end`, relative to that of `start`, as long as `visit`
  /// wants more.
  @inline(__always)
  func walk(from start: Int, to end: Int, _ visit: (_ distance: Double, _ term: Double) -> Bool) {
    var x = start
    var term = 1.0
    let step = end >= start ? 1 : -1
    while x != end {
      term *= step > 0 ? ratioUp(x) : ratioDown(x)
      x += step
      if !visit(Double(x - start), term) { return }
    }
  }
}
