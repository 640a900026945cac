import BundledData
import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

/// Results that are in print, of the passive-smoking studies (`dat.hackshaw1998`), the magnesium trials
/// (`dat.egger2001`) and the teacher-expectancy studies (`dat.raudenbush1985`), to the digits that are printed.
@Suite("Small-study effects in print")
struct PublishedBiasTests {
  private func passiveSmoking() throws -> EffectSizes {
    let dataset = try #require(BundledDataset.named("passive-smoking"))
    let table = try StudyTable(parsing: Array(dataset.csv.utf8), name: "passive-smoking")
    return try EffectSizes(reportedIn: table, scale: .logRatio)
  }

  private func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = pow(10, Double(decimals))
    return (value * scale).rounded() / scale
  }

  /// "The adjusted relative risk … from the 44 studies including the 7 filled ones was 1.19 (95% confidence interval
  /// 1.08–1.31, p = 0.0004), and the estimate of excess risk fell from 24 to 19%."
  @Test("Takagi H and others (2006), Lung Cancer 51:245–246: trim and fill of passive smoking")
  func takagi() throws {
    let model = RandomEffects(tau2: .derSimonianLaird, test: .z)
    let result = try TrimAndFill(try passiveSmoking(), model: model)
    #expect(result.k0 == 7 && result.adjusted.k == 44)
    let (before, after) = (result.unadjusted.estimate, result.adjusted.estimate)
    #expect(rounded(exp(before.value), 2) == 1.24)
    #expect(rounded(exp(after.value), 2) == 1.19)
    #expect(rounded(exp(after.lower), 2) == 1.08 && rounded(exp(after.upper), 2) == 1.31)
    #expect(rounded(try #require(after.p), 4) == 0.0004)
  }

  /// metafor's tests (`test_misc_fsn.r`) after Becker BJ (2005), in *Publication Bias in Meta-Analysis*, chapter 7, whose
  /// 398 and 23 for Rosenthal rest on rounded p-values and on t-tests, and whose 103 is not rounded up.
  @Test("Becker (2005), passive smoking: Rosenthal 393, Orwin 186 and 104, Rosenberg 202")
  func beckerPassiveSmoking() throws {
    let effects = try passiveSmoking()
    #expect(try FailSafeN.rosenthal(effects).studies == 393)
    #expect(try FailSafeN.orwin(effects, target: 0.049).studies == 186)
    #expect(try FailSafeN.orwin(effects, isWeighted: true, target: 0.049).studies == 104)
    #expect(try FailSafeN.rosenberg(effects).studies == 202)
  }

  @Test("Becker (2005), teacher expectancy: Rosenthal 26, Orwin 44 and 4, Rosenberg 0")
  func beckerExpectancy() throws {
    let effects = try bundledEffects("teacher-expectancy", "GEN")
    #expect(try FailSafeN.rosenthal(effects).studies == 26)
    #expect(try FailSafeN.orwin(effects, target: 0.05).studies == 44)
    #expect(try FailSafeN.orwin(effects, isWeighted: true, target: 0.05).studies == 4)
    #expect(try FailSafeN.rosenberg(effects).studies == 0)
  }

  /// metafor's tests, `test_misc_pub_bias.r`.
  @Test("magnesium as metafor's tests print it: z = −4.6686, t = −5.6083, tau = 0.15, p = 0.4503")
  func magnesium() throws {
    let effects = try bundledEffects("magnesium", "OR")
    let mixed = AsymmetryOptions(regression: .init(tau2: .reml, test: .z))
    #expect(rounded(try AsymmetryTest.eggerMixed.run(effects, mixed).statistic, 4) == -4.6686)
    let line = try AsymmetryTest.egger.run(effects, AsymmetryOptions(predictor: .sqrtninv))
    #expect(rounded(line.statistic, 4) == -5.6083)
    let ranks = try AsymmetryTest.begg.run(effects)
    #expect(rounded(try #require(ranks.kendallTau), 4) == 0.15 && rounded(ranks.p, 4) == 0.4503)
  }
}
