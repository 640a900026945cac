import Distributions
import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// What holds between the parts of a fit, whatever the data.
struct FitIdentityTests {
  @Test func zeroHeterogeneityMakesRandomEqualCommon() throws {
    var zeros = 0
    for data in RandomData.many {
      let common = try CommonEffect().fit(data.effects)
      let given = try RandomEffects(tau2: .given(0), test: .z).fit(data.effects)
      #expect(given.estimate == common.estimate && given.weights == common.weights)
      for estimator in Tau2Estimator.all {
        let random = try RandomEffects(tau2: estimator, test: .z).fit(data.effects)
        guard random.heterogeneity.tau2 == 0 else { continue }
        zeros += 1
        #expect(random.estimate == common.estimate && random.weights == common.weights)
        #expect(random.heterogeneity.q == common.heterogeneity.q && random.heterogeneity.i2 == 0)
      }
    }
    #expect(zeros > 50)
  }

  @Test func predictionIsNeverNarrower() throws {
    for data in RandomData.many {
      for estimator in Tau2Estimator.all {
        for (method, test) in [
          (PredictionMethod.z, MeanTest.z), (.v, .t), (.hk, .hartungKnapp), (.hk, .hartungKnappConservative),
        ] {
          let fit = try RandomEffects(tau2: estimator, test: test, prediction: method).fit(data.effects)
          let prediction = try #require(fit.prediction)
          let slack = 1e-14 * (abs(fit.estimate.value) + fit.estimate.se)
          #expect(prediction.df == fit.estimate.df)
          #expect(prediction.lower <= fit.estimate.lower + slack)
          #expect(prediction.upper >= fit.estimate.upper - slack)
        }
      }
    }
  }

  /// Of t quantiles the one with fewer degrees of freedom is larger, all are larger than the normal one.
  @Test func predictionMethodsInOrder() throws {
    for data in RandomData.many where data.yi.count > 2 {
      func width(_ method: PredictionMethod) throws -> Double {
        let fit = try RandomEffects(prediction: method).fit(data.effects)
        let prediction = try #require(fit.prediction)
        return prediction.upper - prediction.lower
      }
      let (z, v, hts) = (try width(.z), try width(.v), try width(.hts))
      #expect(z < v && v < hts)
      #expect(try RandomEffects(prediction: .none).fit(data.effects).prediction == nil)
    }
  }

