import EffectSizes
import LinearAlgebra
import StudyData
import Testing

@testable import MetaRegression
@testable import Pooling

/// What must hold whatever the numbers.
struct PropertyTests {
  private let estimators = Tau2Estimator.all

  private func isClose(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9, scale: Double = 1e-3)
    -> Bool
  {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= tolerance * max(abs(right), scale)
  }

  private func shifted(_ data: ModeratedEffects, by shift: Double, order: [Int]? = nil) -> ModeratedEffects {
    let indices = order ?? Array(data.effects.studies.indices)
    let studies = indices.map { place in
      let study = data.effects.studies[place]
      return StudyEffect(
        label: study.label, yi: study.yi + shift, vi: study.vi, estimate: 0, lower: 0, upper: 0)
    }
    let moderators = data.design.moderators.map { moderator in
      switch moderator.values {
      case .numeric(let numbers, let center):
        Moderator(moderator.name, numbers: indices.map { numbers[$0] }, center: center)
      case .factor(let places, let levels):
        // Levels are in order already.
        (try? Moderator(
          factor: moderator.name, texts: indices.map { levels[places[$0]] }, reference: levels[0]))
          ?? moderator
      }
    }
    let design = try? RegressionDesign(
      terms: data.design.terms, moderators: moderators, hasIntercept: data.design.hasIntercept,
      k: studies.count)
    return ModeratedEffects(
      EffectSizes(measure: data.effects.measure, studies: studies), design: design ?? data.design)
  }

  @Test func aConstantMovesTheInterceptOnly() throws {
    let data = try moderated("bcg-vaccine", "RR", ["ablat", "alloc"])
    for estimator in estimators {
      let model = MetaRegression(tau2: estimator)
      let (before, after) = (try model.fit(data), try model.fit(shifted(data, by: 5)))
      for (old, new) in zip(before.coefficients, after.coefficients) {
        let expected = old.estimate.value + (old.name == "intercept" ? 5 : 0)
        #expect(isClose(new.estimate.value, expected), "\(estimator.code) \(old.name)")
        #expect(isClose(new.estimate.se, old.estimate.se))
      }
      #expect(isClose(after.tau2, before.tau2) && isClose(after.omnibus?.p, before.omnibus?.p))
    }
  }

  @Test func theOrderOfStudiesChangesNothing() throws {
    let data = try moderated("bcg-vaccine", "OR", ["ablat*alloc"])
    let order = [7, 2, 12, 0, 5, 9, 1, 11, 3, 10, 4, 8, 6]
    for estimator in estimators {
      let model = MetaRegression(tau2: estimator, test: .hartungKnapp)
      let (before, after) = (try model.fit(data), try model.fit(shifted(data, by: 0, order: order)))
      for (old, new) in zip(before.coefficients, after.coefficients) {
        #expect(isClose(new.estimate.value, old.estimate.value) && isClose(new.estimate.p, old.estimate.p))
      }
      #expect(isClose(after.heterogeneity.tau2Upper, before.heterogeneity.tau2Upper))
    }
  }

