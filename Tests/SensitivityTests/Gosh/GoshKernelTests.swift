import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import Sensitivity

/// The kernels against the library's own fit of each subset.
@Suite("GOSH: kernels")
struct GoshKernelTests {
  /// The largest differences of a job from `RandomEffects` or another model on every subset.
  private struct Differences {
    var estimate = 0.0
    var tau2 = 0.0
    var i2 = 0.0
    var q = 0.0
    var severalMaxima = 0
    var zeros = 0
    var leftToEstimator = 0

    init(_ model: any PoolingModel, _ effects: EffectSizes) throws {
      let gosh = try GoshData.gosh(model, effects)
      let scale = (effects.yi.max() ?? 0) - (effects.yi.min() ?? 0)
      for block in 0..<gosh.blockCount {
        let values = gosh.values(ofBlock: block)
        leftToEstimator += values.leftToEstimator
        for place in 0..<values.count where values.k[place] > 0 {
          let members = Gosh.members(values.mask(at: place))
          let fit = try model.fit(effects.selecting(members))
          let h = fit.heterogeneity
          estimate = max(estimate, abs(values.estimates[0][place] - fit.estimate.value) / scale)
          i2 = max(i2, abs(values.i2[place] - (h.i2 ?? 0)))
          // Q is a sum of squares with k − 1 expected.
          q = max(q, abs(values.q[place] - h.q) / max(h.q, 1))
          guard let expected = h.tau2 else { continue }
          // A τ² far below the variances has no more digits than they leave it.
          let smallest = members.map { effects.vi[$0] }.min() ?? 0
          tau2 = max(tau2, abs(values.tau2[place] - expected) / max(expected, 1e-3 * smallest))
          severalMaxima += fit.otherMaxima.isEmpty ? 0 : 1
          zeros += expected == 0 ? 1 : 0
        }
      }
    }
  }

  @Test("common effect, Peto and Mantel-Haenszel on every subset of the BCG trials")
  func closed() throws {
    let cases: [(any PoolingModel, EffectSizes)] = [
      (CommonEffect(), try GoshData.bcg()), (Peto(), try GoshData.bcg(.peto)),
      (MantelHaenszel(), try GoshData.bcg()), (MantelHaenszel(), try GoshData.bcg(.oddsRatio)),
    ]
    for (model, effects) in cases {
      let differences = try Differences(model, effects)
      #expect(differences.estimate < 1e-13)
      #expect(differences.q < 1e-12)
      #expect(differences.i2 < 1e-12)
    }
  }

  @Test(
    "closed estimators on every subset of the BCG trials",
    arguments: [
      Tau2Estimator.derSimonianLaird, .hedges, .hunterSchmidt, .hunterSchmidtCorrected, .sidikJonkman,
      .generalMoments(.inverseStandardError), .derSimonianLairdTwoStep, .given(0.2),
    ])
  func moments(estimator: Tau2Estimator) throws {
    let model = RandomEffects(tau2: estimator, test: .z, prediction: .none)
    let differences = try Differences(model, GoshData.bcg())
    #expect(differences.estimate < 1e-12)
    #expect(differences.tau2 < 1e-11)
    #expect(differences.i2 < 1e-12)
    #expect(differences.q < 1e-12)
  }

  @Test(
    "iterative estimators on every subset of the BCG trials",
    arguments: [
      Tau2Estimator.reml, .maximumLikelihood, .pauleMandel, .pauleMandelMedian, .empiricalBayes,
    ])
  func iterative(estimator: Tau2Estimator) throws {
    let model = RandomEffects(tau2: estimator, test: .z, prediction: .none, i2: .q)
    let differences = try Differences(model, GoshData.bcg())
    #expect(differences.estimate < 1e-10)
    #expect(differences.tau2 < 1e-9)
    #expect(differences.i2 < 1e-12)
    #expect(differences.leftToEstimator < 1000, "\(differences.leftToEstimator) of 8191")
  }

  @Test(
    "iterative estimators where the variances differ a millionfold, and the likelihood has several maxima")
  func hard() throws {
    var (severalMaxima, zeros) = (0, 0)
    for seed in 1...10 {
      let effects = GoshData.random(
        k: seed < 8 ? 8 : 9, seed: UInt64(seed), powersOfTen: [0.5, 2, 4, 6, 6][seed % 5])
      for estimator in [Tau2Estimator.reml, .maximumLikelihood, .pauleMandel, .pauleMandelMedian] {
        let model = RandomEffects(tau2: estimator, test: .z, prediction: .none)
        let differences = try Differences(model, effects)
        #expect(differences.tau2 < 1e-8, "seed \(seed), \(estimator.code)")
        #expect(differences.estimate < 1e-8, "seed \(seed), \(estimator.code)")
        #expect(differences.i2 < 1e-9, "seed \(seed), \(estimator.code)")
        severalMaxima += differences.severalMaxima
        zeros += differences.zeros
      }
    }
    #expect(severalMaxima > 50)
    #expect(zeros > 500)
  }

