import EffectSizes
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

@Suite("Trim and fill")
struct TrimAndFillTests {
  @Test("metafor's results: both models, all estimators, both sides and the one that it finds")
  func references() throws {
    var compared = 0
    for reference in try TrimFillReference.load().cases {
      let effects = reference.effects
      for run in reference.trimfill {
        let place = "\(reference.name) \(run.method) \(run.estimator) \(run.asked)"
        let estimator = try #require(MissingStudies.Estimator(rawValue: run.estimator))
        let side = TrimAndFill.Side(rawValue: run.asked)
        if run.fails == true {
          #expect(throws: PoolingError.self, "\(place)") {
            try TrimAndFill(effects, model: run.model, estimator: estimator, side: side)
          }
          continue
        }
        let result = try TrimAndFill(effects, model: run.model, estimator: estimator, side: side)
        let tolerance = run.method == "REML" ? 1e-8 : 1e-10
        #expect(result.k0 == run.k0.map { Int($0) }, "\(place)")
        #expect(result.side.rawValue == run.side, "\(place)")
        #expect(result.converged, "\(place)")
        #expect(isNear(result.missing.se, run.se_k0, within: 1e-10), "\(place) \(result.missing)")
        #expect(isNear(result.missing.p, run.p_k0, within: 1e-12), "\(place)")
        let estimate = result.adjusted.estimate
        let scale = try #require(run.se)
        #expect(isNear(estimate.value, run.estimate, within: tolerance, scale: scale), "\(place)")
        #expect(isNear(estimate.se, run.se, within: tolerance), "\(place)")
        #expect(isNear(estimate.lower, run.lower, within: tolerance, scale: scale), "\(place)")
        #expect(isNear(estimate.upper, run.upper, within: tolerance, scale: scale), "\(place)")
        #expect(isNear(result.adjusted.heterogeneity.q, run.q, within: tolerance), "\(place)")
        let filled = result.studies.filter(\.isFilled).map(\.study)
        for (study, expected) in zip(filled, zip(run.filled_yi ?? [], run.filled_vi ?? [])) {
          #expect(isNear(study.yi, expected.0, within: tolerance, scale: scale), "\(place)")
          #expect(isNear(study.vi, expected.1, within: 1e-12), "\(place)")
        }
        #expect(filled.count == run.filled_yi?.count, "\(place)")
        compared += 1
      }
    }
    #expect(compared > 150)
  }

  @Test("passive smoking: seven studies on the left, as in the example of metafor")
  func passiveSmoking() throws {
    // The documentation of trimfill has k0 = 7 on the left, by the common-effect and the random-effects model.
    let reference = try #require(TrimFillReference.load().cases.first { $0.data == "passive-smoking" })
    for model in [CommonEffect(), RandomEffects(tau2: .derSimonianLaird, test: .z)] as [any PoolingModel] {
      let result = try TrimAndFill(reference.effects, model: model)
      #expect(result.k0 == 7 && result.side == .left && result.sideIsEstimated)
      #expect(result.adjusted.k == 44 && result.adjusted.estimate.value < result.unadjusted.estimate.value)
      #expect(result.studies.filter(\.isFilled).allSatisfy { $0.study.label.hasPrefix("filled: ") })
    }
  }

  @Test("trimmed around the common-effect mean, the BCG trials miss four, around that of the model one")
  func center() throws {
    let reference = try #require(TrimFillReference.load().cases.first { $0.name == "bcg-vaccine RR" })
    let model = RandomEffects(tau2: .reml, test: .z)
    #expect(try TrimAndFill(reference.effects, model: model).k0 == 1)
    let common = try TrimAndFill(reference.effects, model: model, center: .common)
    #expect(common.k0 == 4)
    // Refitted by the model that was asked for.
    #expect(common.adjusted.model.tau2 == "REML" && common.adjusted.k == 17)
  }

  @Test(
    "a symmetric funnel misses none on either side", arguments: MissingStudies.Estimator.allCases,
    [TrimAndFill.Side.left, .right])
  func symmetric(estimator: MissingStudies.Estimator, side: TrimAndFill.Side) throws {
    let distances = [0.05, 0.1, 0.3, 0.7, 0.9, 1.3]
    let yi = distances.map { 0.37 + $0 } + distances.map { 0.37 - $0 } + [0.37]
    let vi = distances.map { $0 * $0 } + distances.map { $0 * $0 } + [0.01]
    for model in [CommonEffect(), RandomEffects()] as [any PoolingModel] {
      let result = try TrimAndFill(.plain(yi, vi), model: model, estimator: estimator, side: side)
      #expect(result.k0 == 0)
      #expect(result.adjusted.estimate == result.unadjusted.estimate)
    }
  }

  @Test("mirrored data have the mirrored result")
  func mirrored() throws {
    for reference in try TrimFillReference.load().cases {
      let mirror = EffectSizes.plain(reference.yi.map { -$0 }, reference.vi)
      for estimator in [MissingStudies.Estimator.l0, .r0] {
        let result = try TrimAndFill(reference.effects, model: RandomEffects(), estimator: estimator)
        let other = try TrimAndFill(mirror, model: RandomEffects(), estimator: estimator)
        #expect(result.k0 == other.k0 && result.side != other.side, "\(reference.name)")
        #expect(
          isNear(result.adjusted.estimate.value, -other.adjusted.estimate.value, within: 1e-9),
          "\(reference.name)")
      }
    }
  }

  /// Found by a search: with a random-effects mean, whose weights change with the studies left out, k₀ may not settle,
  /// where metafor stops with an error.
  @Test("where it goes round, the largest number is shown and the cycle is named")
  func cycle() throws {
    let cases: [(yi: [Double], vi: [Double], cycle: [Int])] = [
      ([-0.4, 0.1, -1, -0.3, -0.2], [0.001, 1, 1, 1, 0.01], [0, 1]),
      ([-0.6, -0.1, 0.4, 0, -1, -0.2, 0.1], [0.01, 1, 0.001, 4, 0.25, 0.04, 4], [2, 3]),
    ]
    let model = RandomEffects(tau2: .derSimonianLaird, test: .z)
    for (yi, vi, cycle) in cases {
      let result = try TrimAndFill(.plain(yi, vi), model: model, side: .left)
      #expect(!result.converged && result.cycle == cycle && result.k0 == cycle.max())
      #expect(result.adjusted.k == yi.count + result.k0)
      #expect(result.warnings.contains { $0.code == "trim-fill-cycle" })
    }
  }

  @Test("what it cannot do is refused")
  func refusals() throws {
    let three = EffectSizes.plain([0.1, 0.5, 0.9], [0.04, 0.04, 0.04])
    #expect(throws: PoolingError.self) { try TrimAndFill(three, model: CommonEffect()) }
    #expect(try TrimAndFill(three, model: CommonEffect(), side: .left).k0 == 0)
    #expect(throws: PoolingError.self) {
      try TrimAndFill(three.selecting([0, 1]), model: CommonEffect(), side: .left)
    }
    #expect(throws: PoolingError.self) { try TrimAndFill(three, model: Peto(), side: .left) }
  }

  @Test("heterogeneity and few studies are named")
  func warnings() throws {
    let reference = try #require(TrimFillReference.load().cases.first { $0.name == "bcg-vaccine RR" })
    let codes = try TrimAndFill(reference.effects, model: RandomEffects()).warnings.map(\.code)
    #expect(codes == ["trim-fill-heterogeneity"])
    let few = try TrimAndFill(reference.effects.selecting([0, 1, 2, 3]), model: RandomEffects())
    #expect(few.warnings.map(\.code).contains("trim-fill-few-studies"))
  }
}
