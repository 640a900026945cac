import Foundation
import Testing

@testable import Pooling

/// Every estimator on random data: 2 to 50 studies, variances over seven orders of magnitude, ties and zeros.
///
/// `COPSE_STRESS` sets how many data sets; `Benchmarks/stress` runs a million, optimized.
@Suite struct StressTests {
  static let count = ProcessInfo.processInfo.environment["COPSE_STRESS"].flatMap { Int($0) } ?? 10_000

  /// SplitMix64. Source: Steele GL, Lea D, Flood CH (2014), *OOPSLA*, 453–472.
  struct Stream {
    var state: UInt64

    mutating func uniform() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
    }

    mutating func normal() -> Double {
      (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }

    mutating func model() -> InterceptModel {
      let k = 2 + Int(uniform() * 49)
      let kind = uniform()
      let tau2 = uniform() < 0.2 ? 0 : pow(10, uniform() * 9 - 8)
      let common = pow(10, -7 * uniform())
      let vi = (0..<k).map { _ in kind < 0.1 ? common : pow(10, -7 * uniform()) }
      let yi = vi.map { v in
        let y = normal() * (v + tau2).squareRoot()
        return kind > 0.95 ? 0 : kind > 0.8 ? (y * 10).rounded() / 10 : y
      }
      return InterceptModel(yi: yi, vi: vi)
    }
  }

  /// What is wrong with an estimate; nil where nothing is.
  private func fault(_ estimator: Tau2Estimator, _ model: InterceptModel) -> String? {
    let estimate = estimator.estimate(model)
    let tau2 = estimate.value
    guard tau2.isFinite, tau2 >= 0 else { return "\(estimator.code) gives \(tau2)" }
    guard estimate.convergence?.converged != false else { return "\(estimator.code) did not converge" }
    let moments = model.moments(tau2: tau2)
    let df = Double(model.k - 1)
    let (value, target): (Double, Double)
    switch estimator {
    case .reml: (value, target) = (moments.squaredResiduals, moments.traceP)
    case .maximumLikelihood: (value, target) = (moments.squaredResiduals, moments.sumOfWeights)
    case .pauleMandel: (value, target) = (moments.residualSumOfSquares, df)
    default: return nil
    }
    if tau2 == 0 { return value <= target ? nil : "\(estimator.code) is 0 and its equation is not" }
    let difference = abs(value - target) / (value + target)
    return difference <= 1e-9 ? nil : "\(estimator.code) leaves its equation by \(difference)"
  }

  @Test func everyEstimatorSolvesItsEquation() {
    var stream = Stream(state: 1)
    var failures: [String] = []
    for index in 0..<Self.count {
      let model = stream.model()
      for estimator in Tau2Estimator.all {
        // The distribution of Q costs a thousand times more.
        if case .generalMomentsMedian = estimator, index % 100 != 0 { continue }
        if let fault = fault(estimator, model) { failures.append("data set \(index): \(fault)") }
      }
    }
    print("Stress: \(failures.count) failures in \(Self.count) data sets")
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  /// No τ² of a fine grid has a higher likelihood than the estimate.
  @Test func noMaximumIsMissed() {
    var stream = Stream(state: 2)
    var failures: [String] = []
    var several = 0
    let sets = max(500, Self.count / 10)
    for index in 0..<sets {
      let model = stream.model()
      for restricted in [true, false] {
        let estimate = LikelihoodMaximum.estimate(model, restricted: restricted)
        several += estimate.otherMaxima.isEmpty ? 0 : 1
        let best = LikelihoodMaximum.logLikelihood(model, tau2: estimate.value, restricted: restricted)
        for step in 0...150 {
          let tau2 = pow(10, -9 + 12 * Double(step) / 150)
          let other = LikelihoodMaximum.logLikelihood(model, tau2: tau2, restricted: restricted)
          if other > best + 1e-10 * max(1, abs(best)) {
            failures.append("data set \(index): \(tau2) above \(estimate.value) by \(other - best)")
            break
          }
        }
      }
    }
    print("Maxima: \(failures.count) missed in \(sets) data sets, \(several) likelihoods with several")
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }
}
