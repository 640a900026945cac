import EffectSizes
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

@Suite("Fail-safe N")
struct FailSafeTests {
  @Test("metafor's numbers")
  func references() throws {
    for reference in try TrimFillReference.load().cases {
      let effects = reference.effects
      let numbers: [String: FailSafeN] = [
        "rosenthal": try .rosenthal(effects), "rosenthal01": try .rosenthal(effects, alpha: 0.01),
        "rosenberg": try .rosenberg(effects), "rosenberg01": try .rosenberg(effects, alpha: 0.01),
        "orwin": try .orwin(effects), "orwin_target": try .orwin(effects, target: 0.05),
        "orwin_weighted": try .orwin(effects, isWeighted: true),
        "orwin_weighted_target": try .orwin(effects, isWeighted: true, target: 0.05),
      ]
      #expect(numbers.count == reference.fsn.count)
      for (name, expected) in reference.fsn {
        let place = "\(reference.name) \(name)"
        let number = try #require(numbers[name])
        #expect(number.studies == expected.studies, "\(place)")
        #expect(isNear(number.observed.p, expected.p, within: 1e-10), "\(place)")
        if expected.mean != nil {
          #expect(isNear(number.observed.value, expected.mean, within: 1e-12), "\(place)")
        }
        #expect(isNear(number.target, expected.target, within: 1e-12), "\(place)")
      }
    }
  }

  /// `fsn(yi, vi, type = "General")` of metafor 5.0-1, without and with a third of the estimate as the target: its τ² of
  /// the studies, N, and with N studies more the estimate, τ² and p.
  private struct General {
    let data: String
    let observedTau2, n, value, tau2, p: Double
    var isToTarget = false
  }

  private static let general: [General] = [
    General(
      data: "bcg-vaccine RR", observedTau2: 0.31324332598089494, n: 26, value: -0.21120287146439803,
      tau2: 0.42144278580915046, p: 0.05434455425670324),
    General(
      data: "bcg-vaccine RR", observedTau2: 0.31324332598089494, n: 23, value: -0.23022616906583804,
      tau2: 0.4254493790331739, p: 0.045362370127717856, isToTarget: true),
    General(
      data: "magnesium OR", observedTau2: 0.29263638271093023, n: 17, value: -0.2602627300969359,
      tau2: 0.4348582022447477, p: 0.052709406202524414),
    General(
      data: "magnesium OR", observedTau2: 0.29263638271093023, n: 18, value: -0.2501654604104505,
      tau2: 0.4346115598013244, p: 0.05748666761308259, isToTarget: true),
    General(
      data: "passive-smoking GEN", observedTau2: 0.02239517493128793, n: 112, value: 0.047274672841030124,
      tau2: 0.031247591297903343, p: 0.05038517890796858),
    General(
      data: "passive-smoking GEN", observedTau2: 0.02239517493128793, n: 63, value: 0.0725467774842565,
      tau2: 0.03345023188294339, p: 0.01657599866077801, isToTarget: true),
    General(
      data: "teacher-expectancy GEN", observedTau2: 0.018826348055841897, n: 0, value: 0.08370823528264282,
      tau2: 0.018826348055841897, p: 0.10505673594797028),
    General(
      data: "teacher-expectancy GEN", observedTau2: 0.018826348055841897, n: 35, value: 0.027172756478831363,
      tau2: 0.02009926135422898, p: 0.3598975226511796, isToTarget: true),
  ]

