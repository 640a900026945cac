import EffectSizes
import StudyData
import Testing

@testable import Pooling

/// Properties of the likelihoods of counts: symmetry, edges, refusals, and what a result says.
struct LikelihoodsTests {
  /// Ten small trials, one with 0 of 37.
  static let small: [[Double]] = [
    [0, 37], [2, 40], [1, 35], [3, 38], [2, 29], [9, 41], [1, 33], [2, 36], [3, 40], [5, 44],
  ]

  /// Two groups, one study with a zero.
  static let pairs: [[Double]] = [
    [4, 123, 11, 139], [6, 306, 29, 303], [0, 31, 4, 29], [62, 700, 48, 560], [3, 231, 11, 220],
  ]

  /// Exchanging the groups changes the sign of the effect and nothing else.
  @Test(arguments: MixedModelApproach.allCases) func exchangedGroups(approach: MixedModelApproach) throws {
    let model = MixedModel(approach: approach)
    let one = try Counts.fit(model, "two", Self.pairs)
    let other = try Counts.fit(model, "two", Self.pairs.map { [$0[2], $0[3], $0[0], $0[1]] })
    #expect(abs(one.value + other.value) < 1e-8)
    #expect(abs(one.se - other.se) < 1e-8)
    #expect(abs((one.tau2 ?? 0) - (other.tau2 ?? 1)) < 1e-8)
    #expect(abs(one.summary.logLikelihood - other.summary.logLikelihood) < 1e-8)
  }

  /// For rates the unconditional model with an intercept for each study and the conditional one have the same
  /// maximum under a common effect: the Poisson likelihood factors.
  @Test func poissonFactors() throws {
    let rows: [[Double]] = [[9, 413, 19, 398], [8, 263, 19, 245], [3, 487, 13, 435], [0, 37, 9, 41]]
    let full = try Counts.fit(MixedModel(isRandom: false), "rate2", rows)
    let conditional = try Counts.fit(
      MixedModel(isRandom: false, approach: .conditionalExact), "rate2", rows)
    #expect(abs(full.value - conditional.value) < 1e-10)
    #expect(abs(full.se - conditional.se) < 1e-10)
  }

  /// In large studies with rare events the exact conditional likelihood tends to the approximate one.
  @Test func rareEvents() throws {
    let rows = Self.pairs.map { [$0[0], $0[1] * 1e5, $0[2], $0[3] * 1e5] }
    let exact = try Counts.fit(MixedModel(approach: .conditionalExact), "two", rows)
    let approximate = try Counts.fit(MixedModel(approach: .conditionalApproximate), "two", rows)
    #expect(abs(exact.value - approximate.value) < 1e-4)
    #expect(abs(exact.se - approximate.se) < 1e-4)
  }

  @Test func smallTrialsHaveNoAbsurdStandardError() throws {
    let fit = try MixedModel().fit(Counts.proportions(Self.small))
    let crude = try MixedModel(isRandom: false).fit(Counts.proportions(Self.small))
    #expect(fit.estimate.se >= crude.estimate.se && fit.estimate.se < 1)
    let drops = try #require(fit.likelihood).profileDrops
    #expect(drops.count == 2 && drops.allSatisfy { $0 > 0.3 && $0 < 0.7 })
    #expect(!fit.warnings.contains { $0.code == "standard-error-doubtful" })
    #expect(fit.weights.isEmpty && fit.shares.allSatisfy { $0 == nil } && fit.shares.count == 10)
  }

  /// Where the studies agree τ² is 0, at the edge, and the fit is that of the common effect.
  @Test func edge() throws {
    let rows: [[Double]] = [[10, 100], [11, 100], [9, 100], [10, 100]]
    let random = try Counts.fit(MixedModel(), "one", rows)
    let common = try Counts.fit(MixedModel(isRandom: false), "one", rows)
    #expect(random.tau2 == 0 && random.tau2SE == nil && random.convergence.boundary)
    #expect(abs(random.value - common.value) < 1e-9 && abs(random.se - common.se) < 1e-9)
    let beta = try BetaBinomial().fit(Counts.proportions(rows))
    #expect(beta.likelihood?.intraclassCorrelation == 0)
    #expect(abs(beta.estimate.value - common.value) < 1e-9)
  }

  @Test func fewNodesAreReported() throws {
    let fit = try Counts.fit(MixedModel(nodes: 3), "one", Self.small)
    #expect(fit.summary.nodes == 3 && fit.warnings.contains { $0.code == "few-nodes" })
  }

  @Test func refusals() throws {
    let none = Counts.proportions([[0, 20], [0, 30]])
    #expect(throws: PoolingError.self) { try MixedModel().fit(none) }
    #expect(throws: PoolingError.self) { try BetaBinomial().fit(none) }
    let allOrNothing = Counts.proportions([[0, 10], [10, 10]])
    #expect(throws: PoolingError.self) { try MixedModel().fit(allOrNothing) }
    #expect(throws: PoolingError.self) { try BetaBinomial().fit(allOrNothing) }
    #expect(throws: PoolingError.self) {
      try MixedModel().fit(Counts.odds([[0, 10, 3, 12], [0, 9, 2, 8]]))
    }
    #expect(throws: PoolingError.self) {
      try Counts.fit(
        MixedModel(approach: .conditionalApproximate), "rate2", [[1, 10, 2, 10], [3, 9, 2, 8]])
    }
    let probit = EffectSizes(.probit, of: [Study("A", GroupCounts(events: 3, total: 9))])
    #expect(throws: PoolingError.self) { try MixedModel().fit(probit) }
  }
}
