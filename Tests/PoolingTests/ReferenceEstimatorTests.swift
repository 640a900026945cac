import EffectSizes
import Foundation
import LinearAlgebra
import StudyData
import Testing

@testable import Pooling

/// Estimators, intervals for τ², likelihoods and small-sample tests against `Tests/Reference/estimators.json`.
@Suite struct ReferenceEstimatorTests {
  struct Case: Decodable {
    struct Moment: Decodable { let tau2, se: Double }
    struct Criteria: Decodable { let logLikelihood, aic, bic, aicc: Double }
    struct KR: Decodable { let se, df, satterthwaite: Double }
    struct HC: Decodable { let value, se, lower, upper: Double }

    let name: String
    let yi, vi: [Double]
    let pmm: Double
    let genq, dl2, ca2: Moment
    let genqm: Double?
    let generalized_q, biggerstaff_jackson: [Double]?
    let reml_maxima, ml_maxima, profile_reml, profile_ml: [Double]
    let fit_reml, fit_ml: Criteria
    let kenward_roger: KR
    let henmi_copas: HC

    var effects: EffectSizes {
      EffectSizes(
        reported: zip(yi, vi).enumerated().map { index, pair in
          Study("\(index + 1)", ReportedEffect(estimate: pair.0, precision: .variance(pair.1)))
        })
    }

    var model: InterceptModel { InterceptModel(yi: yi, vi: vi) }

    /// The same with a design of one column of ones.
    var regression: RegressionModel {
      get throws {
        try RegressionModel(yi: yi, vi: vi, design: Matrix(rows: yi.count, columns: 1) { _, _ in 1 })
      }
    }
  }

  let cases: [Case]
  let comparison = Comparison()

  init() throws {
    let file = packageRoot.appendingPathComponent("Tests/Reference/estimators.json")
    cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    try #require(cases.count == 4)
  }

  @Test func estimators() throws {
    for reference in cases {
      for model in [reference.model, try reference.regression] as [any MeanModel] {
        try check(reference, model)
      }
    }
    comparison.report("References, estimators")
  }

  private func check(_ reference: Case, _ model: some MeanModel) throws {
    func check(
      _ estimator: Tau2Estimator, _ tau2: Double?, se: Double? = nil, within tolerance: Double
    ) {
      let estimate = estimator.estimate(model)
      comparison.check(estimator.code, estimate.value, tau2, within: tolerance, at: reference.name)
      #expect(estimate.convergence?.converged != false)
      guard let se else { return }
      comparison.check(
        "se " + estimator.code, estimate.standardError, se, within: tolerance, at: reference.name)
    }
    check(.pauleMandelMedian, reference.pmm, within: Tolerance.iterative)
    let moments: [(Tau2Estimator, Case.Moment)] = [
      (.generalMoments(.inverseStandardError), reference.genq),
      (.derSimonianLairdTwoStep, reference.dl2), (.hedgesTwoStep, reference.ca2),
    ]
    // metafor forms the projection as a matrix, and the moments cancel.
    for (estimator, moment) in moments {
      check(estimator, moment.tau2, se: moment.se, within: 100 * Tolerance.closed)
    }
    if let genqm = reference.genqm {
      check(.generalMomentsMedian(.inverseStandardError), genqm, within: Tolerance.iterative)
    }
    for (estimator, maxima) in [
      (Tau2Estimator.reml, reference.reml_maxima), (.maximumLikelihood, reference.ml_maxima),
    ] {
      let estimate = estimator.estimate(model)
      comparison.check(
        "maxima", [estimate.value] + estimate.otherMaxima.map(\.tau2), maxima, within: Tolerance.iterative,
        at: reference.name)
    }
  }

  @Test func intervals() throws {
    for reference in cases {
      let expected: [(Tau2IntervalMethod, Tau2Estimator, [Double]?)] = [
        (.generalizedQ, .reml, reference.generalized_q),
        (.biggerstaffJackson, .reml, reference.biggerstaff_jackson),
        (.profileLikelihood, .reml, reference.profile_reml),
        (.profileLikelihood, .maximumLikelihood, reference.profile_ml),
      ]
      for (method, estimator, limits) in expected {
        guard let limits else { continue }
        let fit = try RandomEffects(tau2: estimator, tau2Interval: method).fit(reference.effects)
        for (value, limit) in [
          (fit.heterogeneity.tau2Lower, limits[0]), (fit.heterogeneity.tau2Upper, limits[1]),
        ] {
          comparison.check(
            method.rawValue, value, limit, within: Tolerance.iterative, scale: limits[1],
            at: reference.name)
        }
      }
    }
    comparison.report("References, intervals for tau2")
  }

