import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A test that two arms have the same risk; all p-values are two-sided.
///
/// With cells a, b (arm 1), c, d (arm 2), n = a+b+c+d and margins a+b, c+d, a+c, b+d:
/// - `pearson`: χ² = n (ad − bc)² / (product of the margins), 1 df; R `prop.test(correct = FALSE)`.
/// - `yates`: with max(0, |ad − bc| − n/2); R `chisq.test`.
/// - `fisher`: the hypergeometric tables no likelier than the observed one; R `fisher.test`.
/// - `midP`: `fisher` less half the probability of the observed table.
/// - `likelihoodRatio`: G² = 2 Σ O ln(O/E), 1 df.
/// - `waldOddsRatio`, `waldRiskRatio`: ln ratio over its standard error; not with a zero in a cell they need.
/// - `waldRiskDifference`: (p₁ − p₂)/√(p₁q₁/n₁ + p₂q₂/n₂), the z-test that does not pool.
///
/// Source: Fleiss, Levin, Paik (2003), *Statistical Methods for Rates and Proportions*, chapters 3 and 6; Fisher
/// (1935); Lancaster (1961, *JASA* 56:223) for the mid-p.
public enum TwoArmTest: String, Sendable, Codable, CaseIterable {
  /// Pearson's χ².
  case pearson
  /// χ² with Yates's correction.
  case yates
  /// Fisher's exact test.
  case fisher
  /// Fisher's test with the mid-p.
  case midP = "mid-p"
  /// The likelihood-ratio test.
  case likelihoodRatio = "likelihood-ratio"
  /// Wald's test of the log odds ratio.
  case waldOddsRatio = "wald-odds-ratio"
  /// Wald's test of the log risk ratio.
  case waldRiskRatio = "wald-risk-ratio"
  /// Wald's test of the risk difference.
  case waldRiskDifference = "wald-risk-difference"

  /// Whether papers use it for two proportions as a matter of course.
  public var isUsual: Bool { self == .pearson || self == .yates || self == .fisher }

  /// Its name in a sentence.
  public var name: String {
    switch self {
    case .pearson: "chi-square"
    case .yates: "corrected chi-square"
    case .fisher: "Fisher"
    case .midP: "mid-p"
    case .likelihoodRatio: "likelihood ratio"
    case .waldOddsRatio: "Wald (odds ratio)"
    case .waldRiskRatio: "Wald (risk ratio)"
    case .waldRiskDifference: "Wald (difference)"
    }
  }

  /// The two-sided p-value; 1 where nobody or everybody has the event, nil where the statistic does not exist, and for exact
  /// tests of more than a million people.
  /// O(1), Fisher and mid-p O(min(margins)).
  public func pValue(_ counts: TwoArmCounts) -> Double? {
    let (a, b, c, d) = counts.cells
    if a + c == 0 || b + d == 0 { return self == .midP ? nil : 1 }
    switch self {
    case .pearson: return Self.chiSquared(counts, less: 0)
    case .yates: return Self.chiSquared(counts, less: (a + b + c + d) / 2)
    case .fisher: return Self.exact(counts)?.p
    case .midP: return Self.exact(counts).map { $0.p - $0.own / 2 }
    case .likelihoodRatio: return Self.likelihoodRatio(counts)
    case .waldOddsRatio:
      guard a > 0, b > 0, c > 0, d > 0 else { return nil }
      return Self.wald(log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)
    case .waldRiskRatio:
      guard a > 0, c > 0 else { return nil }
      // b/(a n) is 1/a − 1/n without cancellation.
      return Self.wald(log(a * (c + d) / (c * (a + b))), b / (a * (a + b)) + d / (c * (c + d)))
    case .waldRiskDifference:
      let (n1, n2) = (a + b, c + d)
      return Self.wald((a * n2 - c * n1) / (n1 * n2), a * b / (n1 * n1 * n1) + c * d / (n2 * n2 * n2))
    }
  }

  private static func chiSquared(_ counts: TwoArmCounts, less correction: Double) -> Double {
    let (a, b, c, d) = counts.cells
    let difference = max(0, abs(a * d - b * c) - correction)
    let margins = (a + b) * (c + d) * (a + c) * (b + d)
    return upperTail((a + b + c + d) * difference * difference / margins)
  }

  private static func likelihoodRatio(_ counts: TwoArmCounts) -> Double {
    let (a, b, c, d) = counts.cells
    let n = a + b + c + d
    let term = { (observed: Double, row: Double, column: Double) in
      observed == 0 ? 0 : observed * log(observed * n / (row * column))
    }
    let sum =
      term(a, a + b, a + c) + term(b, a + b, b + d) + term(c, c + d, a + c) + term(d, c + d, b + d)
    return upperTail(max(0, 2 * sum))
  }

  /// χ² with 1 df as a squared normal: P(|Z| > √x).
  private static func upperTail(_ chiSquared: Double) -> Double {
    2 * Normal.standard.upperTail(chiSquared.squareRoot())
  }

  private static func wald(_ effect: Double, _ variance: Double) -> Double? {
    guard variance > 0 else { return nil }
    return 2 * Normal.standard.upperTail(abs(effect) / variance.squareRoot())
  }

  /// Fisher's p and the probability of the table itself; nil for more than a million people. Tables within 1e-7 of its probability count as equal.
  private static func exact(_ counts: TwoArmCounts) -> (p: Double, own: Double)? {
    guard counts.total1 + counts.total2 <= 1_000_000 else { return nil }
    let distribution = Hypergeometric(
      population: counts.total1 + counts.total2, successes: counts.events1 + counts.events2,
      draws: counts.total1)
    let own = distribution.probability(counts.events1)
    let limit = own * (1 + 1e-7)
    let p = (distribution.lowest...distribution.highest).reduce(0.0) { sum, k in
      let probability = distribution.probability(k)
      return probability <= limit ? sum + probability : sum
    }
    return (min(1, p), own)
  }
}
