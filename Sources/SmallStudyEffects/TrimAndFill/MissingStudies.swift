import Pooling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many studies are missing on one side of a mean, from the ranks of the distances of those that there are.
///
/// With rᵢ the rank of |dᵢ| among the k studies, S the sum of the rᵢ with dᵢ > 0, and r₋ the largest rank with
/// dᵢ < 0:
///
///     L₀ = [4S − k(k + 1)]/(2k − 1),   Q₀ = k − ½ − √(2k² − 4S + ¼),   R₀ = k − r₋ − 1,
///
/// rounded and at least 0. Where k₀ are missing, S has the variance
///
///     Var S = [k(k + 1)(2k + 1) + 10k₀³ + 27k₀² + 17k₀ − 18kk₀² − 18kk₀ + 6k²k₀]/24,
///
/// hence SE L₀ = 4√Var S/(2k − 1) and SE Q₀ = 2√Var S/√[(k − ½)² − k₀(2k − k₀ − 1)], at the k₀ before rounding;
/// Var R₀ = 2k₀ + 2, and where none are missing P(R₀ ≥ k₀) = 2^−(k₀ + 1).
///
/// Equal distances share their ranks (metafor gives them in the order of the studies), so that a symmetric funnel
/// misses none.
/// Source: Duval S, Tweedie R (2000), *J Am Stat Assoc* 95:89–98. O(k log k).
public struct MissingStudies: Sendable, Equatable {
  /// The estimator.
  public enum Estimator: String, Sendable, CaseIterable, Codable {
    /// Linear in the rank sum; the most used.
    case l0 = "L0"
    /// From the run of the most extreme studies; the only one with a test.
    case r0 = "R0"
    /// Quadratic in the rank sum.
    case q0 = "Q0"
  }

  /// The estimator.
  public let estimator: Estimator
  /// k₀: the estimate rounded to a whole number from 0 to k − 1.
  public let count: Int
  /// The estimate before rounding.
  public let value: Double
  /// Its standard error; nil where the variance is negative, as can be where the estimate is.
  public let se: Double?
  /// The probability of as many where none are missing; nil but for R₀.
  public let p: Double?

  /// The number for distances from the mean, positive on the side with too many studies.
  ///
  /// - Throws: `PoolingError` where Q₀ is the root of a negative number.
  init(_ estimator: Estimator, deviations: [Double]) throws(PoolingError) {
    let ranks = SignedRanks(deviations)
    let k = Double(deviations.count)
    let value: Double
    switch estimator {
    case .l0: value = (4 * ranks.positiveSum - k * (k + 1)) / (2 * k - 1)
    case .r0: value = k - ranks.largestNegative - 1
    case .q0:
      let square = 2 * k * k - 4 * ranks.positiveSum + 0.25
      guard square >= 0 else {
        throw .notEstimable(
          "Q0 is the root of a negative number for studies so far on one side; take L0 or R0")
      }
      value = k - 0.5 - square.squareRoot()
    }
    let count = Int(min(max(0, value.rounded(.toNearestOrEven)), k - 1))
    self.estimator = estimator
    self.value = value
    self.count = count
    se = Self.standardError(estimator, value: value, k: k)
    p = estimator == .r0 ? pow(2, -Double(count + 1)) : nil
  }

  private static func standardError(_ estimator: Estimator, value m: Double, k: Double) -> Double? {
    if estimator == .r0 { return (2 * max(0, m) + 2).squareRoot() }
    let cubic = 10 * m * m * m + 27 * m * m + 17 * m - 18 * k * m * m - 18 * k * m + 6 * k * k * m
    let variance = (k * (k + 1) * (2 * k + 1) + cubic) / 24
    let derivative =
      estimator == .l0
      ? 4 / (2 * k - 1) : 2 / ((k - 0.5) * (k - 0.5) - m * (2 * k - m - 1)).squareRoot()
    let se = derivative * variance.squareRoot()
    return se.isFinite ? se : nil
  }
}

/// What the estimators take from the ranks of the distances.
private struct SignedRanks {
  /// The sum of the ranks of the positive distances.
  let positiveSum: Double
  /// The largest rank of a negative distance, 0 where there is none.
  let largestNegative: Double

  init(_ deviations: [Double]) {
    let magnitudes = deviations.map { abs($0) }
    // Distances that a rounding error of the mean separates are equal, and those that it makes are 0.
    let resolution = 1e-12 * (magnitudes.max() ?? 0)
    let order = magnitudes.indices.sorted { (magnitudes[$0], $0) < (magnitudes[$1], $1) }
    var (sum, largest) = (0.0, 0.0)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, magnitudes[order[end]] - magnitudes[order[end - 1]] <= resolution { end += 1 }
      let rank = Double(start + 1 + end) / 2
      for place in order[start..<end] where magnitudes[place] > resolution {
        if deviations[place] > 0 { sum += rank } else { largest = max(largest, rank) }
      }
      start = end
    }
    (positiveSum, largestNegative) = (sum, largest)
  }
}