  @Test func likelihoodsAndTests() throws {
    for reference in cases {
      let place = reference.name
      for (estimator, expected) in [
        (Tau2Estimator.reml, reference.fit_reml), (.maximumLikelihood, reference.fit_ml),
      ] {
        let criteria = try #require(try RandomEffects(tau2: estimator).fit(reference.effects).criteria).values
        comparison.check(
          "criteria", [criteria.logLikelihood, criteria.aic, criteria.bic, criteria.aicc],
          [expected.logLikelihood, expected.aic, expected.bic, expected.aicc], within: Tolerance.iterative,
          at: place)
      }
      let kr = try RandomEffects(test: .kenwardRoger, prediction: .kr).fit(reference.effects)
      comparison.check(
        "kr", [kr.estimate.se, try #require(kr.estimate.df)],
        [reference.kenward_roger.se, reference.kenward_roger.df], within: Tolerance.iterative, at: place)
      let satterthwaite = try RandomEffects(test: .satterthwaite).fit(reference.effects).estimate
      comparison.check(
        "satterthwaite", satterthwaite.df, reference.kenward_roger.satterthwaite,
        within: Tolerance.iterative, at: place)
      let general = KenwardRoger(try reference.regression, tau2: kr.heterogeneity.tau2 ?? 0)
      comparison.check(
        "kr of a design", [general.standardErrors[0], general.degreesOfFreedom[0]],
        [reference.kenward_roger.se, reference.kenward_roger.df], within: Tolerance.iterative, at: place)
      let hc = try RandomEffects(tau2: .derSimonianLaird, test: .henmiCopas).fit(reference.effects).estimate
      let expected = reference.henmi_copas
      comparison.check(
        "hc", [hc.value, hc.se, hc.lower, hc.upper],
        [expected.value, expected.se, expected.lower, expected.upper], within: Tolerance.iterative,
        scale: expected.se, at: place)
      // A limit at the null value is p = 1 − level.
      let atLimit = HenmiCopas(
        reference.model, tau2: Tau2Estimator.derSimonianLaird.estimate(reference.model).value
      ).estimate(level: 0.95, null: hc.lower)
      #expect(abs(try #require(atLimit.p) - 0.05) < 1e-9)
    }
    comparison.report("References, likelihoods and tests")
  }

  @Test func refusals() throws {
    let equal = EffectSizes(
      reported: (0..<4).map { Study("\($0)", ReportedEffect(estimate: 1, precision: .variance(0.1))) })
    #expect(throws: PoolingError.self) { try RandomEffects(test: .kenwardRoger).fit(equal) }
    #expect(try RandomEffects(prediction: .kr).fit(equal).prediction == nil)
    let effects = cases[0].effects
    for model in [
      RandomEffects(tau2: .derSimonianLaird, test: .kenwardRoger), RandomEffects(test: .henmiCopas),
      RandomEffects(tau2: .pauleMandel, prediction: .kr),
      RandomEffects(tau2: .hedges, tau2Interval: .profileLikelihood),
    ] {
      #expect(throws: PoolingError.self) { try model.fit(effects) }
    }
    #expect(throws: PoolingError.self) { try CommonEffect(test: .kenwardRoger).fit(effects) }
  }

  @Test func shareBeyondThreshold() throws {
    let fit = try RandomEffects().fit(cases[0].effects)
    let share = try #require(ShareBeyond(fit, threshold: fit.estimate.value))
    #expect(share.above == 0.5)
    // φ(0)·SE/τ: at the mean itself τ² does not matter.
    let tau = try #require(fit.heterogeneity.tau)
    #expect(abs(try #require(share.se) - fit.estimate.se / tau / (2 * Double.pi).squareRoot()) < 1e-15)
    let oneTauAway = try #require(ShareBeyond(fit, threshold: fit.estimate.value + tau))
    #expect(abs(oneTauAway.above - 0.15865525393145705) < 1e-12)
  }
}
