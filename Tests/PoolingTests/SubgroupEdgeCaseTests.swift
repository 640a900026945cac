import EffectSizes
import Foundation
import Testing

@testable import Pooling

/// Subgroups: one only, of one study each, and as many as studies.
struct SubgroupEdgeCaseTests {
  private let yi = [0.1, 0.5, 0.9, -0.2, 1.4]
  private let vi = [0.04, 0.09, 0.05, 0.02, 0.1]

  @Test func oneGroup() throws {
    let effects = reported(yi: yi, vi: vi, groups: ["all", "all", "all", "all", "all"])
    for tau2 in [Subgroups<RandomEffects>.BetweenStudyVariance.separate, .common] {
      let result = try Subgroups(RandomEffects(), tau2: tau2).fit(effects)
      #expect(result.groups.count == 1 && result.test == nil && result.tau2 == tau2.rawValue)
      let (group, overall) = (result.groups[0].fit, result.overall)
      #expect(abs(group.estimate.value - overall.estimate.value) <= 1e-12)
      #expect(abs(group.estimate.se - overall.estimate.se) <= 1e-12)
      #expect(abs((group.heterogeneity.tau2 ?? 0) - (overall.heterogeneity.tau2 ?? 1)) <= 1e-12)
    }
  }

  @Test func groupOfOneStudy() throws {
    let effects = reported(yi: yi, vi: vi, groups: ["a", "a", "b", "a", "a"])
    let separate = try Subgroups(RandomEffects(test: .z)).fit(effects)
    let alone = separate.groups[1].fit
    #expect(separate.groups.map(\.name) == ["a", "b"] && alone.k == 1)
    #expect(alone.estimate.value == 0.9 && alone.estimate.se == vi[2].squareRoot())
    #expect(alone.warnings.contains { $0.code == "single-study" })
    #expect(separate.test?.df == 1)
    // A common τ² is estimated without it, from the other group, and widens its interval too.
    let common = try Subgroups(RandomEffects(test: .z), tau2: .common).fit(effects)
    let others = reported(yi: [0.1, 0.5, -0.2, 1.4], vi: [0.04, 0.09, 0.02, 0.1])
    let expected = try RandomEffects().fit(others).heterogeneity.tau2 ?? 0
    let tau2 = common.groups[1].fit.heterogeneity.tau2 ?? 0
    #expect(expected > 0 && abs(tau2 - expected) <= 1e-9 * expected)
    #expect(abs(common.groups[1].fit.estimate.se - (vi[2] + tau2).squareRoot()) <= 1e-12)
  }

  /// As many groups as studies leave nothing to estimate τ² from: it is 0, and z serves.
  @Test func asManyGroupsAsStudies() throws {
    let effects = reported(yi: yi, vi: vi, groups: ["a", "b", "c", "d", "e"])
    for test in MeanTest.general {
      for tau2 in [Subgroups<RandomEffects>.BetweenStudyVariance.separate, .common] {
        let result = try Subgroups(RandomEffects(test: test), tau2: tau2).fit(effects)
        for (index, group) in result.groups.enumerated() {
          #expect(group.fit.estimate.value == yi[index])
          #expect(abs(group.fit.estimate.se - vi[index].squareRoot()) <= 1e-16)
          #expect(group.fit.heterogeneity.tau2 == 0 && group.fit.estimate.df == nil)
        }
        // Q between the groups is Cochran's Q.
        let between = try #require(result.test)
        #expect(between.df == 4)
        #expect(abs(between.q - result.overall.heterogeneity.q) <= 1e-12 * between.q)
      }
    }
  }

  @Test func givenTau2IsTheSameEitherWay() throws {
    let effects = reported(yi: yi, vi: vi, groups: ["a", "a", "b", "b", "b"])
    let model = RandomEffects(tau2: .given(0.1), test: .z)
    let (separate, common) = (
      try Subgroups(model).fit(effects), try Subgroups(model, tau2: .common).fit(effects)
    )
    #expect(separate.groups.map(\.fit.estimate) == common.groups.map(\.fit.estimate))
    #expect(separate.test == common.test)
  }

  /// Q of all studies is the sum of Q within and between, under the common-effect model.
  @Test func partitionOfQ() throws {
    for data in RandomData.many where data.yi.count >= 4 {
      let groups = data.yi.indices.map { $0 % 3 == 0 ? "a" : $0 % 3 == 1 ? "b" : "c" }
      let result = try Subgroups(CommonEffect()).fit(reported(yi: data.yi, vi: data.vi, groups: groups))
      let within = result.groups.reduce(0) { $0 + $1.fit.heterogeneity.q }
      let between = try #require(result.test)
      let q = result.overall.heterogeneity.q
      #expect(abs(within + between.q - q) <= 1e-11 * max(q, 1))
    }
  }

  @Test func orderIsThatOfAppearance() throws {
    let effects = reported(yi: yi, vi: vi, groups: ["z", "b", "z", "a", "b"])
    #expect(try Subgroups(CommonEffect()).fit(effects).groups.map(\.name) == ["z", "b", "a"])
  }
}
