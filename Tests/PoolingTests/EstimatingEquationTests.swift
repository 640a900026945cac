import Distributions
import EffectSizes
import Foundation
import Testing

@testable import Pooling

/// The estimates solve the equations that define them.
struct EstimatingEquationTests {
  @Test(arguments: [Tau2Estimator.reml, .maximumLikelihood]) func likelihoodScoreIsZero(
    estimator: Tau2Estimator
  ) {
    var interior = 0
    for data in RandomData.many {
      let model = InterceptModel(yi: data.yi, vi: data.vi)
      let estimate = estimator.estimate(model)
      let moments = model.moments(tau2: estimate.value)
      let expected = estimator == .reml ? moments.traceP : moments.sumOfWeights
      #expect(estimate.convergence?.converged == true)
      if estimate.value > 0 {
        interior += 1
        #expect(abs(moments.squaredResiduals - expected) <= 1e-9 * expected)
        #expect(estimate.convergence?.boundary == false)
      } else {
        #expect(moments.squaredResiduals <= expected)
        #expect(estimate.convergence?.boundary == true)
      }
      for maximum in estimate.otherMaxima {
        let moments = model.moments(tau2: maximum.tau2)
        let expected = estimator == .reml ? moments.traceP : moments.sumOfWeights
        #expect(maximum.tau2 == 0 || abs(moments.squaredResiduals - expected) <= 1e-9 * expected)
        #expect(maximum.logLikelihoodDifference <= 0)
      }
    }
    #expect(interior > 30 && interior < 120)
  }

  @Test func generalizedQEqualsItsExpectation() {
    var interior = 0
    for data in RandomData.many {
      let model = InterceptModel(yi: data.yi, vi: data.vi)
      let estimate = Tau2Estimator.pauleMandel.estimate(model)
      #expect(Tau2Estimator.empiricalBayes.estimate(model) == estimate)
      let df = Double(model.k - 1)
      let q = model.moments(tau2: estimate.value).residualSumOfSquares
      if estimate.value > 0 {
        interior += 1
        #expect(abs(q - df) <= 1e-10 * df)
      } else {
        #expect(q <= df)
      }
    }
    #expect(interior > 30 && interior < 120)
  }

  @Test func profileLimitsSolveTheirEquations() throws {
    var empty = 0
    for data in RandomData.many {
      let model = InterceptModel(yi: data.yi, vi: data.vi)
      let shares = try RandomEffects().fit(data.effects).heterogeneity
      let chiSquared = ChiSquared(degreesOfFreedom: shares.qDF)
      guard let lower = shares.tau2Lower, let upper = shares.tau2Upper else {
        empty += 1
        #expect(shares.q < chiSquared.quantile(0.025))
        continue
      }
      #expect(lower <= upper)
      for (limit, quantile) in [(lower, chiSquared.quantile(0.975)), (upper, chiSquared.quantile(0.025))] {
        let q = model.moments(tau2: limit).residualSumOfSquares
        #expect(limit == 0 ? q <= quantile : abs(q - quantile) <= 1e-10 * quantile)
      }
      // The estimate of Paule and Mandel is inside: its Q is the mean of the distribution.
      let estimate = Tau2Estimator.pauleMandel.estimate(model).value
      #expect(lower <= estimate && estimate <= upper)
    }
    #expect(empty < 20)
  }

  @Test func momentEstimatorsHaveTheirExpectation() {
    for data in RandomData.many {
      let model = InterceptModel(yi: data.yi, vi: data.vi)
      let (k, df) = (Double(model.k), Double(model.k - 1))
      let moments = model.moments(tau2: 0)
      let dl = Tau2Estimator.derSimonianLaird.estimate(model).value
      // E Q = df + τ² tr P.
      if dl > 0 {
        #expect(
          abs(df + dl * moments.traceP - moments.residualSumOfSquares) <= 1e-11 * moments.residualSumOfSquares
        )
      }
      let hedges = Tau2Estimator.hedges.estimate(model).value
      let mean = data.yi.reduce(0, +) / k
      let sample = data.yi.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / df
      // E s² = τ² + v̄.
      if hedges > 0 { #expect(abs(hedges + data.vi.reduce(0, +) / k - sample) <= 1e-12 * sample) }
      #expect(dl > 0 || moments.residualSumOfSquares <= df * (1 + 1e-12))
    }
  }

  /// With equal variances v all but Hunter–Schmidt and ML agree on max(0, s² − v), ML takes (k − 1)/k s² − v.
  @Test func equalVariances() {
    for seed in 1...50 {
      var data = RandomData(k: 3 + seed % 8, seed: UInt64(seed))
      data.vi = data.vi.map { _ in 0.04 }
      let model = InterceptModel(yi: data.yi, vi: data.vi)
      let k = Double(model.k)
      let sample = model.ordinary().residualSumOfSquares / (k - 1)
      for estimator in [Tau2Estimator.reml, .derSimonianLaird, .hedges, .pauleMandel, .empiricalBayes] {
        let expected = max(0, sample - 0.04)
        #expect(abs(estimator.estimate(model).value - expected) <= 1e-12 * max(sample, 0.04), "\(estimator)")
      }
      for estimator in [Tau2Estimator.maximumLikelihood, .hunterSchmidt] {
        let expected = max(0, sample * (k - 1) / k - 0.04)
        #expect(abs(estimator.estimate(model).value - expected) <= 1e-12 * max(sample, 0.04), "\(estimator)")
      }
    }
  }
}
