import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// What must not change, or change in a known way, when the data are written differently.
struct InvarianceTests {
  static let models: [any PoolingModel] =
    [CommonEffect()]
    + Tau2Estimator.all.flatMap { estimator in
      MeanTest.general.map { RandomEffects(tau2: estimator, test: $0, prediction: .hk) }
    }

  /// The values of a fit that have the unit of the effect, of its square, and none.
  private func values(_ fit: PooledFit) -> (linear: [Double?], squared: [Double?], pure: [Double?]) {
    let (estimate, shares) = (fit.estimate, fit.heterogeneity)
    return (
      [
        estimate.value, estimate.lower, estimate.upper, estimate.se, fit.prediction?.lower,
        fit.prediction?.upper,
      ],
      [shares.tau2, shares.tau2SE, shares.tau2Lower, shares.tau2Upper],
      [
        shares.q, shares.qP, shares.i2, shares.h2, shares.i2Lower, shares.i2Upper, estimate.statistic,
        estimate.p,
      ]
    )
  }

  private func expectEqual(
    _ values: [Double?], _ expected: [Double?], times factor: Double = 1, scale: Double, _ comment: Comment,
    within tolerance: Double
  ) {
    for (index, (value, expected)) in zip(values, expected).enumerated() {
      guard let value, let expected else {
        #expect(value == nil && expected == nil, comment)
        continue
      }
      let difference = abs(value - factor * expected)
      let largest = factor * max(abs(expected), scale)
      #expect(
        value == factor * expected || difference <= tolerance * largest,
        "\(comment), \(index): \(value) \(expected)")
    }
  }

  /// Sums in another order are rounded differently, hence 1e-12 in closed forms. Roots are found to 1e-14 of themselves,
  /// but where the score is flat rounding moves them: 1e-9.
  @Test func orderOfStudies() throws {
    for (index, data) in RandomData.many.enumerated() {
      var generator = SeededGenerator(seed: UInt64(index))
      let order = data.yi.indices.shuffled(using: &generator)
      let shuffled = reported(yi: order.map { data.yi[$0] }, vi: order.map { data.vi[$0] })
      for model in Self.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(shuffled))
        let isIterative = (model as? RandomEffects)?.tau2.isIterative ?? false
        let tolerance = isIterative ? 1e-9 : 1e-12
        let (a, b) = (values(one), values(other))
        let comment: Comment =
          "k = \(data.yi.count), set \(index), \(one.model.tau2 ?? "common") \(one.model.test)"
        expectEqual(b.linear, a.linear, scale: 1, comment, within: tolerance)
        expectEqual(b.squared, a.squared, scale: data.vi.max() ?? 0, comment, within: 1e-9)
        expectEqual(b.pure, a.pure, scale: 1, comment, within: 1e-9)
        expectEqual(
          other.weights, order.map { one.weights[$0] }, scale: 1, comment, within: tolerance)
      }
    }
  }

  /// Powers of two scale without rounding: every bit must be the same. 2⁻¹⁵⁰ to 2¹⁵⁰ is 1e-45 to 1e45.
  ///
  /// Apart from GENQM, whose equation goes through logarithms and exponentials; `otherFactors` has it.
  @Test(arguments: [-150, -40, -3, 5, 60, 150]) func powersOfTwo(exponent: Int) throws {
    let c = scalbn(1.0, exponent)
    for data in RandomData.many.prefix(40) {
      let scaled = reported(yi: data.yi.map { $0 * c }, vi: data.vi.map { $0 * c * c })
      for model in Self.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(scaled))
        if one.model.tau2 == "GENQM" { continue }
        let (a, b) = (values(one), values(other))
        let name = "\(one.model.tau2 ?? "common") \(one.model.test)"
        #expect(b.pure == a.pure, "\(name)")
        #expect(b.linear == a.linear.map { $0.map { $0 * c } }, "\(name)")
        #expect(b.squared == a.squared.map { $0.map { $0 * c * c } }, "\(name)")
        #expect(other.weights == one.weights, "\(name)")
      }
    }
  }

  @Test(arguments: [-7.0, 1e-20, 3e8]) func otherFactors(c: Double) throws {
    for (index, data) in RandomData.many.enumerated() {
      let scaled = reported(yi: data.yi.map { $0 * c }, vi: data.vi.map { $0 * c * c })
      for model in Self.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(scaled))
        let (a, b) = (values(one), values(other))
        let comment: Comment = "set \(index), \(one.model.tau2 ?? "common") \(one.model.test)"
        expectEqual(b.squared, a.squared, times: c * c, scale: data.vi.max() ?? 0, comment, within: 1e-9)
        // A negative factor exchanges the limits and the sign of the statistic.
        let sign = c < 0 ? -1.0 : 1
        expectEqual(Array(b.pure.prefix(6)), Array(a.pure.prefix(6)), scale: 1, comment, within: 1e-9)
        expectEqual([b.pure[6]], [a.pure[6].map { $0 * sign }], scale: 1, comment, within: 1e-9)
        expectEqual(
          [b.linear[0]], [a.linear[0].map { $0 * sign }], times: abs(c), scale: 1, comment, within: 1e-9)
        expectEqual([b.linear[3]], [a.linear[3]], times: abs(c), scale: 1, comment, within: 1e-9)
      }
    }
  }

  @Test func shiftOfAllEffects() throws {
    for data in RandomData.many.prefix(60) {
      let shifted = reported(yi: data.yi.map { $0 + 16 }, vi: data.vi)
      for model in Self.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(shifted))
        #expect(abs(other.estimate.value - 16 - one.estimate.value) <= 1e-8)
        #expect(abs(other.heterogeneity.q - one.heterogeneity.q) <= 1e-9 * max(1, one.heterogeneity.q))
        if let tau2 = one.heterogeneity.tau2, let shiftedTau2 = other.heterogeneity.tau2 {
          #expect(abs(shiftedTau2 - tau2) <= 1e-8 * max(tau2, data.vi.min() ?? 0))
        }
      }
    }
  }

  @Test(arguments: TwoGroupMeasure.allCases) func exchangeOfGroups(measure: TwoGroupMeasure) throws {
    for seed in 1...60 {
      let studies = randomComparisons(k: 3 + seed % 9, seed: UInt64(seed))
      let exchanged = studies.map {
        Study($0.label, TwoGroupCounts(first: $0.value.second, second: $0.value.first))
      }
      let (one, other) = (EffectSizes(measure, of: studies), EffectSizes(measure, of: exchanged))
      #expect(one.studies.map(\.label) == other.studies.map(\.label))
      for (a, b) in zip(one.studies, other.studies) {
        #expect(abs(a.yi + b.yi) <= 1e-13)
        #expect(abs(a.vi - b.vi) <= 1e-13 * a.vi)
      }
      var models: [any PoolingModel] = [CommonEffect(), RandomEffects(tau2: .derSimonianLaird)]
      if measure == .peto { models.append(Peto()) }
      if [.riskRatio, .oddsRatio, .riskDifference].contains(measure) {
        models += [
          MantelHaenszel(), MantelHaenszel(riskDifferenceVariance: .greenlandRobins),
          MantelHaenszel(poolsCorrectedCounts: true),
        ]
      }
      for model in models {
        guard let fit = try? model.fit(one) else {
          #expect(throws: PoolingError.self) { try model.fit(other) }
          continue
        }
        let back = try model.fit(other)
        #expect(abs(fit.estimate.value + back.estimate.value) <= 1e-12, "\(fit.model.method)")
        #expect(abs(fit.estimate.se - back.estimate.se) <= 1e-12 * fit.estimate.se, "\(fit.model.method)")
        #expect(abs(fit.estimate.lower + back.estimate.upper) <= 1e-12, "\(fit.model.method)")
      }
    }
  }

  /// The odds ratio alone may exchange events with non-events.
  @Test func exchangeOfEventsAndNonEvents() throws {
    for seed in 1...60 {
      let studies = randomComparisons(k: 8, seed: UInt64(seed)).filter { $0.value.hasZeroCell == false }
      guard !studies.isEmpty else { continue }
      func survivors(_ counts: GroupCounts) -> GroupCounts {
        GroupCounts(events: counts.nonEvents, total: counts.total)
      }
      let others = studies.map {
        Study($0.label, TwoGroupCounts(first: survivors($0.value.first), second: survivors($0.value.second)))
      }
      for (measure, model) in [
        (TwoGroupMeasure.oddsRatio, MantelHaenszel() as any PoolingModel), (.oddsRatio, CommonEffect()),
        (.peto, Peto()), (.riskDifference, MantelHaenszel()), (.arcsineDifference, CommonEffect()),
      ] {
        let one = try model.fit(EffectSizes(measure, of: studies))
        let other = try model.fit(EffectSizes(measure, of: others))
        #expect(abs(one.estimate.value + other.estimate.value) <= 1e-12, "\(measure.rawValue)")
        #expect(abs(one.estimate.se - other.estimate.se) <= 1e-12 * one.estimate.se, "\(measure.rawValue)")
      }
    }
  }

  @Test func bitwiseRepeatable() throws {
    for data in RandomData.many {
      for model in Self.models {
        let (one, other) = (try model.fit(data.effects), try model.fit(data.effects))
        #expect(one.estimate == other.estimate)
        #expect(one.heterogeneity == other.heterogeneity)
        #expect(one.prediction == other.prediction && one.weights == other.weights)
        #expect(one.convergence == other.convergence)
      }
    }
  }
}
