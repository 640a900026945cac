import Foundation
import MetaAnalysis
import Testing

/// Every choice behind a result is named, the defaults too.
@Suite("Choices")
struct ChoicesTests {
  private func choice(_ label: String, _ result: PoolResult) throws -> String {
    try Report(result.text).words(label, in: "Choices")
  }

  @Test("the defaults of a random-effects model")
  func defaults() throws {
    let report = Report(try Fixtures.bcgResult().text)
    #expect(
      report["Choices"].prefix(8) == [
        "Measure      RR, log risk ratio; pooled on the log scale",
        "Model        random effects, inverse variance",
        "Tau2         REML: restricted maximum likelihood",
        "Test         hk-conservative: Hartung-Knapp, conservative (never below the Wald variance)",
        "Prediction   hts: Higgins-Thompson-Spiegelhalter, t with k - 2 df",
        "Tau2 limits  qp: Q-profile",
        "I2           tau2: from τ² and the typical variance",
        "Level        95%",
      ])
  }

  @Test("each estimator, test, prediction interval and definition is named by the code that chooses it")
  func codes() throws {
    for estimator in Tau2Estimator.all {
      let result = try Fixtures.bcgResult(RandomEffects(tau2: estimator))
      #expect(try choice("Tau2", result).hasPrefix("\(estimator.code): "))
    }
    for test in MeanTest.allCases {
      let estimator = test.applies(to: .reml) ? Tau2Estimator.reml : .derSimonianLaird
      let model = RandomEffects(tau2: estimator, test: test)
      #expect(try choice("Test", Fixtures.bcgResult(model)).hasPrefix("\(test.rawValue): "))
    }
    for prediction in PredictionMethod.allCases {
      let words = try choice("Prediction", Fixtures.bcgResult(RandomEffects(prediction: prediction)))
      #expect(prediction == .none ? words == "none" : words.hasPrefix("\(prediction.rawValue): "))
    }
    #expect(try choice("I2", Fixtures.bcgResult(RandomEffects(i2: .q))) == "q: from Q")
    #expect(try choice("Tau2", Fixtures.bcgResult(RandomEffects(tau2: .given(0.3)))).hasSuffix("(given)"))
    #expect(try choice("Level", Fixtures.bcgResult(RandomEffects(level: 0.999))) == "99.9%")
  }

  @Test("a common-effect model has no tau² and no prediction to choose")
  func common() throws {
    let report = Report(try Fixtures.bcgResult(CommonEffect()).text)
    #expect(report.labels("Risk ratio, common effect") == ["Pooled", "Studies"])
    #expect(report.labels("Choices") == ["Measure", "Model", "Test", "I2", "Level", "Zero"])
    #expect(report.labels("Heterogeneity") == ["Q", "Fit", "H2", "I2"])
  }

  @Test("Mantel-Haenszel says that its pooling uses the counts as they are, unless corrected")
  func mantelHaenszel() throws {
    let effects = EffectSizes(.oddsRatio, of: Fixtures.zeros)
    let plain = PoolResult(try MantelHaenszel().fit(effects))
    #expect(plain.text.hasPrefix("Odds ratio, common effect (Mantel-Haenszel)\n"))
    #expect(try choice("Model", plain) == "common effect, Mantel-Haenszel")
    #expect(try choice("Zero cells", plain).hasSuffix("the pooling uses the counts as they are"))
    #expect(plain.warnings.contains { $0.message.hasSuffix("the pooling uses the counts as they are") })
    let corrected = PoolResult(
      try MantelHaenszel(poolsCorrectedCounts: true).fit(effects), poolsCorrectedCounts: true)
    #expect(!corrected.text.contains("as they are"))
    let difference = PoolResult(
      try MantelHaenszel(riskDifferenceVariance: .greenlandRobins).fit(
        EffectSizes(.riskDifference, of: Fixtures.zeros)))
    #expect(try choice("Model", difference) == "common effect, Mantel-Haenszel, variance greenland-robins")
  }

  @Test("Peto needs no correction and says so")
  func peto() throws {
    let result = PoolResult(try Peto().fit(EffectSizes(.peto, of: Fixtures.zeros)))
    #expect(result.text.hasPrefix("Odds ratio (Peto), common effect (Peto)\n"))
    #expect(try choice("Model", result) == "common effect, Peto")
    #expect(
      try choice("Zero cells", result) == "not corrected; studies without events in both groups left out")
    #expect(!result.warnings.contains { $0.code == "zero-cell-correction" })
  }

  @Test("one group has studies with 0 or 100 %, and no double zeros")
  func oneGroup() throws {
    let words = try choice("Zero cells", Fixtures.deathsResult())
    #expect(words == "0.5 added to each cell of studies with 0 or 100 % (only-zero)")
    for rule in ContinuityCorrection.Rule.allCases {
      let words = try choice(
        "Zero cells", Fixtures.deathsResult(correction: ContinuityCorrection(amount: 0.25, rule: rule)))
      #expect(!words.contains("both groups"))
      #expect(
        rule == .none
          ? words == "not corrected" : words.hasPrefix("0.25 added") && words.contains("(\(rule.rawValue))"))
    }
    let arcsine = PoolResult(try RandomEffects().fit(EffectSizes(.arcsine, of: Fixtures.deaths)))
    #expect(try choice("Zero cells", arcsine) == "not corrected")
    #expect(try choice("Study intervals", arcsine) == "clopper-pearson")
  }

  @Test("two groups: what becomes of double zeros, where the measure minds them")
  func doubleZeros() throws {
    let correction = ContinuityCorrection(keepsDoubleZeros: true)
    let kept = PoolResult(
      try RandomEffects().fit(EffectSizes(.riskRatio, of: Fixtures.zeros, correction: correction)))
    #expect(try choice("Zero cells", kept).hasSuffix("studies without events in both groups kept"))
    let difference = PoolResult(try RandomEffects().fit(EffectSizes(.riskDifference, of: Fixtures.zeros)))
    #expect(try !choice("Zero cells", difference).contains("both groups"))
  }

  @Test("the double arcsine names the size by which it is taken back, and shows the other sizes")
  func freemanTukey() throws {
    let studies = [("a", 1.0, 10.0), ("b", 12, 120), ("c", 3, 60), ("d", 217, 676_262)].map {
      Fixtures.proportion($0.0, $0.1, $0.2)
    }
    let fit = try CommonEffect().fit(EffectSizes(.freemanTukey, of: studies))
    let result = PoolResult(fit)
    // k / Σ 1/n = 31.99962145296997; (Σ n)/k = 169113; 1/(4 se²) = 676454.
    #expect(try choice("Back-transformation", result) == "n = 31.9996, harmonic")
    #expect(result.text.contains("If n = 169113"))
    #expect(result.text.contains("If n = 676454"))
    #expect(result.text.contains("(inverse-variance)"))
    #expect(result.warnings.map(\.code).contains("outside-studies"))
    let arithmetic = PoolResult(fit, size: .arithmeticMean)
    #expect(try choice("Back-transformation", arithmetic) == "n = 169113, arithmetic")
  }

  @Test("effects that are reported as such have no zero cells to speak of")
  func reported() throws {
    let studies = [("a", 0.1), ("b", 0.3), ("c", -0.2)].map { label, value in
      Study(label, ReportedEffect(estimate: value, precision: .variance(0.04)))
    }
    let text = PoolResult(try RandomEffects().fit(EffectSizes(reported: studies))).text
    #expect(!text.contains("Zero cells"))
    #expect(!text.contains("Study intervals"))
    #expect(!text.contains("events in"))
  }
}
