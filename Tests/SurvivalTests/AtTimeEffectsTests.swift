import EffectSizes
import Foundation
import Pooling
import StudyData
import Survival
import Testing

@Suite("Survival at a time: effect sizes")
struct AtTimeEffectsTests {
  private func at(
    _ survival: Double, _ time: Double = 24, error: Double? = nil, total: Double? = nil,
    atRisk: Double? = nil
  ) -> ReportedSurvival {
    ReportedSurvival(survival: survival, time: time, standardError: error, atRisk: atRisk, total: total)
  }

  @Test("everyone alive: corrected where n is known, else left out; on the arcsine scale as it is")
  func ends() throws {
    let rows = [
      Study("A", at(1, total: 25)), Study("B", at(0, total: 12)), Study("C", at(1, error: 0.01)),
      Study("D", at(0.8, total: 40)), Study("E", at(1, atRisk: 9)),
    ]
    let effects = EffectSizes(.logit, of: rows)
    #expect(effects.studies.map(\.label) == ["A", "B", "D", "E"])
    #expect(effects.excluded.map(\.label) == ["C"])
    #expect(effects.excluded[0].reason.hasPrefix("survival of 100 % without a number at risk or total"))
    let first = effects.studies[0]
    #expect(abs(first.yi - log(25.5 / 0.5)) < 1e-12)
    #expect(abs(first.vi - (1 / 25.5 + 1 / 0.5)) < 1e-12)
    #expect(effects.studies.map(\.correction) == [0.5, 0.5, 0, 0.5])
    #expect(effects.correction == .standard)
    #expect(first.notes.contains { $0.contains("(x + 1/2)/(n + 1) with n = 25") })
    let arcsine = EffectSizes(.arcsine, of: rows)
    #expect(arcsine.studies[0].yi == Double.pi / 2 && arcsine.studies[0].vi == 0.01)
    #expect(arcsine.correction == nil)
    for measure in SurvivalMeasure.allCases {
      #expect(EffectSizes(measure, of: rows).studies.allSatisfy { $0.vi > 0 && $0.vi.isFinite })
    }
  }

