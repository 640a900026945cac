import Claims
import EffectSizes
import Pooling
import StudyData
import Testing

@Suite("Pooled claims")
struct PooledClaimTests {
  private static let cohorts = "cohorts: [{name: both, studies: [E, F], reason: the same patients}]"
  private static let pool =
    "kind: percent, analysis: pool, rows: ['study=E,F,G', outcome=harm], measure: PLO, "

  private func percent(_ counts: [(String, Double, Double)]) throws -> Double {
    let studies = counts.map { Study($0.0, GroupCounts(events: $0.1, total: $0.2)) }
    return 100 * DisplayedResult(try RandomEffects().fit(EffectSizes(.logit, of: studies))).value
  }

  @Test("the pooled number is that of the pooling room, and once more with the largest study of a cohort")
  func cohort() throws {
    let result = try Fixture.result(Self.pool + "printed: 2.00%", cohorts: Self.cohorts)
    let all = try percent([("E", 10, 293), ("F", 13, 415), ("G", 2, 300)])
    let one = try percent([("F", 13, 415), ("G", 2, 300)])
    #expect(abs(all - one) > 0.01)
    let ours = try #require(result.ours?.dropLast()).split(separator: "%").joined()
    #expect(abs(try #require(Double(ours)) - all) <= 0.005 + 1e-9)
    let second = try #require(result.onePerCohort?.dropLast())
    #expect(abs(try #require(Double(second)) - one) <= 0.005 + 1e-9)
    #expect(result.note.contains("without E"))
  }

  @Test("without a cohort there is one number")
  func noCohort() throws {
    #expect(try Fixture.result(Self.pool + "printed: 2%").onePerCohort == nil)
  }

  @Test("the crude share is 25 of 1008")
  func crude() throws {
    let result = try Fixture.result(Self.pool + "number: crude, printed: 2.48%", cohorts: Self.cohorts)
    #expect(result.verdict == .reproduced && result.onePerCohort == "2.10%")
  }

  @Test("two arms: a single study's log odds ratio is its own, 7 · 10 / (18 · 21)")
  func twoArms() throws {
    let result = try Fixture.result(
      "kind: ratio, analysis: pool, rows: [study=A, outcome=harm], arms: [new, old], measure: OR, model: common, printed: 0.19"
    )
    #expect(result.verdict == .reproduced, "\(7.0 * 10 / (18 * 21)) \(result.note)")
  }
}
