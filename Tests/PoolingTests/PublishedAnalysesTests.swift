import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// Analyses whose results stand in the literature or in the documentation of other programs.
struct PublishedAnalysesTests {
  private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
    value.map { abs($0 - expected) <= tolerance } ?? false
  }

  /// BCG vaccine against tuberculosis, Colditz and others 1994, as in the documentation of metafor.
  @Test func vaccineByREML() throws {
    let effects = try Dataset(named: "bcg-vaccine").effects("RR")
    let fit = try RandomEffects(tau2: .reml, test: .z).fit(effects)
    #expect(isNear(fit.heterogeneity.tau2, 0.313243258136, 5e-13))
    #expect(isNear(fit.estimate.value, -0.714532342158, 5e-13))
    #expect(isNear(fit.estimate.se, 0.179781516105, 5e-13))
    // Printed by metafor: tau² 0.3132 (SE 0.1664), I² 92.22 %, H² 12.86, Q(12) 152.2330, z −3.9744.
    #expect(isNear(fit.heterogeneity.tau2SE, 0.1664, 5e-5))
    #expect(isNear(fit.heterogeneity.i2, 0.9222, 5e-5))
    #expect(isNear(fit.heterogeneity.h2, 12.86, 5e-3))
    #expect(isNear(fit.heterogeneity.q, 152.2330, 5e-5))
    #expect(fit.heterogeneity.qDF == 12)
    #expect(isNear(fit.estimate.statistic, -3.9744, 5e-5))
    #expect(isNear(fit.estimate.lower, -1.0669, 5e-5))
    #expect(isNear(fit.estimate.upper, -0.3622, 5e-5))
    let shown = DisplayedResult(fit)
    // As risk ratios, 0.4894 [0.3441, 0.6962].
    #expect(isNear(shown.value, 0.4894, 5e-5))
    #expect(isNear(shown.lower, 0.3441, 5e-5))
    #expect(isNear(shown.upper, 0.6962, 5e-5))
  }

  @Test func vaccineByOtherMethods() throws {
    let dataset = try Dataset(named: "bcg-vaccine")
    let ratios = try dataset.effects("RR")
    let hartungKnapp = try RandomEffects(tau2: .reml, test: .hartungKnapp).fit(ratios)
    #expect(isNear(hartungKnapp.estimate.lower, -1.108443713686, 5e-13))
    #expect(hartungKnapp.estimate.df == 12)
    let dl = try RandomEffects(tau2: .derSimonianLaird).fit(ratios)
    #expect(isNear(dl.heterogeneity.tau2, 0.3087602628624, 5e-14))
    #expect(isNear(try MantelHaenszel().fit(ratios).estimate.value, -0.453710, 5e-7))
    #expect(isNear(try Peto().fit(dataset.effects("PETO")).estimate.value, -0.474446, 5e-7))
  }

  /// Four studies of very unequal sizes: Schwarzer G and others (2019), *Res Synth Methods* 10:476–483, show that
  /// the double arcsine with the harmonic mean then gives 0 for 233 events.
  @Test func doubleArcsineOfUnequalStudies() throws {
    let studies = [(1.0, 10.0), (12, 120), (3, 60), (217, 676_262)].enumerated().map {
      Study("\($0 + 1)", GroupCounts(events: $1.0, total: $1.1))
    }
    let fit = try CommonEffect().fit(EffectSizes(.freemanTukey, of: studies))
    let shown = DisplayedResult(fit)
    #expect(shown.value == 0 && shown.lower == 0 && shown.upper == 0)
    #expect(Set(shown.warnings.map(\.code)) == ["outside-studies", "unequal-sizes"])
    #expect(shown.alternatives.map(\.rule) == [.geometricMean, .arithmeticMean, .inverseVariance])
    #expect(shown.alternatives[0].value == 0)
    // 3.2 in 10 000, what the largest study alone says.
    #expect(isNear(shown.alternatives[1].value, 0.00032157, 5e-9))
    #expect(isNear(shown.alternatives[2].value, 0.00032378, 5e-9))
    // The logit does without a size.
    let logit = DisplayedResult(try CommonEffect().fit(EffectSizes(.logit, of: studies)))
    #expect(logit.value > 217.0 / 676_262 && logit.value < 0.1)
    #expect(logit.warnings.isEmpty && logit.alternatives.isEmpty)
  }

  /// Catheters treated against infection, raw proportions: the restricted likelihood falls from 0 on, and programs
  /// that stop at a change of 1e-5 give τ² = 6.7e-6 and a proportion of 0.00626.
  @Test func likelihoodAtZero() throws {
    let effects = try Dataset(named: "catheter-infection-treated").effects("PR")
    let fit = try RandomEffects(tau2: .reml, test: .z).fit(effects)
    #expect(fit.heterogeneity.tau2 == 0)
    #expect(fit.convergence?.boundary == true)
    #expect(isNear(fit.estimate.value, 0.0053531690, 5e-11))
    #expect(isNear(fit.estimate.lower, 0.0025032053, 5e-11))
    #expect(isNear(fit.estimate.upper, 0.0082031327, 5e-11))
  }

  /// Two of the classic data sets by Mantel–Haenszel: Collins and others 1985 report an odds ratio of 0.67 (Peto) of
  /// diuretics in pregnancy, Yusuf and others 1985 one of 0.77 of beta blockers.
  @Test func petoOddsRatiosOfTheSources() throws {
    let diuretics = try Peto().fit(Dataset(named: "pre-eclampsia-diuretics").effects("PETO"))
    #expect(isNear(DisplayedResult(diuretics).value, 0.66, 0.01))
    let betaBlockers = try Peto().fit(Dataset(named: "beta-blockers").effects("PETO"))
    #expect(isNear(DisplayedResult(betaBlockers).value, 0.77, 0.005))
  }

  /// Teacher expectancy, Raudenbush 1985: the mean by REML 0.0837 (SE 0.0516), τ² 0.0188, as metafor prints it.
  @Test func teacherExpectancy() throws {
    let effects = try Dataset(named: "teacher-expectancy").effects("GEN")
    let fit = try RandomEffects(tau2: .reml, test: .z).fit(effects)
    #expect(isNear(fit.estimate.value, 0.0837, 5e-5))
    #expect(isNear(fit.estimate.se, 0.0516, 5e-5))
    #expect(isNear(fit.heterogeneity.tau2, 0.0188, 5e-5))
    #expect(isNear(fit.heterogeneity.q, 35.8295, 5e-5))
  }

  /// Diuretics in pregnancy, Viechtbauer 2007 (Stat Med 26:37), Table II: τ² by four estimators, and its limits by
  /// the Q-profile and the profile likelihood, as printed.
  @Test func intervalsOfViechtbauer2007() throws {
    let effects = try Dataset(named: "pre-eclampsia-diuretics").effects("OR")
    for (estimator, tau2) in [
      (Tau2Estimator.derSimonianLaird, 0.230), (.maximumLikelihood, 0.239), (.reml, 0.301),
      (.sidikJonkman, 0.456),
    ] {
      let fit = try RandomEffects(tau2: estimator).fit(effects)
      #expect(isNear(fit.heterogeneity.tau2, tau2, 5e-4), "\(estimator.code)")
      #expect(isNear(fit.heterogeneity.tau2Lower, 0.072, 5e-4))
      #expect(isNear(fit.heterogeneity.tau2Upper, 2.203, 5e-4))
    }
    for (estimator, lower, upper) in [
      (Tau2Estimator.maximumLikelihood, 0.027, 1.131), (.reml, 0.043, 1.475),
    ] {
      let fit = try RandomEffects(tau2: estimator, tau2Interval: .profileLikelihood).fit(effects)
      #expect(isNear(fit.heterogeneity.tau2Lower, lower, 5e-4), "\(estimator.code)")
      #expect(isNear(fit.heterogeneity.tau2Upper, upper, 5e-4), "\(estimator.code)")
    }
  }

  /// Mantel–Haenszel for rates: `rma.mh` of metafor 5.0 with `measure = "IRR"` and `"IRD"`.
  @Test(arguments: [
    ("catheter-infection-rates", TwoGroupRateMeasure.rateRatio, -0.4151752334922758, 0.18343920849053832),
    ("catheter-infection-rates", .rateDifference, -0.000992500060138465, 0.00043556869926595807),
    ("atrial-fibrillation-strokes", .rateRatio, -1.0295745969374048, 0.16209490033930782),
    ("atrial-fibrillation-strokes", .rateDifference, -0.03935134685097102, 0.006104983870869505),
  ])
  func rates(name: String, measure: TwoGroupRateMeasure, value: Double, se: Double) throws {
    let file = packageRoot.appendingPathComponent("Datasets/\(name)/data.csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: name)
    let effects = try EffectSizes(measure, from: table)
    let fit = try MantelHaenszel().fit(effects)
    #expect(isNear(fit.estimate.value, value, 1e-12 * abs(value)))
    #expect(isNear(fit.estimate.se, se, 1e-12 * se))
    #expect(abs(fit.weights.reduce(0, +) - 1) < 1e-14)
  }
}
