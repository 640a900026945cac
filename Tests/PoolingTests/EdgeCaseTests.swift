import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// Few studies, equal studies, and numbers at the ends of what a double can hold.
struct EdgeCaseTests {
  private func codes(_ fit: PooledFit) -> [String] { fit.warnings.map(\.code) }

  @Test func noStudies() {
    let none = reported(yi: [], vi: [])
    #expect(throws: PoolingError.noStudies) { try CommonEffect().fit(none) }
    #expect(throws: PoolingError.noStudies) { try RandomEffects().fit(none) }
    #expect(throws: PoolingError.noStudies) { try Subgroups(RandomEffects()).fit(none) }
    #expect(throws: PoolingError.noStudies) { try MantelHaenszel().fit(EffectSizes(.oddsRatio, of: [])) }
    #expect(throws: PoolingError.noStudies) { try Peto().fit(EffectSizes(.peto, of: [])) }
    #expect("\(PoolingError.noStudies)".contains("no study"))
  }

  @Test(arguments: [0, -1, Double.nan, .infinity]) func impossibleVariance(v: Double) {
    let effects = reported(yi: [0.1, 0.2], vi: [0.5, v])
    for model in InvarianceTests.models {
      do {
        _ = try model.fit(effects)
        Issue.record("a variance of \(v) was pooled")
      } catch {
        guard case .varianceNotPositive("Study 2", let value) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(value == v || value.isNaN && v.isNaN)
        #expect(error.description.contains("Study 2") && error.description.contains("\(v)"))
      }
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func impossibleEffect(y: Double) {
    #expect(throws: PoolingError.effectNotFinite(study: "Study 1")) {
      try RandomEffects().fit(reported(yi: [y, 1], vi: [1, 1]))
    }
  }

  @Test func oneStudy() throws {
    let effects = reported(yi: [0.3], vi: [0.04])
    for model in InvarianceTests.models {
      let fit = try model.fit(effects)
      // 1.959964 = z of 97.5 %, 0.1336 = p of z = 1.5.
      #expect(fit.estimate.value == 0.3 && abs(fit.estimate.se - 0.2) <= 1e-16)
      #expect(abs(fit.estimate.lower - (0.3 - 0.2 * 1.959963984540054)) <= 1e-15)
      #expect(abs((fit.estimate.p ?? 0) - 0.13361440253771617) <= 1e-15)
      #expect(fit.estimate.df == nil && fit.weights == [1])
      let shares = fit.heterogeneity
      #expect(shares.q == 0 && shares.qDF == 0 && shares.qP == nil)
      #expect(shares.i2 == nil && shares.h2 == nil && shares.tau2SE == nil && shares.tau2Lower == nil)
      #expect(fit.prediction == nil)
      #expect(codes(fit).contains("single-study"))
      #expect(shares.tau2 == nil || codes(fit).contains("tau2-not-estimable"))
    }
  }

  /// A τ² that is given counts for a single study too.
  @Test func oneStudyWithGivenTau2() throws {
    let fit = try RandomEffects(tau2: .given(0.05)).fit(reported(yi: [0.3], vi: [0.04]))
    #expect(abs(fit.estimate.se - 0.3) <= 1e-15)
    #expect(fit.heterogeneity.tau2 == 0.05 && fit.model.tau2 == "0.05")
  }

  /// For two studies of equal variance v all is elementary: s² = (y₁ − y₂)²/2.
  @Test func twoStudies() throws {
    let effects = reported(yi: [0.1, 1.1], vi: [0.09, 0.09])
    let fit = try RandomEffects(tau2: .reml, test: .hartungKnapp, prediction: .hts).fit(effects)
    let shares = fit.heterogeneity
    #expect(abs((shares.tau2 ?? 0) - (0.5 - 0.09)) <= 1e-14)
    #expect(abs(fit.estimate.value - 0.6) <= 1e-15)
    #expect(abs(fit.estimate.se - 0.5) <= 1e-14)
    #expect(fit.estimate.df == 1)
    // t of one degree of freedom, the Cauchy distribution: tan(0.475 π) = 12.706.
    #expect(abs(fit.estimate.upper - (0.6 + 0.5 * tan(0.475 * .pi))) <= 1e-12)
    #expect(fit.prediction == nil)
    #expect(Set(codes(fit)) == ["few-studies", "t-one-df", "no-prediction-interval"])
    // Q = s²/v, with limits for τ² at s²/χ² − v.
    #expect(abs(shares.q - 0.5 / 0.09) <= 1e-14)
    #expect(abs((shares.tau2Lower ?? 0) - max(0, 0.5 / 5.023886187314888 - 0.09)) <= 1e-13)
    #expect(abs((shares.tau2Upper ?? 0) / (0.5 / 0.0009820691171752583 - 0.09) - 1) <= 1e-11)
    let wald = try RandomEffects(test: .z, prediction: .v).fit(effects)
    #expect(wald.prediction?.df == 1 && codes(wald) == ["few-studies"])
  }

  @Test(arguments: [2, 3, 4, 12]) func equalEffects(k: Int) throws {
    let effects = reported(
      yi: [Double](repeating: 0.7, count: k), vi: (1...k).map { 0.01 * Double($0) })
    for model in InvarianceTests.models {
      let fit = try model.fit(effects)
      // A weighted mean of equal numbers, rounded.
      #expect(abs(fit.estimate.value - 0.7) <= 4e-16)
      #expect(fit.heterogeneity.q <= 1e-28 && fit.heterogeneity.i2 == 0)
      #expect(fit.heterogeneity.tau2 ?? 0 <= 1e-30)
      #expect(fit.heterogeneity.tau2Lower == nil && fit.heterogeneity.tau2Upper == nil)
      #expect(fit.heterogeneity.tau2SE?.isFinite ?? true)
      #expect(fit.estimate.lower <= fit.estimate.value && fit.estimate.value <= fit.estimate.upper)
      if fit.model.test != "hk" { #expect(fit.estimate.se > 0.02) }
    }
  }

  /// With effects equal to the bit Hartung and Knapp's SE is 0; there is no statistic then, and no division by it.
  @Test func standardErrorOfZero() throws {
    let effects = reported(yi: [0.5, 0.5, 0.5], vi: [0.25, 0.25, 0.25])
    let fit = try RandomEffects(test: .hartungKnapp).fit(effects)
    #expect(fit.estimate.se == 0 && fit.estimate.statistic == nil && fit.estimate.p == nil)
    #expect(fit.estimate.lower == 0.5 && fit.estimate.upper == 0.5)
    #expect(codes(fit).contains("hk-narrower"))
    let groups = reported(
      yi: [0.5, 0.5, 0.5, 1, 1.5, 3], vi: [0.25, 0.25, 0.25, 0.1, 0.1, 0.1],
      groups: ["a", "a", "a", "b", "b", "b"])
    #expect(try Subgroups(RandomEffects(test: .hartungKnapp)).fit(groups).test == nil)
  }

  /// Effects of 1e-70 to 1e70, whose squared weights are doubles yet.
  @Test(arguments: [1e-70, 1e70]) func farScales(c: Double) throws {
    for data in RandomData.many.prefix(24) {
      let scaled = reported(yi: data.yi.map { $0 * c }, vi: data.vi.map { $0 * c * c })
      for model in InvarianceTests.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(scaled))
        #expect(abs(other.estimate.value / c - one.estimate.value) <= 1e-9 * (1 + abs(one.estimate.value)))
        #expect(abs(other.estimate.se / c / one.estimate.se - 1) <= 1e-9)
        if let a = one.heterogeneity.tau2SE, let b = other.heterogeneity.tau2SE {
          #expect(abs(b / c / c - a) <= 1e-8 * a)
        }
      }
    }
  }

