import EffectSizes
import Foundation
import StudyData
import Testing

/// Effect sizes of one group's proportions.
struct ProportionTests {
  private func effect(_ measure: ProportionMeasure, _ x: Double, _ n: Double) -> (yi: Double, vi: Double) {
    measure.effect(of: GroupCounts(events: x, total: n))
  }

  private func isNear(_ value: (yi: Double, vi: Double), _ yi: Double, _ vi: Double) -> Bool {
    abs(value.yi - yi) <= 2e-15 * max(1, abs(yi)) && abs(value.vi / vi - 1) <= 2e-15
  }

  /// 7 of 180, by the formulas of the textbooks.
  @Test func formulas() {
    let p: Double = 7 / 180
    let slope: Double = 1 / (p * log(p))
    let expected: [(ProportionMeasure, yi: Double, vi: Double)] = [
      (.logit, log(7 / 173), 1 / 7 + 1 / 173), (.raw, p, 7 * 173 / (180 * 180 * 180)),
      (.log, log(p), 173 / 1260), (.arcsine, asin(p.squareRoot()), 1 / 720),
      (.logMinusLog, log(-log(p)), slope * slope * p * (1 - p) / 180),
    ]
    for (measure, yi, vi) in expected {
      #expect(isNear(effect(measure, 7, 180), yi, vi), "\(measure.rawValue)")
    }
    // Probit of ½: 0, variance 2π · ¼ / n.
    #expect(isNear(effect(.probit, 45, 90), 0, .pi / 2 / 90))
  }

  @Test(arguments: [0.0, 20]) func endsWithoutCorrection(x: Double) throws {
    let study = Study("end", GroupCounts(events: x, total: 20))
    for measure in ProportionMeasure.allCases {
      let effects = EffectSizes(measure, of: [study], correction: ContinuityCorrection.none)
      if measure.isDefinedAtTheEnds {
        #expect(effects.k == 1 && effects.excluded.isEmpty && effects.studies[0].correction == 0)
      } else {
        #expect(effects.k == 0)
        let exclusion = try #require(effects.excluded.first)
        #expect(exclusion.label == "end" && exclusion.reason.contains("without a correction"))
        #expect(exclusion.reason.contains(measure.transformation(size: 1).name))
      }
    }
  }

  @Test func endsWithTheUsualCorrection() {
    let studies = [("none", 0.0), ("all", 20.0), ("some", 4.0)].map {
      Study($0.0, GroupCounts(events: $0.1, total: 20))
    }
    for measure in ProportionMeasure.allCases {
      let effects = EffectSizes(measure, of: studies)
      let amount = measure.isDefinedAtTheEnds ? 0 : 0.5
      #expect(effects.k == 3 && effects.excluded.isEmpty)
      #expect(effects.studies.map(\.correction) == [amount, amount, 0])
      #expect(effects.correction == (measure.isDefinedAtTheEnds ? ContinuityCorrection.none : .standard))
      // What the study reported is kept.
      #expect(effects.studies[0].counts == .oneGroup(GroupCounts(events: 0, total: 20)))
      #expect(effects.studies[0].estimate == 0 && effects.studies[1].estimate == 1)
    }
    let logit = EffectSizes(.logit, of: studies)
    // ½ of 21: ln(½ / 20½), 2 + 2/41.
    #expect(abs(logit.yi[0] - log(0.5 / 20.5)) <= 1e-15 && abs(logit.vi[0] - (2 + 2.0 / 41)) <= 1e-15)
    #expect(abs(logit.yi[1] + logit.yi[0]) <= 1e-15 && abs(logit.vi[1] - logit.vi[0]) <= 1e-15)
    let arcsine = EffectSizes(.arcsine, of: studies)
    #expect(arcsine.yi[0] == 0 && arcsine.yi[1] == .pi / 2 && arcsine.vi == [0.0125, 0.0125, 0.0125])
  }

  /// All of a million, corrected by ½: the odds are 2 000 001 and keep their digits.
  @Test func proportionsNextToOne() {
    let counts = GroupCounts(events: 1e6, total: 1e6).corrected(by: 0.5)
    #expect(isNear(ProportionMeasure.logit.effect(of: counts), log(2_000_001), 2 + 1 / 1_000_000.5))
    let variance: Double = 0.5 / (1_000_000.5 * 1_000_001)
    #expect(isNear(ProportionMeasure.log.effect(of: counts), log1p(-0.5 / 1_000_001), variance))
    let raw: Double = 1_000_000.5 * 0.5 / 1_000_001 / 1_000_001 / 1_000_001
    #expect(isNear(ProportionMeasure.raw.effect(of: counts), 1_000_000.5 / 1_000_001, raw))
  }

  @Test func correctionOfTheArcsineOnRequest() {
    let study = Study("none", GroupCounts(events: 0, total: 9))
    let effects = EffectSizes(.arcsine, of: [study], correction: .standard)
    #expect(effects.studies[0].correction == 0.5)
    #expect(abs(effects.yi[0] - asin(0.05.squareRoot())) <= 1e-16 && effects.vi[0] == 0.025)
  }

  @Test func symmetryOfEventsAndNonEvents() {
    for (x, n) in [(1.0, 7.0), (3, 50), (21, 40), (400, 900)] {
      for (measure, sum) in [
        (ProportionMeasure.logit, 0.0), (.probit, 0), (.raw, 1), (.arcsine, .pi / 2),
        (.freemanTukey, .pi / 2),
      ] {
        let (one, other) = (effect(measure, x, n), effect(measure, n - x, n))
        #expect(abs(one.yi + other.yi - sum) <= 1e-14, "\(measure.rawValue)")
        #expect(abs(one.vi / other.vi - 1) <= 1e-12, "\(measure.rawValue)")
      }
    }
  }

  @Test func descriptions() {
    for measure in ProportionMeasure.allCases {
      let description = measure.measure(size: 12)
      #expect(description.code == measure.rawValue && description.name == measure.name)
      #expect(description.isProportion && !description.isRatio && description.analysisNull == nil)
    }
  }

  @Test func notesAndGroupsAreKept() {
    let study = Study(label: "a", group: "old", value: GroupCounts(events: 2, total: 9), row: 4, line: 5)
    let effect = EffectSizes(.logit, of: [study]).studies[0]
    #expect(effect.label == "a" && effect.group == "old" && effect.notes.isEmpty)
    #expect(effect.with(group: "new").group == "new" && effect.with(group: "new").yi == effect.yi)
  }
}
