import BundledData
import EffectSizes
import MetaRegression
import Pooling
import StudyData
import Survival
import Testing

@testable import SmallStudyEffects

/// What holds of tests of asymmetry for all data, and the published analyses.
@Suite("Tests of asymmetry, properties")
struct AsymmetryPropertyTests {
  private func effects(_ yi: [Double], _ vi: [Double]) -> EffectSizes {
    EffectSizes(
      measure: ReportedScale.plain.measure,
      studies: zip(yi, vi).enumerated().map { place, pair in
        StudyEffect(
          label: "S\(place + 1)", yi: pair.0, vi: pair.1, estimate: pair.0, lower: pair.0 - 1,
          upper: pair.0 + 1)
      })
  }

  private func magnesium(_ measure: String = "OR") throws -> EffectSizes {
    try bundledEffects("magnesium", measure)
  }

  /// The magnesium trials without ISIS-4, as metafor's page of `regtest` prints them.
  @Test("the magnesium trials")
  func magnesiumTrials() throws {
    let trials = try magnesium().filter { !$0.label.hasPrefix("ISIS-4") }
    #expect(trials.k == 15)
    let classical = try AsymmetryTest.egger.run(trials)
    let mixed = try AsymmetryTest.eggerMixed.run(
      trials, AsymmetryOptions(regression: MetaRegression(test: .z)))
    #expect(classical.df == 13 && mixed.df == nil)
    for (result, printed) in [
      (classical, [-3.1783, 0.0073, -0.1512, -0.5130, 0.2106]),
      (mixed, [-2.8062, 0.0050, -0.1639, -0.5681, 0.2402]),
    ] {
      let limit = try #require(result.limit)
      for (value, four) in zip([result.statistic, result.p, limit.value, limit.lower, limit.upper], printed) {
        #expect(abs(value - four) <= 5e-5 + 1e-9, "\(result.test): \(value) for \(four)")
      }
      #expect(result.smallStudiesAreHigher == false)
    }
  }