  /// Of 1e-150 to 1e150 the estimates too, but not the standard error of τ², of which there is more to say than a
  /// double can hold: the squared weights are beyond 1e±308.
  @Test(arguments: [1e-150, 1e150]) func farthestScales(c: Double) throws {
    for data in RandomData.many.prefix(24) {
      let scaled = reported(yi: data.yi.map { $0 * c }, vi: data.vi.map { $0 * c * c })
      for model in InvarianceTests.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(scaled))
        let name: Comment = "\(one.model.tau2 ?? "common") \(one.model.test)"
        #expect(
          abs(other.estimate.value / c - one.estimate.value) <= 1e-9 * (1 + abs(one.estimate.value)), name)
        #expect(abs(other.estimate.se / c / one.estimate.se - 1) <= 1e-9, name)
        #expect(abs(other.heterogeneity.q / one.heterogeneity.q - 1) <= 1e-9, name)
        #expect(abs((other.heterogeneity.i2 ?? 0) - (one.heterogeneity.i2 ?? 0)) <= 1e-9, name)
      }
    }
  }

  /// One study a million times as precise as the others, by its SE.
  @Test func oneVeryPreciseStudy() throws {
    let effects = reported(yi: [1, 2, 3, 10], vi: [1e-12, 1, 1, 1])
    for estimator in Tau2Estimator.all {
      let fit = try RandomEffects(tau2: estimator).fit(effects)
      #expect(fit.estimate.value.isFinite && fit.estimate.se > 0)
      #expect(fit.heterogeneity.tau2SE.map { $0.isFinite && $0 > 0 } ?? false, "\(estimator)")
      #expect(fit.convergence?.converged ?? true, "\(estimator)")
    }
  }

  @Test func thousandStudies() throws {
    let data = RandomData(k: 1000, seed: 3)
    for estimator in Tau2Estimator.all {
      let fit = try RandomEffects(tau2: estimator).fit(data.effects)
      #expect(abs(fit.weights.reduce(0, +) - 1) <= 1e-12)
      #expect(fit.convergence?.converged ?? true)
      #expect(fit.convergence?.iterations ?? 0 < 200)
    }
  }

  @Test func givenTau2() throws {
    let data = RandomData(k: 9, seed: 11)
    let fit = try RandomEffects(tau2: .given(0.2), test: .z).fit(data.effects)
    let weights = data.vi.map { 1 / ($0 + 0.2) }
    let sum = weights.reduce(0, +)
    #expect(abs(fit.estimate.value - zip(weights, data.yi).reduce(0) { $0 + $1.0 * $1.1 } / sum) <= 1e-14)
    #expect(abs(fit.estimate.se * fit.estimate.se * sum - 1) <= 1e-14)
    #expect(fit.heterogeneity.tau2 == 0.2 && fit.heterogeneity.tau2SE == nil && fit.convergence == nil)
    #expect(fit.model.tau2 == "0.2")
  }
}
