import EffectSizes
import StudyData
import Testing

@testable import Pooling

/// Mantel–Haenszel and Peto where a group has no events.
struct CountEdgeCaseTests {
  private func table(_ a: Double, _ n1: Double, _ c: Double, _ n2: Double, _ name: String = "s") -> Study<
    TwoGroupCounts
  > {
    Study(
      name,
      TwoGroupCounts(first: GroupCounts(events: a, total: n1), second: GroupCounts(events: c, total: n2)))
  }

  private func isNotEstimable(_ measure: TwoGroupMeasure, _ studies: [Study<TwoGroupCounts>]) -> Bool {
    do {
      _ = try MantelHaenszel().fit(EffectSizes(measure, of: studies))
      return false
    } catch {
      if case .notEstimable(let reason) = error { return !reason.isEmpty }
      return false
    }
  }

  @Test func noEventsInOneGroupOfAllStudies() throws {
    for studies in [
      [table(0, 20, 3, 20), table(0, 30, 2, 30)], [table(3, 20, 0, 20), table(4, 50, 0, 40)],
    ] {
      #expect(isNotEstimable(.riskRatio, studies))
      #expect(isNotEstimable(.oddsRatio, studies))
      // A difference there is, and an odds ratio by Peto.
      #expect(try MantelHaenszel().fit(EffectSizes(.riskDifference, of: studies)).estimate.se > 0)
      #expect(try Peto().fit(EffectSizes(.peto, of: studies)).estimate.value.isFinite)
      // Corrected, a ratio too.
      let corrected = MantelHaenszel(poolsCorrectedCounts: true)
      #expect(try corrected.fit(EffectSizes(.oddsRatio, of: studies)).estimate.value.isFinite)
    }
  }

  @Test func everybodyHadTheEventInOneGroup() throws {
    let studies = [table(20, 20, 3, 20), table(30, 30, 12, 30)]
    #expect(isNotEstimable(.oddsRatio, studies))
    #expect(try MantelHaenszel().fit(EffectSizes(.riskRatio, of: studies)).estimate.value > 0)
  }

  /// One study without events in one group is no obstacle, and is counted as it stands.
  @Test func zeroCellInOneStudy() throws {
    let studies = [table(0, 20, 3, 20, "a"), table(4, 30, 6, 30, "b")]
    let fit = try MantelHaenszel().fit(EffectSizes(.oddsRatio, of: studies))
    // R = Σad/N = 4·24/60, S = Σbc/N = 20·3/40 + 26·6/60.
    let expected: Double = (4.0 * 24 / 60) / (20.0 * 3 / 40 + 26.0 * 6 / 60)
    #expect(abs(DisplayedResult(fit).value - expected) <= 1e-15)
  }

  /// Studies without events in either group change no ratio, and are listed.
  @Test(arguments: [TwoGroupMeasure.riskRatio, .oddsRatio]) func doubleZerosDoNotCount(
    measure: TwoGroupMeasure
  )
    throws
  {
    let studies = [table(1, 20, 3, 20, "a"), table(4, 30, 6, 30, "b")]
    let more = studies + [table(0, 10, 0, 90, "c")]
    let (one, other) = (EffectSizes(measure, of: studies), EffectSizes(measure, of: more))
    #expect(other.excluded.map(\.label) == ["c"])
    #expect(try MantelHaenszel().fit(one).estimate == MantelHaenszel().fit(other).estimate)
    // Kept, they weigh nothing, and the estimate is the same.
    let kept = EffectSizes(measure, of: more, correction: ContinuityCorrection(keepsDoubleZeros: true))
    let fit = try MantelHaenszel().fit(kept)
    #expect(fit.k == 3 && fit.weights[2] == 0)
    #expect(try abs(fit.estimate.value - MantelHaenszel().fit(one).estimate.value) <= 1e-15)
  }

  @Test func doubleZerosCountInTheRiskDifference() throws {
    let studies = [table(1, 20, 3, 20, "a"), table(4, 30, 6, 30, "b")]
    let more = EffectSizes(.riskDifference, of: studies + [table(0, 50, 0, 50, "c")])
    #expect(more.k == 3 && more.excluded.isEmpty)
    let fit = try MantelHaenszel().fit(more)
    // Σ(an₂ − cn₁)/N / Σn₁n₂/N, by hand: (−2·20/40 − 2·30/60 + 0) / (10 + 15 + 25).
    #expect(abs(fit.estimate.value + 2.0 / 50) <= 1e-16)
    #expect(fit.weights == [0.2, 0.3, 0.5])
  }

  @Test func allStudiesWithoutEvents() throws {
    let studies = [table(0, 20, 0, 20), table(0, 30, 0, 35)]
    for measure in [TwoGroupMeasure.riskRatio, .oddsRatio, .peto] {
      let effects = EffectSizes(measure, of: studies)
      #expect(effects.k == 0 && effects.excluded.count == 2)
      #expect(throws: PoolingError.noStudies) { try CommonEffect().fit(effects) }
    }
    // The difference of 0 is corrected, so that it has a variance; uncorrected it has none to pool by.
    let difference = try CommonEffect().fit(EffectSizes(.riskDifference, of: studies))
    #expect(abs(difference.estimate.value) < 0.01 && difference.estimate.se > 0)
    let bare = EffectSizes(.riskDifference, of: studies, correction: ContinuityCorrection.none)
    #expect(bare.k == 0 && bare.excluded.count == 2)
    #expect(isNotEstimable(.riskDifference, studies))
    let arcsine = try CommonEffect().fit(EffectSizes(.arcsineDifference, of: studies))
    #expect(arcsine.estimate.value == 0 && arcsine.estimate.p == 1)
  }

  @Test func measuresThatDoNotFit() throws {
    let studies = [table(1, 20, 3, 20), table(4, 30, 6, 30)]
    #expect(
      throws: PoolingError.measureNotSupported(
        method: "the Mantel-Haenszel method", measure: "AS",
        supported: ["RR", "OR", "RD", "IRR", "IRD"])
    ) { try MantelHaenszel().fit(EffectSizes(.arcsineDifference, of: studies)) }
    #expect(
      throws: PoolingError.measureNotSupported(
        method: "Peto's method", measure: "OR", supported: ["PETO", "HR"])
    ) {
      try Peto().fit(EffectSizes(.oddsRatio, of: studies))
    }
    #expect(
      throws: PoolingError.measureNotSupported(
        method: "the Mantel-Haenszel method", measure: "GEN",
        supported: ["RR", "OR", "RD", "IRR", "IRD"])
    ) { try MantelHaenszel().fit(reported(yi: [1, 2], vi: [1, 1])) }
    // Effect sizes that claim to be risk ratios but have no counts.
    let bare = EffectSizes(
      measure: TwoGroupMeasure.riskRatio.measure, studies: reported(yi: [1, 2], vi: [1, 1]).studies)
    #expect(
      throws: PoolingError.needsTwoGroupCounts(method: "the Mantel-Haenszel method", study: "Study 1")
    ) { try MantelHaenszel().fit(bare) }
  }

  @Test func varianceIsNamed() throws {
    let studies = [table(1, 20, 3, 20), table(4, 30, 6, 30)]
    let difference = EffectSizes(.riskDifference, of: studies)
    #expect(try MantelHaenszel().fit(difference).model.variance == "sato")
    let other = MantelHaenszel(riskDifferenceVariance: .greenlandRobins)
    #expect(try other.fit(difference).model.variance == "greenland-robins")
    #expect(try other.fit(EffectSizes(.oddsRatio, of: studies)).model.variance == nil)
  }
}