  /// The BCG trials, as metafor's README prints them: t = -0.7812 on 11 df, p = 0.4512, b = -0.5104 (-1.2123, 0.1915).
  @Test("the BCG trials")
  func bcg() throws {
    let result = try AsymmetryTest.eggerMixed.run(
      bundledEffects("bcg-vaccine", "RR"), AsymmetryOptions(regression: MetaRegression(test: .hartungKnapp)))
    let limit = try #require(result.limit)
    #expect(result.df == 11)
    for (value, printed) in zip(
      [result.statistic, result.p, limit.value, limit.lower, limit.upper],
      [-0.7812, 0.4512, -0.5104, -1.2123, 0.1915])
    { #expect(abs(value - printed) <= 5e-5 + 1e-9, "\(value) for \(printed)") }
  }

  @Test("a change of scale leaves every test and scales the lines", arguments: [1e-6, 0.37, 1e9])
  func scaling(_ factor: Double) throws {
    let trials = try magnesium()
    let plain = effects(trials.yi, trials.vi)
    let scaled = effects(trials.yi.map { $0 * factor }, trials.vi.map { $0 * factor * factor })
    for test in [AsymmetryTest.egger, .eggerMixed, .begg, .thompsonSharp] {
      let (a, b) = (try test.run(plain), try test.run(scaled))
      expectClose(b.statistic, a.statistic, within: 1e-8, "\(test)")
      if let limit = a.limit {
        expectClose(b.limit?.value, limit.value * factor, within: 1e-8, scale: 0, "\(test)")
      }
    }
    let (pet, scaledPet) = (try PetPeese(plain), try PetPeese(scaled))
    #expect(pet.chosen == scaledPet.chosen)
    expectClose(
      scaledPet.peese.effect.value, pet.peese.effect.value * factor, within: 1e-8, scale: 0, "PEESE")
  }

  @Test("swapping the arms negates every test of odds ratios")
  func swapped() throws {
    let dataset = try #require(BundledDataset.named("catheter-infection"))
    let swappedHeader = dataset.csv.replacing(
      "events1,total1,events2,total2", with: "events2,total2,events1,total1")
    let table = try StudyTable(parsing: Array(swappedHeader.utf8), name: "swapped")
    let swapped = try EffectSizes(.oddsRatio, from: table)
    let trials = try bundledEffects("catheter-infection", "OR")
    for test in AsymmetryTest.allCases {
      let (a, b) = (try test.run(trials), try test.run(swapped))
      expectClose(b.statistic, -a.statistic, within: 1e-9, scale: 0.1, "\(test)")
      expectClose(b.p, a.p, within: 1e-9, "\(test)")
    }
  }

  @Test("the order of the studies changes nothing")
  func order() throws {
    let trials = try magnesium()
    let turned = trials.selecting(Array((0..<trials.k).reversed()))
    for test in AsymmetryTest.allCases {
      expectClose(try test.run(turned).statistic, try test.run(trials).statistic, within: 1e-9, "\(test)")
    }
  }

  @Test("Peters of logits is Egger on 1/n; PET is Egger; a log-rank Egger is Harbord's form")
  func equalities() throws {
    let series = try bundledEffects("hyperdynamic-therapy", "PLO")
    let peters = try AsymmetryTest.peters.run(series)
    let egger = try AsymmetryTest.egger.run(series, AsymmetryOptions(predictor: .ninv))
    expectClose(peters.statistic, egger.statistic, "Peters of logits")
    let trials = try magnesium()
    let pet = try PetPeese(trials).pet
    #expect(pet.effect == (try AsymmetryTest.egger.run(trials).limit))
    // Peto's O − E and V are Harbord's score and information.
    let peto = try magnesium("PETO")
    expectClose(
      try AsymmetryTest.egger.run(peto).statistic, try AsymmetryTest.harbord.run(trials).statistic, "Peto")
  }

  @Test("S of all 120 orders of five, counted")
  func enumeration() throws {
    var orders: [[Double]] = [[]]
    for _ in 0..<5 {
      orders = orders.flatMap { order in
        (1...5).map(Double.init).filter { !order.contains($0) }.map { order + [$0] }
      }
    }
    let up = (1...5).map(Double.init)
    let all = try orders.map { try KendallTest(up, $0, p: .exact) }
    #expect(all.count == 120)
    for test in all {
      let lower = all.filter { $0.s <= test.s }.count
      let upper = all.filter { $0.s >= test.s }.count
      expectClose(test.p, min(1, 2 * Double(min(lower, upper)) / 120), within: 1e-12, "S = \(test.s)")
    }
  }

  @Test("what cannot be tested says why")
  func refusals() throws {
    let trials = try magnesium()
    #expect(throws: SmallStudyError.tooFewStudies(2, smallest: 3)) {
      try AsymmetryTest.egger.run(trials.selecting([0, 1]))
    }
    let same = effects([0.1, 0.4, 0.2, 0.3], [0.04, 0.04, 0.04, 0.04])
    #expect(throws: SmallStudyError.noSpread("the standard error")) { try AsymmetryTest.egger.run(same) }
    #expect(throws: SmallStudyError.noSpread("the standard error")) { try AsymmetryTest.eggerMixed.run(same) }
    #expect(throws: SmallStudyError.noSpread("what is ranked")) { try AsymmetryTest.begg.run(same) }
    #expect(throws: SmallStudyError.missingData("the sample size of each study", study: "S1")) {
      try AsymmetryTest.egger.run(same, AsymmetryOptions(predictor: .ninv))
    }
    #expect(throws: SmallStudyError.missingData("events and totals", study: "S1")) {
      try AsymmetryTest.peters.run(same)
    }
    #expect(throws: SmallStudyError.self) { try AsymmetryTest.deeks.run(magnesium("RR")) }
    let onLine = effects([1, 2, 3, 4], [1, 4, 9, 16])
    #expect(throws: SmallStudyError.self) { try AsymmetryTest.egger.run(onLine) }
  }

  @Test("the test that suits the measure")
  func choices() throws {
    let expected: [(String, String, AsymmetryTest, SizePredictor?)] = [
      ("magnesium", "OR", .harbord, nil), ("magnesium", "PETO", .harbord, nil),
      ("magnesium", "RR", .peters, nil), ("magnesium", "RD", .peters, nil),
      ("magnesium", "AS", .thompsonSharp, nil), ("hyperdynamic-therapy", "PLO", .peters, nil),
      ("hyperdynamic-therapy", "PFT", .egger, .ninv), ("stroke-length-of-stay", "SMD", .pustejovsky, nil),
      ("stroke-length-of-stay", "MD", .egger, nil), ("passive-smoking", "GEN", .egger, nil),
    ]
    for (data, measure, test, predictor) in expected {
      let effects = try bundledEffects(data, measure)
      let choice = AsymmetryChoice(for: effects)
      #expect(choice.test == test && choice.predictor == predictor, "\(data) \(measure)")
      let made = AsymmetryTests(effects)
      #expect(made.outcomes.map(\.test) == [test] && made.outcomes[0].isStandard)
      #expect(
        made.assumingIndependence.isEmpty || AsymmetryWarnings.unsuited("It", to: effects) == nil,
        "\(data) \(measure)")
    }
  }

  /// Twelve survivals at one time.
  private func survivals(_ measure: SurvivalMeasure, total: Double?) -> EffectSizes {
    let studies = (1...12).map { place in
      Study(
        "S\(place)",
        ReportedSurvival(
          survival: 0.4 + 0.04 * Double(place % 7), time: 12, standardError: 0.02 + 0.01 * Double(place),
          total: total.map { $0 / Double(place) }))
    }
    return EffectSizes(measure, of: studies)
  }

  @Test("survival is tested by 1/n, or where there are no sizes by the standard error with a warning")
  func survivalChoices() throws {
    for measure in SurvivalMeasure.allCases {
      let made = AsymmetryTests(survivals(measure, total: 600))
      #expect(made.choice.test == .egger && made.choice.predictor == .ninv, "\(measure)")
      #expect(made.choice.words == "Egger by 1/n" && made.assumingIndependence.isEmpty)
      let result = try made.outcomes[0].result.get()
      let byHand = try WeightedLine(
        x: (1...12).map { Double($0) / 600 }, y: survivals(measure, total: 600).yi,
        weights: survivals(measure, total: 600).vi.map { 1 / $0 }, name: "1/n")
      expectClose(result.statistic, byHand.slopeEstimate(level: 0.95).statistic, within: 1e-12, "\(measure)")
      let blind = AsymmetryTests(survivals(measure, total: nil))
      #expect(blind.choice.predictor == nil && blind.choice.test == .egger)
      #expect(blind.choice.reason.hasPrefix("without the sizes of the studies"))
      let warning = AsymmetryWarnings.unsuited("Egger", to: survivals(measure, total: nil))
      #expect((warning == nil) == (measure == .arcsine))
      #expect(warning?.message.hasSuffix("Egger by 1/n would need the sizes of the studies") != false)
    }
  }

  @Test("correlations are tested by 1/√n, those of Fisher's z by their standard error")
  func correlationChoices() throws {
    let studies = (1...12).map { place in
      Study(
        "S\(place)",
        SampleCorrelation(correlation: 0.1 + 0.05 * Double(place % 5), total: 20 + 30 * Double(place)))
    }
    for (measure, predictor) in [(CorrelationMeasure.raw, SizePredictor.sqrtninv), (.fisherZ, nil)] {
      let effects = EffectSizes(measure, of: studies)
      let made = AsymmetryTests(effects)
      #expect(made.choice.test == .egger && made.choice.predictor == predictor, "\(measure)")
      let x = studies.map { 1 / (predictor == nil ? $0.value.total - 3 : $0.value.total).squareRoot() }
      let line = try WeightedLine(x: x, y: effects.yi, weights: effects.vi.map { 1 / $0 }, name: "x")
      let result = try made.outcomes[0].result.get()
      expectClose(result.statistic, line.slopeEstimate(level: 0.95).statistic, within: 1e-10, "\(measure)")
    }
    let warning = AsymmetryWarnings.unsuited("Egger", to: EffectSizes(.raw, of: studies))
    #expect(warning?.message.hasSuffix("the test for this measure is Egger by 1/√n") == true)
  }

  @Test("a study with all of the weight but a rounding error has a rank too")
  func dominant() throws {
    let yi = [0.3, 0.1, 0.5, 0.2, 0.9, 0.4]
    for small in [1e-6, 1e-16, 1e-20, 1e-40] {
      let result = try AsymmetryTest.begg.run(effects(yi, [small, 0.1, 0.4, 0.2, 0.9, 0.3]))
      // 12 of the 15 pairs are in order.
      #expect(result.kendallTau.map { abs($0 - 0.6) < 1e-12 } == true, "\(small): \(result)")
    }
  }

  @Test("warnings: few, alike, different, unsuited")
  func warnings() throws {
    let few = AsymmetryWarnings.about(effects([0.1, 0.4, 0.2], [0.04, 0.05, 0.06])).map(\.code)
    #expect(few == ["asymmetry-few-studies", "asymmetry-similar-precision"])
    #expect(AsymmetryWarnings.about(try magnesium()).map(\.code) == ["asymmetry-heterogeneity"])
    #expect(AsymmetryWarnings.about(try magnesium("RD")).map(\.code).contains("asymmetry-risk-difference"))
    let tests = AsymmetryTests(try magnesium(), [.egger, .begg, .harbord], predictors: [.sei, .ninv])
    #expect(tests.assumingIndependence == ["Egger", "Begg"])
    #expect(tests.outcomes.map(\.predictor) == [.sei, .ninv, nil, nil])
  }
}
