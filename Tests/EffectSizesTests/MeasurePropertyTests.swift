import EffectSizes
import Foundation
import StudyData
import Testing

/// What holds of the measures whatever the numbers: arms that change places, units that change, exact cases.
@Suite struct MeasurePropertyTests {
  private static let means = [
    TwoGroupMeans(
      first: GroupMean(mean: 55, sd: 47, total: 155), second: GroupMean(mean: 75, sd: 64, total: 156)),
    TwoGroupMeans(
      first: GroupMean(mean: 14, sd: 8, total: 8), second: GroupMean(mean: 18, sd: 11, total: 13)),
  ]
  private static let rates = [
    TwoGroupRates(first: GroupRate(events: 9, time: 413), second: GroupRate(events: 19, time: 398)),
    TwoGroupRates(first: GroupRate(events: 3, time: 12012), second: GroupRate(events: 14, time: 10962)),
  ]

  private func isClose(_ a: Double, _ b: Double, to size: Double = 1) -> Bool {
    abs(a - b) <= 1e-12 * max(abs(b), size)
  }

  @Test(arguments: TwoGroupMeanMeasure.allCases) func meansSwapped(measure: TwoGroupMeanMeasure) {
    for bias in RatioBias.allCases {
      for groups in Self.means {
        let (yi, vi) = measure.effect(of: groups, bias: bias)
        let swapped = measure.effect(
          of: TwoGroupMeans(first: groups.second, second: groups.first), bias: bias)
        #expect(isClose(swapped.yi, -yi))
        #expect(isClose(swapped.vi, vi))
      }
    }
  }

  @Test(arguments: TwoGroupMeanMeasure.allCases) func meansInOtherUnits(measure: TwoGroupMeanMeasure) {
    for groups in Self.means {
      func scaled(_ group: GroupMean) -> GroupMean {
        GroupMean(mean: group.mean * 8, sd: group.sd * 8, total: group.total)
      }
      let (yi, vi) = measure.effect(of: groups)
      let other = measure.effect(
        of: TwoGroupMeans(first: scaled(groups.first), second: scaled(groups.second)))
      let factor = measure == .meanDifference ? 8.0 : 1
      #expect(isClose(other.yi, factor * yi))
      #expect(isClose(other.vi, factor * factor * vi))
    }
  }

  @Test(arguments: TwoGroupRateMeasure.allCases) func ratesSwapped(measure: TwoGroupRateMeasure) {
    for rates in Self.rates {
      let (yi, vi) = measure.effect(of: rates)
      let swapped = measure.effect(of: TwoGroupRates(first: rates.second, second: rates.first))
      #expect(swapped.yi == -yi)
      #expect(isClose(swapped.vi, vi, to: vi))
    }
  }

  /// Time in other units: ratios stay, rates and differences follow.
  @Test func timeInOtherUnits() {
    for rates in Self.rates {
      func scaled(_ rate: GroupRate) -> GroupRate { GroupRate(events: rate.events, time: 4 * rate.time) }
      let other = TwoGroupRates(first: scaled(rates.first), second: scaled(rates.second))
      let ratio = TwoGroupRateMeasure.rateRatio
      #expect(isClose(ratio.effect(of: other).yi, ratio.effect(of: rates).yi))
      #expect(ratio.effect(of: other).vi == ratio.effect(of: rates).vi)
      let root = RateMeasure.freemanTukey
      #expect(isClose(2 * root.effect(of: other.first).yi, root.effect(of: rates.first).yi, to: 1e-3))
    }
  }

  @Test(arguments: RateMeasure.allCases) func ratesAreReadBack(measure: RateMeasure) {
    for rate in Self.rates.map(\.first) {
      let scale = measure.transformation(time: rate.time)
      #expect(isClose(scale.inverse(measure.effect(of: rate).yi), rate.rate, to: rate.rate))
    }
  }

  @Test func valuesBelowTheRangeAreClipped() {
    #expect(Transformation.squareRoot.inverse(-1) == 0)
    #expect(Transformation.freemanTukeyRate(time: 4).inverse(0.2) == 0)
    // metafor: transf.iirft(c(0.25, 0.5), 20), transf.ztor(0.5).
    #expect(isClose(Transformation.freemanTukeyRate(time: 20).inverse(0.25), 0.04))
    #expect(isClose(Transformation.freemanTukeyRate(time: 20).inverse(0.5), 0.225625))
    #expect(isClose(Transformation.fisherZ.inverse(0.5), 0.46211715726000975))
  }