  @Test("the general number: metafor's results with N studies, and the smallest N")
  func general() throws {
    let cases = try TrimFillReference.load().cases
    for expected in Self.general {
      let effects = try #require(cases.first { $0.name == expected.data }).effects
      let tau2 = Tau2Estimator.given(expected.observedTau2)
      let result = FileDrawer(effects, estimator: tau2, null: 0).result(added: expected.n)
      #expect(isNear(result.value, expected.value, within: 1e-10), "\(expected)")
      #expect(isNear(result.tau2, expected.tau2, within: 1e-10), "\(expected)")
      #expect(isNear(result.p, expected.p, within: 1e-9), "\(expected)")
      let third = try RandomEffects(tau2: tau2, test: .z).fit(effects).estimate.value / 3
      let number = try FailSafeN.general(effects, tau2: tau2, target: expected.isToTarget ? third : nil)
      let studies = try #require(number.studies)
      // metafor rounds up the root of a step function, which may lie just above the step: its N can be 1 too many.
      #expect(studies == expected.n || studies == expected.n - 1, "\(expected)")
      guard studies > 0 else { continue }
      let less = FileDrawer(effects, estimator: tau2, null: 0).result(added: studies - 1)
      let (p, value) = (try #require(number.reached?.p), try #require(number.reached?.value))
      let (pBefore, valueBefore) = (try #require(less.p), try #require(less.value))
      if expected.isToTarget {
        #expect(abs(value) <= abs(third) && abs(valueBefore) > abs(third))
      } else {
        #expect(p > 0.05 && pBefore <= 0.05)
      }
    }
  }

  @Test("with the number of studies the p-value is just above alpha, with one less it is not")
  func enough() throws {
    let zs = [2.1, 1.4, 0.3, 2.9]
    let effects = EffectSizes.plain(zs.map { $0 * 0.5 }, zs.map { _ in 0.25 })
    let rosenthal = try FailSafeN.rosenthal(effects)
    let critical = 1.6448536269514722
    #expect(rosenthal.studies == 13)
    #expect(6.7 / (4 + 13.0).squareRoot() < critical && 6.7 / (3 + 13.0).squareRoot() > critical)
    for reference in try TrimFillReference.load().cases {
      for estimator in [Tau2Estimator.reml, .derSimonianLaird, nil] {
        let number = try FailSafeN.general(reference.effects, tau2: estimator)
        guard number.outcome == .needed, let p = number.reached?.p else { continue }
        #expect(p > 0.05 && p < 0.12, "\(reference.name)")
      }
      // One variance for all: studies without effect, added for real, do what Rosenberg's number says.
      let yi = reference.yi
      let equal = EffectSizes.plain(yi, yi.map { _ in 0.1 })
      let number = try FailSafeN.rosenberg(equal)
      guard number.outcome == .needed, let studies = number.studies else { continue }
      func p(_ count: Int) throws -> Double {
        let all = yi + Array(repeating: 0.0, count: count)
        return try #require(try CommonEffect().fit(.plain(all, all.map { _ in 0.1 })).estimate.p)
      }
      let (enough, tooFew) = (try p(Int(studies)), try p(Int(studies) - 1))
      #expect(enough > 0.05 && tooFew <= 0.05)
      #expect(isNear(number.reached?.p, enough, within: 1e-10))
    }
  }

  @Test("under a common effect the general number is Rosenberg's, and to a target the weighted one of Orwin")
  func special() throws {
    for reference in try TrimFillReference.load().cases {
      let effects = reference.effects
      let (general, rosenberg) = try (
        FailSafeN.general(effects, tau2: nil), FailSafeN.rosenberg(effects)
      )
      #expect(general.studies == rosenberg.studies)
      #expect(isNear(general.reached?.p, rosenberg.reached?.p, within: 1e-9))
      let target = 0.02
      let orwin = try FailSafeN.orwin(effects, isWeighted: true, target: target)
      #expect(try FailSafeN.general(effects, tau2: nil, target: target).studies == orwin.studies)
    }
  }

  @Test("0 where the result is there already, none where it cannot be reached")
  func outcomes() throws {
    let effects = EffectSizes.plain([0.3, 0.2, 0.4], [0.25, 0.25, 0.25])
    #expect(try FailSafeN.rosenberg(effects).outcome == .alreadyThere)
    #expect(try FailSafeN.rosenberg(effects).studies == 0)
    #expect(try FailSafeN.orwin(effects, target: 0.5).outcome == .alreadyThere)
    for number in [try FailSafeN.orwin(effects, target: 0), try .general(effects, target: 0)] {
      #expect(number.outcome == .never && number.studies == nil && number.reached == nil)
    }
    // A target of the other sign is taken to the side of the mean.
    #expect(try FailSafeN.orwin(effects, target: -0.1) == FailSafeN.orwin(effects, target: 0.1))
    // Half of the mean always gives k.
    #expect(try FailSafeN.orwin(effects).studies == 3)
  }

  @Test("where there is no value of no effect, it has to be named")
  func null() throws {
    let counts = [3.0, 9, 12].map { Study("\($0)", GroupCounts(events: $0, total: 20)) }
    let effects = EffectSizes(.logit, of: counts)
    #expect(throws: PoolingError.self) { try FailSafeN.rosenthal(effects) }
    let shifted = EffectSizes.plain(effects.yi.map { $0 + 2 }, effects.vi)
    #expect(
      try FailSafeN.rosenthal(effects, null: -2).studies == FailSafeN.rosenthal(shifted).studies)
    #expect(try FailSafeN.general(effects, null: -2).studies == FailSafeN.general(shifted).studies)
  }
}
