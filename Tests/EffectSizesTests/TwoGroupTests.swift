import EffectSizes
import Foundation
import StudyData
import Testing

/// Effect sizes of two groups' counts.
struct TwoGroupTests {
  private func table(_ a: Double, _ n1: Double, _ c: Double, _ n2: Double, _ name: String = "s") -> Study<
    TwoGroupCounts
  > {
    Study(
      name,
      TwoGroupCounts(first: GroupCounts(events: a, total: n1), second: GroupCounts(events: c, total: n2)))
  }

  private func isNear(_ value: (yi: Double, vi: Double), _ yi: Double, _ vi: Double) -> Bool {
    abs(value.yi - yi) <= 2e-15 * max(1, abs(yi)) && abs(value.vi / vi - 1) <= 2e-15
  }

  /// 12 of 40 and 5 of 50, by the formulas of the textbooks.
  @Test func formulas() {
    let counts = table(12, 40, 5, 50).value
    // E = 40·17/90, V = 40·50·17·73 / (90²·89).
    let v: Double = 40 * 50 * 17 * 73 / (90 * 90 * 89)
    let arcsine: Double = asin(Double(0.3).squareRoot()) - asin(Double(0.1).squareRoot())
    let oddsVariance: Double = 1 / 12 + 1 / 28 + 1 / 5 + 1 / 45
    let expected: [(TwoGroupMeasure, yi: Double, vi: Double)] = [
      (.riskRatio, log(3), 28 / 480 + 45 / 250), (.oddsRatio, log(540 / 140), oddsVariance),
      (.riskDifference, 0.2, 0.21 / 40 + 0.09 / 50), (.arcsineDifference, arcsine, 1 / 160 + 1 / 200),
      (.peto, (12 - 680 / 90) / v, 1 / v),
    ]
    for (measure, yi, vi) in expected {
      #expect(isNear(measure.effect(of: counts), yi, vi), "\(measure.rawValue)")
    }
  }

  @Test func shownOnTheScaleOfReading() {
    let study = table(12, 40, 5, 50)
    let z = 1.959963984540054
    let ratio = EffectSizes(.riskRatio, of: [study]).studies[0]
    #expect(abs(ratio.estimate - 3) <= 1e-14)
    #expect(abs(ratio.lower - exp(ratio.yi - z * ratio.sei)) <= 1e-14)
    #expect(abs(ratio.upper / exp(ratio.yi + z * ratio.sei) - 1) <= 1e-14)
    let difference = EffectSizes(.riskDifference, of: [study]).studies[0]
    #expect(difference.estimate == difference.yi && difference.lower < 0.2 && difference.upper > 0.2)
  }

  @Test(arguments: TwoGroupMeasure.allCases) func zeroCell(measure: TwoGroupMeasure) {
    let studies = [table(0, 20, 3, 30, "zero"), table(4, 20, 6, 30, "full")]
    let usual = EffectSizes(measure, of: studies)
    let isCorrected = measure.isCorrectedByDefault
    #expect(usual.k == 2 && usual.studies.map(\.correction) == [isCorrected ? 0.5 : 0, 0])
    let bare = EffectSizes(measure, of: studies, correction: ContinuityCorrection.none)
    let isRatio = measure != .riskDifference && measure != .arcsineDifference && measure != .peto
    #expect(bare.studies.map(\.label) == (isRatio ? ["full"] : ["zero", "full"]))
    #expect(bare.excluded.map(\.reason) == (isRatio ? ["a zero cell, without a correction"] : []))
    if measure == .oddsRatio {
      #expect(abs(usual.yi[0] - log(0.5 * 27.5 / (20.5 * 3.5))) <= 1e-15)
      #expect(abs(usual.vi[0] - (2 + 1 / 20.5 + 1 / 3.5 + 1 / 27.5)) <= 1e-15)
    }
    #expect(usual.studies[0].counts == .twoGroups(studies[0].value))
  }

  @Test(arguments: TwoGroupMeasure.allCases) func doubleZeros(measure: TwoGroupMeasure) {
    let studies = [table(0, 20, 0, 30, "none"), table(20, 20, 30, 30, "all"), table(4, 20, 6, 30, "some")]
    let effects = EffectSizes(measure, of: studies)
    let excluded: [String] =
      switch measure {
      case .riskDifference, .arcsineDifference: []
      case .riskRatio: ["none"]
      case .oddsRatio, .peto, .probit, .standardizedLogistic, .standardizedNormal:
        ["none", "all"]
      }
    #expect(effects.excluded.map(\.label) == excluded)
    for exclusion in effects.excluded {
      let reason =
        exclusion.label == "none" ? "no events in either group" : "nothing but events in both groups"
      #expect(exclusion.reason == reason)
    }
    let kept = EffectSizes(measure, of: studies, correction: ContinuityCorrection(keepsDoubleZeros: true))
    #expect(kept.k == 3 && kept.excluded.isEmpty && kept.studies.map(\.correction) == [0.5, 0.5, 0])
    // Corrected by ½ in each cell, ½ of 21 against ½ of 31.
    if measure == .riskDifference {
      #expect(abs(kept.yi[0] - (0.5 / 21 - 0.5 / 31)) <= 1e-16 && effects.yi == kept.yi)
    }
  }

  /// Kept without a correction, a study that has no effect size is left out all the same.
  @Test func doubleZeroWithoutCorrection() {
    let correction = ContinuityCorrection(amount: 0, rule: .none, keepsDoubleZeros: true)
    for measure in [TwoGroupMeasure.riskRatio, .oddsRatio, .peto, .riskDifference] {
      let effects = EffectSizes(measure, of: [table(0, 20, 0, 30)], correction: correction)
      #expect(effects.k == 0 && effects.excluded.count == 1, "\(measure.rawValue)")
    }
    #expect(EffectSizes(.arcsineDifference, of: [table(0, 20, 0, 30)], correction: correction).yi == [0])
  }

  @Test func descriptions() {
    for measure in TwoGroupMeasure.allCases {
      let description = measure.measure
      #expect(description.code == measure.rawValue)
      #expect(description.analysisNull == 0 && !description.isProportion)
      #expect(description.isRatio == [.riskRatio, .oddsRatio, .peto].contains(measure))
      #expect(description.null.map(description.naturalRange.contains) == true)
    }
  }
}