  @Test("a proportion without censoring is what its counts give")
  func counts() throws {
    let pairs: [(SurvivalMeasure, ProportionMeasure)] = [
      (.logMinusLog, .logMinusLog), (.logit, .logit), (.log, .log), (.arcsine, .arcsine), (.raw, .raw),
    ]
    let groups = [(18.0, 25.0), (31, 40), (60, 75)]
    for (survival, proportion) in pairs {
      let ours = EffectSizes(survival, of: groups.map { Study("A", at($0.0 / $0.1, total: $0.1)) })
      let theirs = EffectSizes(
        proportion, of: groups.map { Study("A", GroupCounts(events: $0.0, total: $0.1)) })
      for (one, other) in zip(ours.studies, theirs.studies) {
        #expect(abs(one.yi - other.yi) <= 1e-14 * max(1, abs(other.yi)))
        #expect(abs(one.vi - other.vi) <= 1e-13 * other.vi)
      }
    }
    let ours = try MixedModel().fit(
      EffectSizes(.logit, of: groups.map { Study("A", at($0.0 / $0.1, total: $0.1)) }))
    let theirs = try MixedModel().fit(
      EffectSizes(.logit, of: groups.map { Study("A", GroupCounts(events: $0.0, total: $0.1)) }))
    #expect(abs(ours.estimate.value - theirs.estimate.value) < 1e-9)
    #expect(throws: PoolingError.self) {
      try BetaBinomial().fit(EffectSizes(.logit, of: [Study("A", at(0.7, total: 30))]))
    }
  }

  @Test("moved there and back, survival is what it was; moved to its own time it is untouched")
  func alignment() throws {
    let there = TimeAlignment(to: 60, shape: 1.3).moved(survival: 0.7, variance: 0.002, from: 24)
    let back = TimeAlignment(to: 24, shape: 1.3).moved(
      survival: there.survival, variance: there.variance, from: 60)
    #expect(abs(back.survival - 0.7) < 1e-13 && abs(back.variance - 0.002) < 1e-15)
    // A constant hazard: half a year to two years, to the fourth power.
    let power = TimeAlignment(to: 24).moved(survival: 0.9, variance: 0.001, from: 6).survival
    #expect(abs(power - 0.6561) < 1e-13)
    let rows = [Study("A", at(0.7, 24, error: 0.04)), Study("B", at(0.6, 30, error: 0.05))]
    let moved = EffectSizes(.logMinusLog, of: rows, alignment: TimeAlignment(to: 24))
    let plain = EffectSizes(.logMinusLog, of: rows)
    #expect(moved.studies[0] == plain.studies[0])
    #expect(abs(moved.studies[1].yi - (plain.studies[1].yi + log(24.0 / 30))) < 1e-14)
    #expect(abs(moved.studies[1].vi - plain.studies[1].vi) < 1e-14 * plain.studies[1].vi * 10)
    #expect(moved.studies[1].notes == ["moved from 30 to 24 as exponential"])
  }

  @Test("the nearest time is chosen on the log scale, the earlier of two")
  func nearest() {
    let rows = [
      Study("A", at(0.9, 12)), Study("A", at(0.7, 48)), Study("B", at(0.8, 18)), Study("B", at(0.6, 30)),
      Study("C", at(0.5, 24)), Study("C", at(0.4, 24)),
    ]
    let chosen = SurvivalAtTime(rows, nearest: TimeAlignment(to: 24))
    #expect(chosen.rows.map(\.value.time) == [12, 30, 24, 24])
    #expect(chosen.excluded.isEmpty)
    let exact = SurvivalAtTime(rows, at: 24)
    #expect(exact.rows.map(\.label) == ["C", "C"])
    #expect(exact.excluded.map(\.reason).first == "no survival at this time, only at 12, 48")
    #expect(SurvivalAtTime.times(of: rows) == [12, 18, 24, 30, 48])
  }

  /// Begg and Pilote (1991), table 1, pooled by metafor 3.8 with `rma(yi, vi)` and a tight stop.
  @Test("the leukemia arms of Begg and Pilote")
  func begg() throws {
    let file = AtTimeReference.root.appendingPathComponent("Datasets/begg-leukemia/data.csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: "begg")
    let expected = [
      ("marrow", SurvivalMeasure.raw, 0.458893424878362, 0.0253376145231767, 0),
      ("chemotherapy", .raw, 0.325023779887308, 0.0259755977046232, 0.0040846651636792),
      ("marrow", .logMinusLog, -0.242770149140299, 0.0712080942117315, 0),
      ("chemotherapy", .logMinusLog, 0.118643689745232, 0.0689631966918287, 0.0256757762401284),
    ]
    for (arm, measure, value, error, tau2) in expected {
      let rows = try table.selecting(where: ["arm=\(arm)"])
      let fit = try RandomEffects(tau2: .reml, test: .z).fit(EffectSizes(survival: measure, from: rows))
      #expect(abs(fit.estimate.value - value) < 1e-8)
      #expect(abs(fit.estimate.se - error) < 1e-8)
      #expect(abs((fit.heterogeneity.tau2 ?? 1) - tau2) < 1e-9)
    }
  }

  @Test("rows at several times are refused, unless they are moved")
  func severalTimes() throws {
    let text = "study,survival,at,total\nA,.8,12,40\nB,.7,24,50\n"
    let table = try StudyTable(parsing: Array(text.utf8), name: "a.csv")
    do {
      _ = try EffectSizes(survival: .logMinusLog, from: table)
      Issue.record("not refused")
    } catch {
      #expect(error.problems.map(\.code) == ["several-times"])
      #expect(error.description.contains("12, 24"))
    }
    let moved = try EffectSizes(survival: .logMinusLog, from: table, alignment: TimeAlignment(to: 12))
    #expect(moved.k == 2)
  }
}
