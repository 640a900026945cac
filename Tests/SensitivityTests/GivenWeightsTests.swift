import EffectSizes
import MetaRegression
import Pooling
import Testing

@testable import Sensitivity

/// An estimator of τ² with weights by hand keeps, in each refit, those of the studies that are kept.
@Suite("Weights by hand in refits")
struct GivenWeightsTests {
  private let effects = GoshData.random(k: 6, seed: 4, powersOfTen: 1)
  private let weights: [Double] = [1, 2, 3, 4, 5, 6]

  /// The fit of the library without a study, with the weights of the others.
  private func fit(without study: Int) throws -> PooledFit {
    let kept = effects.studies.indices.filter { $0 != study }
    return try RandomEffects(tau2: .generalMoments(.given(kept.map { weights[$0] }))).fit(
      effects.selecting(kept))
  }

  @Test(
    "pooling: leave-one-out, influence and GOSH",
    arguments: [Tau2IntervalMethod.qProfile, .generalizedQ])
  func pooling(_ interval: Tau2IntervalMethod) throws {
    let model = RandomEffects(tau2: .generalMoments(.given(weights)), tau2Interval: interval)
    let pool = RefittablePool(model, effects: effects)
    let deletions = try LeaveOneOut(pool).deletions
    let rows = try Influence(pool).analyses[0].rows
    let gosh = try Gosh(GoshModel(pool), plan: SubsetPlan(allOf: 6))
    let values = gosh.values(ofBlock: 0)
    for study in 0..<6 {
      let fit = try fit(without: study)
      let refit = try deletions[study].refit.get()
      #expect(refit.quantities[0].value == fit.estimate.value)
      let tau2 = try #require(fit.heterogeneity.tau2)
      #expect(try abs(#require(rows[study].tau2) - tau2) <= 1e-14 * max(tau2, 1))
      #expect(abs(values.tau2[63 ^ 1 << study] - tau2) <= 1e-14 * max(tau2, 1))
    }
  }

  @Test("the median-unbiased estimator too; subgroups are refused in words")
  func others() throws {
    let model = RandomEffects(tau2: .generalMomentsMedian(.given(weights)))
    #expect(try LeaveOneOut(RefittablePool(model, effects: effects)).deletions.count == 6)
    let grouped = EffectSizes(
      measure: effects.measure,
      studies: effects.studies.enumerated().map { place, study in
        StudyEffect(
          label: study.label, group: place < 3 ? "a" : "b", yi: study.yi, vi: study.vi,
          estimate: study.estimate, lower: study.lower, upper: study.upper)
      })
    let subgroups = RefittableSubgroups(Subgroups(model, tau2: .separate), effects: grouped)
    #expect(throws: RefitError.self) { try subgroups.refit([0, 1, 3, 4]) }
  }
}