  /// J(m) where Γ is elementary: J(2) = 1/√π, J(3) = √(8/(3π))/... by Γ(½) = √π; and against its asymptote.
  @Test func hedgesCorrection() {
    #expect(isClose(HedgesCorrection.factor(df: 2), 1 / Double.pi.squareRoot()))
    #expect(isClose(HedgesCorrection.factor(df: 3), 0.5 * Double.pi.squareRoot() / 1.5.squareRoot()))
    #expect(HedgesCorrection.factor(df: 1).isNaN)
    // Both branches meet; far out J = 1 − 3/(4m) − 7/(32m²) + …
    let below = HedgesCorrection.factor(df: 60 - 1e-9)
    #expect(abs(below - HedgesCorrection.factor(df: 60)) < 1e-12)
    let m = 1e6
    #expect(abs(HedgesCorrection.factor(df: m) - (1 - 0.75 / m - 7 / (32 * m * m))) < 1e-15)
  }

  @Test func logRank() {
    let (yi, vi) = LogRankHazardRatio.effect(of: LogRankStatistic(observedMinusExpected: -4.5, variance: 9))
    #expect(yi == -0.5)
    #expect(vi == 1 / 9.0)
  }

  /// Sweeting's correction: one third and two thirds where the second group is twice as large.
  @Test func treatmentArmCorrection() throws {
    let counts = TwoGroupCounts(
      first: GroupCounts(events: 0, total: 100), second: GroupCounts(events: 4, total: 200))
    let effects = EffectSizes(
      .oddsRatio, of: [Study("A", counts)], correction: ContinuityCorrection(rule: .treatmentArm))
    let study = try #require(effects.studies.first)
    #expect(isClose(study.correction, 1 / 3.0))
    #expect(isClose(study.secondCorrection ?? 0, 2 / 3.0))
    // (1/3 · 590/3) / (301/3 · 14/3): the odds ratio in thirds is 590/4214.
    #expect(isClose(study.yi, log(590.0 / (301 * 14))))
    #expect(isClose(study.vi, 3 + 3 / 301.0 + 3 / 14.0 + 3 / 590.0))
  }

  @Test func ownIncrements() throws {
    let csv = "study,events1,total1,events2,total2,add\nA,0,10,3,10,0.25\nB,0,10,2,10,\nC,1,10,2,10,4\n"
    let table = try StudyTable(parsing: Array(csv.utf8), name: "d.csv")
    var columns = ColumnRequest()
    columns.increment = "add"
    let effects = try EffectSizes(.riskRatio, from: table, columns: columns)
    #expect(effects.studies.map(\.correction) == [0.25, 0.5, 0])
  }

  @Test func absoluteEffects() throws {
    let halved = try #require(
      AbsoluteEffect(measure: "RR", value: 0.5, lower: 0.25, upper: 1.5, baseline: 0.25))
    #expect(halved.risk.value == 0.125)
    let reduction = halved.riskReduction
    #expect([reduction.value, reduction.lower, reduction.upper] == [0.125, -0.125, 0.1875])
    #expect(AbsoluteEffect.numberNeeded(halved.riskReduction.value) == 8)
    #expect(halved.includesNoEffect)
    let odds = try #require(AbsoluteEffect(measure: "OR", value: 2, lower: 1.5, upper: 4, baseline: 0.5))
    #expect(isClose(odds.risk.value, 2 / 3.0))
    #expect(isClose(AbsoluteEffect.numberNeeded(odds.riskReduction.value), 6))
    #expect(!odds.includesNoEffect)
    #expect(AbsoluteEffect(measure: "AS", value: 0, lower: 0, upper: 0, baseline: 0.5) == nil)
  }

  @Test func whatCannotBeEstimatedIsNamed() {
    let correlations = EffectSizes(
      .fisherZ,
      of: [
        Study("one", SampleCorrelation(correlation: 1, total: 50)),
        Study("small", SampleCorrelation(correlation: 0.2, total: 3)),
      ])
    #expect(
      correlations.excluded.map(\.reason) == [
        "a correlation of -1 or 1 has no variance", "fewer than 4 people",
      ])
    let none = TwoGroupRates(first: GroupRate(events: 0, time: 5), second: GroupRate(events: 0, time: 6))
    #expect(
      EffectSizes(.rateRatio, of: [Study("A", none)]).excluded.map(\.reason) == ["no events in either group"])
    #expect(EffectSizes(.rateDifference, of: [Study("A", none)]).yi == [0.5 / 5 - 0.5 / 6])
    let negative = TwoGroupMeans(
      first: GroupMean(mean: -1, sd: 1, total: 9), second: GroupMean(mean: 1, sd: 1, total: 9))
    #expect(
      EffectSizes(.ratioOfMeans, of: [Study("A", negative)]).excluded.map(\.reason) == [
        "a ratio needs means of one sign, not 0"
      ])
  }
}
