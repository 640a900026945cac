import Distributions
import LinearAlgebra

/// The log-rank test that two or more groups have one hazard. With dⱼ events among nⱼ at risk at time tⱼ, of whom
/// n_gj in group g,
///
///     E_g = Σⱼ dⱼ n_gj / nⱼ,   V_gh = Σⱼ dⱼ (nⱼ − dⱼ)/(nⱼ − 1) · (n_gj/nⱼ)(δ_gh − n_hj/nⱼ),
///
/// and χ² = (O − E)ᵀ V⁻ (O − E) over all groups but one of those with E > 0, with as many degrees of freedom. O_g − E_g and V_gg of one of
/// two groups are what pooling of O − E takes.
///
/// Source: Mantel N (1966), *Cancer Chemother Rep* 50:163–170; Peto R, Peto J (1972), *J R Stat Soc A*
/// 135:185–207. R: `survival::survdiff`. O(n log n + times × groups²).
public struct LogRankTest: Sendable, Equatable, Codable {
  /// The events of each group.
  public let observed: [Int]
  /// Those expected under one hazard.
  public let expected: [Double]
  /// The covariances of O − E, row by row.
  public let variance: [[Double]]
  /// The statistic; nil where nothing can be tested: no events, or one group alone is ever at risk.
  public let chiSquared: Double?
  /// Its degrees of freedom.
  public let df: Int
  /// The p-value.
  public let p: Double?

  /// Compares two or more groups (a precondition).
  public init(_ groups: [[SurvivalTime]]) {
    precondition(groups.count >= 2, "a log-rank test compares two or more groups")
    let count = groups.count
    var expected = [Double](repeating: 0, count: count)
    var variance = [[Double]](repeating: expected, count: count)
    for moment in RiskSets(groups).moments {
      let (n, d) = (Double(moment.totalAtRisk), Double(moment.totalEvents))
      let shares = moment.atRisk.map { Double($0) / n }
      let scale = n > 1 ? d * (n - d) / (n - 1) : 0
      for g in 0..<count {
        expected[g] += d * shares[g]
        for h in 0..<count { variance[g][h] += scale * shares[g] * ((g == h ? 1 : 0) - shares[h]) }
      }
    }
    observed = groups.map { $0.reduce(0) { $0 + ($1.isEvent ? 1 : 0) } }
    self.expected = expected
    self.variance = variance
    let used = Array(expected.indices.filter { expected[$0] > 0 }.dropFirst())
    df = used.count
    let excess = used.map { [observed] in Double(observed[$0]) - expected[$0] }
    let block = Matrix(rows: used.count, columns: used.count) { variance[used[$0]][used[$1]] }
    let factor = used.isEmpty ? nil : try? Cholesky(block)
    chiSquared = factor.map { $0.inverseQuadraticForm(excess) }
    p = chiSquared.map { ChiSquared(degreesOfFreedom: Double(used.count)).upperTail($0) }
  }
}