  @Test("moments where one study has nearly all of the weight, and effect sizes far from zero")
  func cancellation() throws {
    let effects = GoshData.reported(
      yi: [1000, 1000.2, 1000.9, 1000.4, 1000.7, 1000.41], vi: [1e-9, 0.1, 0.2, 0.3, 0.05, 1e-8])
    for estimator in [Tau2Estimator.derSimonianLaird, .hedges, .reml, .pauleMandel] {
      let differences = try Differences(
        RandomEffects(tau2: estimator, test: .z, prediction: .none), effects)
      #expect(differences.tau2 < 1e-8, "\(estimator.code)")
      #expect(differences.q < 1e-12, "\(estimator.code)")
    }
  }

  @Test(
    "the mean where products of variances leave the range of numbers", arguments: [1e-60, 1e-24, 1e24, 1e50])
  func scale(factor: Double) throws {
    let effects = GoshData.reported(
      yi: [1, 1.2, 1.9, 0.4, 0.7, 2.4, 1.1].map { $0 * factor },
      vi: [0.01, 0.1, 0.2, 0.3, 0.05, 0.02, 0.4].map { $0 * factor * factor })
    let differences = try Differences(
      RandomEffects(tau2: .derSimonianLaird, test: .z, prediction: .none), effects)
    #expect(differences.estimate < 1e-13)
    #expect(differences.tau2 < 1e-11)
  }

  @Test("three studies by hand")
  func byHand() throws {
    let effects = GoshData.reported(yi: [0, 1, 4], vi: [1, 1, 1])
    let gosh = try GoshData.gosh(RandomEffects(tau2: .derSimonianLaird, i2: .q), effects)
    let values = gosh.values(ofBlock: 0)
    // Masks 1 to 7: {1}, {2}, {1,2}, {3}, {1,3}, {2,3}, all. Of a pair, Q is half the squared difference; of all
    // three, 0 + 1 + 16 − 25/3 = 26/3. With equal variances, τ² = (Q − df)/df, and the mean is the plain one.
    let expected: [(k: Int, estimate: Double, q: Double)] = [
      (1, 0, 0), (1, 1, 0), (2, 0.5, 0.5), (1, 4, 0), (2, 2, 8), (2, 2.5, 4.5), (3, 5.0 / 3, 26.0 / 3),
    ]
    for (index, row) in expected.enumerated() {
      let place = index + 1
      let df = Double(row.k - 1)
      #expect(values.k[place] == row.k)
      #expect(abs(values.estimates[0][place] - row.estimate) < 1e-14)
      #expect(abs(values.q[place] - row.q) < 1e-14)
      let tau2 = df == 0 ? 0 : max(0, (row.q - df) / df)
      #expect(abs(values.tau2[place] - tau2) < 1e-14)
      #expect(abs(values.i2[place] - (row.q > df ? (row.q - df) / row.q : 0)) < 1e-14)
    }
    #expect(values.k[0] == 0)
    #expect(values.estimates[0][0].isNaN)
  }

  @Test("clusters come and go as a whole")
  func clusters() throws {
    let effects = try GoshData.bcg()
    let names = effects.studies.indices.map { "\($0 % 4)" }
    let clusters = StudyClusters(named: names, labels: effects.studies.map(\.label))
    for estimator in [Tau2Estimator.reml, .derSimonianLaird, .pauleMandel, .sidikJonkman] {
      let model = RandomEffects(tau2: estimator, test: .z, prediction: .none)
      let values = try GoshData.gosh(model, effects, clusters: clusters).values(ofBlock: 0)
      #expect(values.count == 16)
      for place in 1..<16 {
        let kept = effects.studies.indices.filter { place >> ($0 % 4) & 1 == 1 }
        let fit = try model.fit(effects.selecting(kept))
        #expect(values.k[place] == kept.count)
        #expect(abs(values.estimates[0][place] - fit.estimate.value) < 1e-9)
        #expect(abs(values.tau2[place] - (fit.heterogeneity.tau2 ?? 0)) < 1e-9)
      }
    }
  }
}
