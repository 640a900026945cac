import Distributions
import EffectSizes
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

@Suite("Excess significance")
struct ExcessSignificanceTests {
  private static let tests: [String: ExcessSignificance.Test] = [
    "exact": .exact, "chi2": .chi2, "binom": .binomial,
  ]

  @Test("metafor's results")
  func references() throws {
    var (compared, limits) = (0, 0)
    for reference in try TrimFillReference.load().cases {
      for run in reference.tes {
        let place = "\(reference.name) \(run.test) \(run.alternative) \(run.alpha) \(run.tau2)"
        let alternative = try #require(
          ExcessSignificance.Alternative(
            rawValue: run.alternative == "two.sided" ? "two-sided" : run.alternative))
        let result = try ExcessSignificance(
          reference.effects, theta: run.theta, tau2: run.tau2, alpha: run.alpha, alternative: alternative,
          test: #require(Self.tests[run.test]))
        // With τ² metafor cuts the integral over the true effects at 5τ, which leaves out 5.7e-7 of their distribution.
        let (tolerance, size) = run.tau2 > 0 ? (5.8e-7, 1.0) : (1e-12, 0)
        #expect(result.observed == run.observed, "\(place)")
        #expect(
          isNear(result.expected, run.expected, within: tolerance, scale: Double(run.power.count) * size),
          "\(place)")
        for (study, power) in zip(result.studies, run.power) {
          #expect(isNear(study.power, power, within: tolerance, scale: size), "\(place)")
        }
        #expect(isNear(result.p, run.p, within: 10 * tolerance, scale: size), "\(place)")
        #expect(isNear(result.chiSquared, run.x2, within: 100 * tolerance, scale: 1), "\(place)")
        if run.limited {
          #expect(isNear(result.limit, run.limit, within: 1e-8), "\(place)")
          limits += result.limit == nil ? 0 : 1
        }
        compared += 1
      }
    }
    #expect(compared > 80 && limits > 10)
  }

  @Test("the exact test is the sum over all sets of significant studies")
  func exact() {
    let powers = [0.1, 0.9, 0.35, 0.5, 0.02, 0.77]
    for observed in 0...6 {
      var sum = 0.0
      for set in 0..<64 where set.nonzeroBitCount >= observed {
        sum += powers.enumerated().reduce(1.0) {
          $0 * (set >> $1.offset & 1 == 1 ? $1.element : 1 - $1.element)
        }
      }
      let p = SignificantCount(observed: observed, test: .exact).outcome(powers: powers).p
      #expect(isNear(p, sum, within: 1e-13))
    }
    // Of equal powers it is the binomial one, also in a far tail.
    let equal = Array(repeating: 0.01, count: 40)
    let exact = SignificantCount(observed: 30, test: .exact).outcome(powers: equal).p
    #expect(isNear(exact, Binomial(trials: 40, probability: 0.01).upperTail(29), within: 1e-12))
  }

  @Test("at the limit the p-value is 0.1, and mirrored data have the mirrored limit")
  func limit() throws {
    let reference = try #require(TrimFillReference.load().cases.first { $0.name == "magnesium OR" })
    for test in ExcessSignificance.Test.allCases {
      let result = try ExcessSignificance(reference.effects, test: test)
      let limit = try #require(result.limit)
      #expect(
        isNear(try ExcessSignificance(reference.effects, theta: limit, test: test).p, 0.1, within: 1e-9))
      let mirror = try ExcessSignificance(
        .plain(reference.yi.map { -$0 }, reference.vi), test: test)
      #expect(isNear(mirror.limit, -limit, within: 1e-9) && isNear(mirror.p, result.p, within: 1e-12))
    }
  }

  @Test("without effect the power is alpha; where nothing is significant there is no excess")
  func edges() throws {
    let effects = EffectSizes.plain([0.1, -0.2, 0.15], [0.04, 0.09, 0.01])
    for alternative in ExcessSignificance.Alternative.allCases {
      let result = try ExcessSignificance(effects, theta: 0, alternative: alternative)
      #expect(result.studies.allSatisfy { isNear($0.power, 0.05, within: 1e-12) })
      #expect(result.observed == 0 && result.p == 1 && result.limit == nil)
    }
  }
}
