import Distributions

/// How the p-value of a rank correlation is found.
public enum RankPValue: String, Sendable, CaseIterable, Codable {
  /// From all orders, where no two values are equal and k < 50; otherwise the normal approximation.
  case exact
  /// The normal approximation, with the variance for ties.
  case normal
  /// The normal approximation with the continuity correction.
  case corrected
}

/// Kendall's rank correlation of two lists and its test.
///
/// S is the number of concordant less that of discordant pairs; its variance without ties is k(k − 1)(2k + 5)/18. The
/// exact distribution is that of the number of inversions of a random order. τ is τ_b, which allows for ties.
/// Source: Kendall MG (1970), *Rank Correlation Methods*, 4th ed. In R: `cor.test(method = "kendall")`. O(k²), the
/// exact distribution O(k³).
struct KendallTest: Equatable {
  /// S.
  let s: Double
  /// The standard error of S.
  let standardError: Double
  /// τ_b.
  let tau: Double
  /// S over its standard error, with the continuity correction where that is asked for.
  let z: Double
  /// The two-sided p-value.
  let p: Double
  /// Whether it is from all orders.
  let isExact: Bool

  /// The test of x with y.
  ///
  /// - Throws: ``SmallStudyError`` for fewer than three pairs and where all x or all y are equal.
  init(_ x: [Double], _ y: [Double], p choice: RankPValue) throws(SmallStudyError) {
    precondition(x.count == y.count, "pairs")
    guard x.count > 2 else { throw .tooFewStudies(x.count, smallest: 3) }
    let n = Double(x.count)
    let (xTies, yTies) = (Ties(x), Ties(y))
    let pairs = n * (n - 1) / 2
    guard xTies.pairs < pairs, yTies.pairs < pairs else {
      throw .noSpread("what is ranked")
    }
    let s = Self.score(x, y)
    let variance =
      (n * (n - 1) * (2 * n + 5) - xTies.cubic - yTies.cubic) / 18
      + 2 * xTies.pairs * yTies.pairs / (n * (n - 1))
      + xTies.triples * yTies.triples / (9 * n * (n - 1) * (n - 2))
    let se = variance.squareRoot()
    self.s = s
    standardError = se
    tau = s / ((pairs - xTies.pairs) * (pairs - yTies.pairs)).squareRoot()
    let distance = choice == .corrected ? max(0, abs(s) - 1) : abs(s)
    z = s < 0 ? -distance / se : distance / se
    isExact = choice == .exact && x.count < 50 && xTies.pairs == 0 && yTies.pairs == 0
    p = isExact ? Self.exactP(s, n: x.count) : min(1, 2 * Normal.standard.upperTail(distance / se))
  }

  private static func score(_ x: [Double], _ y: [Double]) -> Double {
    var s = 0
    for i in x.indices {
      for j in 0..<i { s += sign(x[i] - x[j]) * sign(y[i] - y[j]) }
    }
    return Double(s)
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

  /// P(|S| at least as large) over all n! orders: twice the smaller tail of the number of inversions, at most 1.
  static func exactP(_ s: Double, n: Int) -> Double {
    let pairs = n * (n - 1) / 2
    let discordant = (pairs - Int(s)) / 2
    let fewer = min(discordant, pairs - discordant)
    return min(1, 2 * inversions(n).prefix(fewer + 1).reduce(0, +))
  }

  /// The probabilities of 0, 1, … inversions in a random order of n.
  private static func inversions(_ n: Int) -> [Double] {
    var probabilities = [1.0]
    for size in 2...n {
      var next = [Double](repeating: 0, count: probabilities.count + size - 1)
      for (count, probability) in probabilities.enumerated() {
        for more in 0..<size { next[count + more] += probability / Double(size) }
      }
      probabilities = next
    }
    return probabilities
  }

  /// Sums over the groups of equal values, t in a group.
  private struct Ties {
    /// Σt(t − 1)/2.
    var pairs = 0.0
    /// Σt(t − 1)(t − 2).
    var triples = 0.0
    /// Σt(t − 1)(2t + 5).
    var cubic = 0.0

    init(_ values: [Double]) {
      var sizes: [Double: Double] = [:]
      for value in values { sizes[value, default: 0] += 1 }
      // Whole numbers: their sum is the same in any order.
      for t in sizes.values {
        pairs += t * (t - 1) / 2
        triples += t * (t - 1) * (t - 2)
        cubic += t * (t - 1) * (2 * t + 5)
      }
    }
  }
}