  @Test func partsOfFit() throws {
    for data in RandomData.many {
      let k = Double(data.yi.count)
      for estimator in Tau2Estimator.all {
        for test in MeanTest.general {
          for level in [0.5, 0.9, 0.999] {
            let fit = try RandomEffects(tau2: estimator, test: test, level: level).fit(data.effects)
            let (estimate, shares) = (fit.estimate, fit.heterogeneity)
            #expect(abs(fit.weights.reduce(0, +) - 1) <= 1e-14 * k)
            #expect(fit.weights.allSatisfy { $0 > 0 && $0 < 1 })
            #expect(estimate.lower < estimate.value && estimate.value < estimate.upper)
            #expect((data.yi.min() ?? 0) <= estimate.value && estimate.value <= (data.yi.max() ?? 0))
            let mean = zip(fit.weights, data.yi).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(mean - estimate.value) <= 1e-13 * (1 + abs(mean)))
            let tau2 = try #require(shares.tau2)
            #expect(tau2 >= 0 && shares.tau == tau2.squareRoot())
            let (i2, h2) = (try #require(shares.i2), try #require(shares.h2))
            #expect(i2 >= 0 && i2 < 1 && abs(1 - 1 / h2 - i2) <= 1e-15)
            let p = try #require(estimate.p)
            // The interval excludes 0 if and only if p is below 1 − level.
            let excludesZero = estimate.lower > 0 || estimate.upper < 0
            if abs(p / (1 - level) - 1) > 1e-9 { #expect(excludesZero == (p < 1 - level)) }
          }
        }
      }
    }
  }

  /// The conservative Hartung–Knapp interval is never narrower than Wald's t interval nor Hartung–Knapp's own.
  @Test func testsInOrder() throws {
    for data in RandomData.many {
      for estimator in Tau2Estimator.all {
        func fit(_ test: MeanTest) throws -> PooledFit {
          try RandomEffects(tau2: estimator, test: test).fit(data.effects)
        }
        let (z, t, hk, conservative) = (
          try fit(.z), try fit(.t), try fit(.hartungKnapp), try fit(.hartungKnappConservative)
        )
        #expect(z.estimate.se == t.estimate.se)
        #expect(t.estimate.upper > z.estimate.upper)
        #expect(conservative.estimate.se == max(t.estimate.se, hk.estimate.se))
        let isNarrower = hk.estimate.se < z.estimate.se * (1 - 1e-9)
        let warns = hk.warnings.contains { $0.code == "hk-narrower" }
        #expect(warns == (isNarrower && data.yi.count > 2))
        #expect(!conservative.warnings.contains { $0.code == "hk-narrower" })
      }
    }
  }

  /// Under Paule and Mandel's τ² > 0, Q = k − 1, so that Hartung and Knapp's factor is 1.
  @Test func hartungKnappIsWaldUnderPauleMandel() throws {
    for data in RandomData.many {
      let hk = try RandomEffects(tau2: .pauleMandel, test: .hartungKnapp).fit(data.effects)
      guard hk.heterogeneity.tau2 ?? 0 > 0 else { continue }
      let t = try RandomEffects(tau2: .pauleMandel, test: .t).fit(data.effects)
      #expect(abs(hk.estimate.se / t.estimate.se - 1) <= 1e-10)
    }
  }

  @Test func twoDefinitionsOfI2() throws {
    for data in RandomData.many {
      let tau2 = try RandomEffects(tau2: .derSimonianLaird, i2: .tau2).fit(data.effects).heterogeneity
      let q = try RandomEffects(tau2: .derSimonianLaird, i2: .q).fit(data.effects).heterogeneity
      // With DerSimonian and Laird's τ² they are the same.
      #expect(abs((tau2.i2 ?? 0) - (q.i2 ?? 0)) <= 1e-12)
      #expect(tau2.i2Definition == .tau2 && q.i2Definition == .q)
      #expect(q.h2 == q.q / q.qDF)
    }
  }

  /// Peto's method is inverse variance on Peto's measure, and with groups of any size it weighs by V.
  @Test func petoIsInverseVariance() throws {
    for seed in 1...40 {
      let effects = EffectSizes(.peto, of: randomComparisons(k: 6, seed: UInt64(seed)))
      guard effects.k > 0 else { continue }
      let (peto, common) = (try Peto().fit(effects), try CommonEffect().fit(effects))
      #expect(abs(peto.estimate.value - common.estimate.value) <= 1e-14)
      #expect(peto.estimate.se == common.estimate.se && peto.weights == common.weights)
    }
  }

  /// One table only: the Mantel–Haenszel estimates are those of the table.
  @Test func mantelHaenszelOfOneTable() throws {
    let table = Study(
      "one",
      TwoGroupCounts(first: GroupCounts(events: 12, total: 40), second: GroupCounts(events: 5, total: 50)))
    let expected: [(TwoGroupMeasure, Double)] = [
      (.riskRatio, log((12.0 / 40) / (5.0 / 50))), (.oddsRatio, log(12.0 * 45 / (28 * 5))),
      (.riskDifference, 12.0 / 40 - 5.0 / 50),
    ]
    for (measure, value) in expected {
      let effects = EffectSizes(measure, of: [table])
      let fit = try MantelHaenszel().fit(effects)
      #expect(abs(fit.estimate.value - value) <= 1e-14)
      // For one table the variances of ln RR (Robins and others) and RD (Greenland and Robins) are the usual ones.
      if measure != .oddsRatio {
        let se = try MantelHaenszel(riskDifferenceVariance: .greenlandRobins).fit(effects).estimate.se
        #expect(abs(se / effects.studies[0].sei - 1) <= 1e-13, "\(measure)")
      }
      #expect(fit.weights == [1])
      #expect(fit.warnings.map(\.code) == ["single-study"])
    }
  }
}