  @Test func theReferenceLevelLeavesTheFit() throws {
    let first = try moderated("bcg-vaccine", "RR", ["alloc", "ablat"])
    let other = try moderated(
      "bcg-vaccine", "RR", ["alloc", "ablat"], references: [.init(moderator: "alloc", level: "Systematic")])
    #expect(first.design.names == ["intercept", "alloc=random", "alloc=systematic", "ablat"])
    #expect(other.design.names == ["intercept", "alloc=alternate", "alloc=random", "ablat"])
    for estimator in estimators {
      let (a, b) = (
        try MetaRegression(tau2: estimator).fit(first), try MetaRegression(tau2: estimator).fit(other)
      )
      #expect(zip(a.fitted, b.fitted).allSatisfy { isClose($0, $1) })
      #expect(isClose(a.omnibus?.statistic, b.omnibus?.statistic) && isClose(a.r2, b.r2))
      #expect(isClose(a.terms[0].test?.p, b.terms[0].test?.p))
      #expect(
        isClose(a.terms[0].varianceInflation?.gvif, b.terms[0].varianceInflation?.gvif))
      #expect(
        isClose(a.coefficients[2].estimate.value, -(b.coefficients[1].estimate.value)))
    }
  }

  @Test func unitsScaleTheCoefficient() throws {
    let data = try moderated("bcg-vaccine", "RR", ["year"])
    guard case .numeric(let years, _) = data.design.moderators[0].values else { return }
    for (factor, shift) in [(1e-3, 0.0), (1e6, 0.0), (1, -1948), (10, 1e5)] {
      let design = try RegressionDesign(
        terms: data.design.terms,
        moderators: [Moderator("year", numbers: years.map { ($0 + shift) * factor })],
        k: years.count)
      let (before, after) = (
        try MetaRegression().fit(data),
        try MetaRegression().fit(ModeratedEffects(data.effects, design: design))
      )
      let (old, new) = (before.coefficients[1].estimate, after.coefficients[1].estimate)
      #expect(isClose(new.value * factor, old.value, 1e-8) && isClose(new.p, old.p, 1e-8))
      #expect(isClose(after.tau2, before.tau2, 1e-10))
    }
  }

  @Test func noModeratorIsPooling() throws {
    let data = try moderated("bcg-vaccine", "RR", [])
    for estimator in estimators {
      for test in MetaRegression.tests where test.applies(to: estimator) {
        let fit = try MetaRegression(tau2: estimator, test: test).fit(data)
        let pooled = try RandomEffects(tau2: estimator, test: test).fit(data.effects)
        let prediction = try fit.prediction(at: [])
        #expect(isClose(fit.tau2, pooled.heterogeneity.tau2, 1e-12))
        #expect(isClose(fit.coefficients[0].estimate.value, pooled.estimate.value, 1e-12))
        #expect(isClose(fit.coefficients[0].estimate.p, pooled.estimate.p, 1e-11, scale: 1e-9))
        #expect(isClose(fit.coefficients[0].estimate.se, pooled.estimate.se, 1e-12))
        #expect(isClose(fit.coefficients[0].estimate.df, pooled.estimate.df, 1e-11))
        #expect(isClose(prediction.estimate.upper, pooled.estimate.upper, 1e-12))
        #expect(isClose(prediction.prediction?.lower, pooled.prediction?.lower, 1e-12))
        #expect(isClose(fit.heterogeneity.i2Upper, pooled.heterogeneity.i2Upper, 1e-12))
        #expect(fit.omnibus == nil && fit.r2 == nil)
      }
    }
  }

  @Test func noModeratorIsPoolingInItsIntervals() throws {
    let data = try moderated("bcg-vaccine", "RR", [])
    for estimator in estimators {
      for interval in Tau2IntervalMethod.allCases where interval.applies(to: estimator) {
        let fit = try MetaRegression(tau2: estimator, tau2Interval: interval).fit(data)
        let pooled = try RandomEffects(tau2: estimator, tau2Interval: interval).fit(data.effects)
        #expect(isClose(fit.heterogeneity.tau2Lower, pooled.heterogeneity.tau2Lower, 1e-8))
        #expect(isClose(fit.heterogeneity.tau2Upper, pooled.heterogeneity.tau2Upper, 1e-8))
      }
    }
    let kr = try MetaRegression(prediction: .kr).fit(data).prediction(at: [])
    let pooled = try RandomEffects(prediction: .kr).fit(data.effects)
    #expect(isClose(kr.prediction?.upper, pooled.prediction?.upper, 1e-12))
    #expect(isClose(kr.prediction?.df, pooled.prediction?.df, 1e-11))
  }

  @Test func aDesignOfOnesIsTheIntercept() throws {
    let data = try moderated("teacher-expectancy", "GEN", [])
    let (yi, vi) = (data.effects.yi, data.effects.vi)
    let intercept = InterceptModel(yi: yi, vi: vi)
    let general = try RegressionModel(
      yi: yi, vi: vi, design: Matrix(rows: yi.count, columns: 1, repeating: 1))
    for tau2 in [0, 1e-6, 0.02, 3] {
      let (a, b) = (intercept.moments(tau2: tau2), general.moments(tau2: tau2))
      #expect(isClose(b.residualSumOfSquares, a.residualSumOfSquares, 1e-13))
      #expect(isClose(b.squaredResiduals, a.squaredResiduals, 1e-13) && isClose(b.traceP, a.traceP, 1e-13))
      let (s, t) = (intercept.traces(tau2: tau2), general.traces(tau2: tau2))
      for path in [\ProjectionTraces.p, \.pp, \.pv, \.pvp, \.pvpv] {
        #expect(isClose(t[keyPath: path], s[keyPath: path], 1e-12))
      }
      #expect(
        isClose(
          general.logDeterminants(tau2: tau2).information, intercept.logDeterminants(tau2: tau2).information,
          1e-13))
    }
    #expect(isClose(general.ordinary().traces.pvpv, intercept.ordinary().traces.pvpv, 1e-12))
    #expect(
      isClose(general.ordinary().residualSumOfSquares, intercept.ordinary().residualSumOfSquares, 1e-13))
  }

  /// The determinant of XᵀWX itself, of the columns as they are.
  @Test func determinantsAreOfTheDesign() throws {
    let data = try moderated("bcg-vaccine", "RR", ["ablat", "alloc"])
    let model = try RegressionModel(yi: data.effects.yi, vi: data.effects.vi, design: data.design.matrix)
    let direct = try Cholesky(
      data.design.matrix.weightedCrossProduct(weights: data.effects.vi.map { 1 / ($0 + 0.1) }))
    #expect(isClose(model.logDeterminants(tau2: 0.1).information, direct.logDeterminant, 1e-12))
  }
}
