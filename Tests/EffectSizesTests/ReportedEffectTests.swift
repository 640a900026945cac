import EffectSizes
import Foundation
import StudyData
import Testing

/// Effect sizes that the studies report, with one of three statements of their precision.
struct ReportedEffectTests {
  private func effects(
    _ estimate: Double, _ precision: ReportedEffect.Precision, _ scale: ReportedScale,
    intervalLevel: Double = 0.95
  ) -> EffectSizes {
    EffectSizes(
      reported: [Study("a", ReportedEffect(estimate: estimate, precision: precision))], scale: scale,
      intervalLevel: intervalLevel)
  }

  @Test func standardErrorAndVariance() {
    #expect(effects(0.4, .standardError(0.5), .plain).vi == [0.25])
    #expect(effects(0.4, .variance(0.3), .plain).vi == [0.3])
    let logs = effects(0.4, .standardError(0.5), .logRatio)
    #expect(logs.yi == [0.4] && abs(logs.studies[0].estimate - exp(0.4)) <= 1e-15)
    // The standard error of a ratio is that of its logarithm.
    let ratio = effects(2, .standardError(0.5), .ratio)
    #expect(ratio.yi == [log(2)] && ratio.vi == [0.25] && abs(ratio.studies[0].estimate - 2) <= 1e-15)
  }

  /// Garfinkel 1981 on passive smoking: 1.18 (0.90 to 1.54), for which metadat has yᵢ 0.1655 and vᵢ 0.0188.
  @Test func intervalOfARatio() {
    let published = effects(1.18, .interval(low: 0.90, high: 1.54), .ratio)
    #expect(abs(published.yi[0] - 0.16551443847757333) <= 1e-15)
    #expect(abs(published.vi[0] - 0.01877688548506811) <= 1e-13)
  }

  @Test func intervalsOfOtherLevels() {
    // z of 95 % and of 99.5 %.
    let ninety = effects(
      0, .interval(low: -1.6448536269514722, high: 1.6448536269514722), .plain, intervalLevel: 0.9)
    #expect(abs(ninety.vi[0] - 1) <= 1e-14)
    let logs = effects(
      0.5, .interval(low: 0.5 - 2.5758293035489004, high: 0.5 + 2.5758293035489004), .logRatio,
      intervalLevel: 0.99)
    #expect(abs(logs.vi[0] - 1) <= 1e-14)
  }

  @Test func levelOfShownIntervals() {
    let effects = EffectSizes(
      reported: [Study("a", ReportedEffect(estimate: 2, precision: .interval(low: 1, high: 4)))],
      scale: .ratio,
      intervalLevel: 0.9, level: 0.9)
    #expect(abs(effects.studies[0].lower - 1) <= 1e-14 && abs(effects.studies[0].upper - 4) <= 1e-13)
  }

  @Test func impossibleOnItsScale() {
    let cases: [(Double, ReportedEffect.Precision, ReportedScale)] = [
      (-0.2, .standardError(0.1), .ratio), (0, .standardError(0.1), .ratio),
      (1, .interval(low: 0, high: 2), .ratio), (1, .standardError(0), .plain), (.nan, .variance(1), .plain),
    ]
    for (estimate, precision, scale) in cases {
      let effects = effects(estimate, precision, scale)
      #expect(effects.k == 0 && effects.excluded.map(\.label) == ["a"])
      #expect(effects.excluded[0].reason.contains("does not exist"))
    }
  }

  @Test func descriptions() {
    #expect(ReportedScale.plain.measure.null == 0 && !ReportedScale.plain.measure.isRatio)
    #expect(
      ReportedScale.ratio.measure.isRatio && ReportedScale.ratio.measure == ReportedScale.logRatio.measure)
    #expect(ReportedScale.ratio.measure.analysisNull == 0)
  }
}
