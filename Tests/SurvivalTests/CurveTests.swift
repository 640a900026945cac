import Foundation
import Survival
import Testing

/// What holds of curves and comparisons by their definition.
@Suite("Survival curves")
struct CurveTests {
  private let first = KaplanMeierTests.maintained
  private let second: [SurvivalTime] = [
    (5, true), (5, true), (8, true), (8, true), (12, true), (16, false), (23, true), (27, true), (30, true),
    (33, true), (43, true), (45, true),
  ].map { SurvivalTime(time: $0.0, isEvent: $0.1) }

  @Test("swapping the arms turns the sign of the log hazard ratio and keeps the tests")
  func swapped() throws {
    for ties in TiedEvents.allCases {
      let model = try #require(CoxModel(treatment: first, control: second, ties: ties))
      let other = try #require(CoxModel(treatment: second, control: first, ties: ties))
      #expect(abs(model.logHazardRatio + other.logHazardRatio) < 1e-12)
      #expect(abs(model.score.chiSquared - other.score.chiSquared) < 1e-12)
    }
  }

  @Test("without ties the score test is the log-rank test")
  func scoreIsLogRank() throws {
    let groups = [first, second].enumerated().map { arm, people in
      people.enumerated().map {
        SurvivalTime(time: $1.time + 0.01 * Double(2 * $0 + arm), isEvent: $1.isEvent)
      }
    }
    let model = try #require(CoxModel(treatment: groups[0], control: groups[1]))
    let test = try #require(LogRankTest(groups).chiSquared)
    #expect(abs(model.score.chiSquared - test) < 1e-12 * test)
  }

  @Test("an arm without events has no hazard ratio")
  func noEvents() {
    let alive = first.map { SurvivalTime(time: $0.time, isEvent: false) }
    #expect(CoxModel(treatment: alive, control: second) == nil)
    #expect(CoxModel(treatment: second, control: alive) == nil)
    #expect(CoxModel(treatment: alive, control: alive) == nil)
    #expect(LogRankTest([alive, alive]).chiSquared == nil)
    #expect(LogRankTest([alive, second]).chiSquared != nil)
  }

  @Test("a restricted mean is the mean of the times cut at the horizon where no one is censored")
  func completeMean() {
    let times = [1.0, 2, 2, 5, 7, 11]
    let curve = KaplanMeier(times.map { SurvivalTime(time: $0, isEvent: true) })
    for horizon in [0.5, 2, 6, 20.0] {
      let cut = times.map { min($0, horizon) }
      let mean = cut.reduce(0, +) / 6
      let found = RestrictedMean(curve, horizon: horizon)
      #expect(abs(found.value - mean) < 1e-13)
      // Greenwood's sum then is the variance with divisor n.
      let variance = cut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 36
      #expect(abs(found.se * found.se - variance) < 1e-13)
      #expect(!found.isExtrapolated)
    }
    #expect(RestrictedMean(KaplanMeier(first), horizon: 162).isExtrapolated)
  }

  @Test("the medians of the two arms of the leukemia trial, as published: 31 and 23 weeks")
  func medians() {
    #expect(KaplanMeier(first).median().value == 31)
    #expect(KaplanMeier(second).median().value == 23)
    #expect(KaplanMeier(first).median().upper == nil)
  }
}
