import Foundation
import Survival
import Testing

/// Kaplan-Meier limits, quantiles, restricted means, log-rank tests and Cox models against
/// `Tests/Reference/survival_r.json`, by R's survival 3.5-3.
@Suite("Survival curves, R")
struct SurvivalReferenceTests {
  struct File: Decodable {
    let sets: [DataSet]
  }

  struct DataSet: Decodable {
    let name: String
    let time: [Double]
    let status: [Int]
    let arm: [String]
    let arms: [String]
    let tau: Double
    let curves: [Curve]
    let logRank: LogRank
    let cox: [String: Cox]?

    var groups: [[SurvivalTime]] {
      arms.map { name in
        arm.indices.filter { arm[$0] == name }.map {
          SurvivalTime(time: time[$0], isEvent: status[$0] == 1)
        }
      }
    }
  }

  struct Curve: Decodable {
    let time, surv: [Double]
    let n, d: [Int]
    let se: [Double?]
    let limits: [String: Limits]
    let quantiles: [String: [Quantile]]
    let rmean, rmeanSE: Double
  }

  struct Limits: Decodable {
    let lower, upper: [Double?]
  }

  struct Quantile: Decodable {
    let p: Double
    let value, lower, upper: Double?
  }

  struct LogRank: Decodable {
    let observed, expected: [Double]
    let `var`: [[Double]]
    let chisq, p: Double
    let df: Int
  }

  struct Cox: Decodable {
    let beta, se, wald, score, lr: Double
  }

  private static func sets() throws -> [DataSet] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/survival_r.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).sets
  }

  private func expect(
    _ value: Double?, _ expected: Double?, _ tolerance: Double, _ place: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value, let expected else {
      #expect(
        value == nil && expected == nil,
        "\(place): \(String(describing: value)) for \(String(describing: expected))",
        sourceLocation: sourceLocation)
      return
    }
    #expect(
      abs(value - expected) <= tolerance * max(1, abs(expected)), "\(place): \(value) for \(expected)",
      sourceLocation: sourceLocation)
  }

  @Test("curves and their limits on every scale")
  func limits() throws {
    var count = 0
    for data in try Self.sets() {
      for (group, expected) in zip(data.groups, data.curves) {
        let curve = KaplanMeier(group)
        #expect(curve.steps.map(\.time) == expected.time)
        #expect(curve.steps.map(\.atRisk) == expected.n && curve.steps.map(\.events) == expected.d)
        for (place, step) in curve.steps.enumerated() {
          expect(step.survival, expected.surv[place], 1e-12, data.name)
          for interval in KaplanMeierInterval.allCases {
            let limits = try #require(expected.limits[interval.rawValue])
            let found = step.limits(interval)
            let name = "\(data.name), \(interval.rawValue), step \(place)"
            expect(found?.lowerBound, limits.lower[place], 1e-10, name)
            expect(found?.upperBound, limits.upper[place], 1e-10, name)
            count += 2
          }
        }
      }
    }
    #expect(count > 4000)
  }

  @Test("quartiles and their limits, with what is not reached")
  func quantiles() throws {
    var missing = 0
    for data in try Self.sets() {
      for (group, expected) in zip(data.groups, data.curves) {
        let curve = KaplanMeier(group)
        for interval in KaplanMeierInterval.allCases {
          for quantile in try #require(expected.quantiles[interval.rawValue]) {
            let found = SurvivalQuantile(curve, share: quantile.p, interval: interval)
            let name = "\(data.name), \(interval.rawValue), \(quantile.p)"
            expect(found.value, quantile.value, 1e-12, name)
            expect(found.lower, quantile.lower, 1e-12, name + " lower")
            expect(found.upper, quantile.upper, 1e-12, name + " upper")
            missing += found.upper == nil ? 1 : 0
          }
        }
      }
    }
    #expect(missing > 0)
  }

  @Test("restricted means")
  func restrictedMeans() throws {
    for data in try Self.sets() {
      for (group, expected) in zip(data.groups, data.curves) {
        let mean = RestrictedMean(KaplanMeier(group), horizon: data.tau)
        expect(mean.value, expected.rmean, 1e-12, data.name)
        expect(mean.se, expected.rmeanSE, 1e-10, data.name)
      }
    }
  }

  @Test("log-rank tests of two and of four groups")
  func logRank() throws {
    for data in try Self.sets() {
      let (test, expected) = (LogRankTest(data.groups), data.logRank)
      #expect(test.observed.map { Double($0) } == expected.observed && test.df == expected.df)
      for g in data.arms.indices {
        expect(test.expected[g], expected.expected[g], 1e-12, data.name)
        for h in data.arms.indices { expect(test.variance[g][h], expected.var[g][h], 1e-11, data.name) }
      }
      expect(test.chiSquared, expected.chisq, 1e-10, data.name)
      expect(test.p, expected.p, 1e-10, data.name)
    }
  }

  @Test("Cox models with both kinds of ties")
  func cox() throws {
    var count = 0
    for data in try Self.sets() where data.cox != nil {
      for ties in TiedEvents.allCases {
        let expected = try #require(data.cox?[ties.rawValue])
        let model = try #require(CoxModel(treatment: data.groups[0], control: data.groups[1], ties: ties))
        let place = "\(data.name), \(ties.rawValue)"
        expect(model.logHazardRatio, expected.beta, 1e-8, place)
        expect(model.se, expected.se, 1e-8, place)
        expect(model.wald.chiSquared, expected.wald, 1e-8, place)
        expect(model.score.chiSquared, expected.score, 1e-8, place)
        expect(model.likelihoodRatio.chiSquared, expected.lr, 1e-8, place)
        #expect(model.convergence.converged)
        count += 1
      }
    }
    #expect(count == 14)
  }
}
