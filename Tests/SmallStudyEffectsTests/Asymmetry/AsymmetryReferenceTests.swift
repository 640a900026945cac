import EffectSizes
import MetaRegression
import Pooling
import Testing

@testable import SmallStudyEffects

/// The tests of asymmetry beside metafor, base R and meta.
@Suite("Tests of asymmetry, references")
struct AsymmetryReferenceTests {
  private static let models: [String: MetaRegression] = [
    "REML z": MetaRegression(test: .z), "REML knha": MetaRegression(test: .hartungKnapp),
    "DL t": MetaRegression(tau2: .derSimonianLaird, test: .t),
    "EE z": MetaRegression(tau2: .given(0), test: .z),
  ]

  @Test("Egger's tests with every predictor are metafor's regtest", arguments: BiasReferences.cases)
  func egger(_ reference: BiasReferences.Case) throws {
    let effects = try bundledEffects(reference.data, reference.measure)
    let sizes = try bundledSizes(reference.data, effects)
    for expected in reference.egger {
      let place = "\(reference) \(expected.model) \(expected.predictor)"
      let predictor = try #require(SizePredictor(rawValue: expected.predictor))
      let model = Self.models[expected.model]
      let test: AsymmetryTest = model == nil ? .egger : .eggerMixed
      let result = try test.run(
        effects,
        AsymmetryOptions(predictor: predictor, regression: model ?? MetaRegression(), sizes: sizes))
      // R's REML ends where τ² changes by less than 1e-14; its own digits are worth about 1e-8 of the slope.
      let tolerance = expected.model.hasPrefix("REML") ? 1e-8 : 1e-10
      let slope = try #require(result.slope)
      expectClose(result.statistic, expected.statistic, within: tolerance, place)
      expectClose(result.df, expected.df, place)
      expectClose(result.p, expected.p, within: tolerance * 10, scale: 1e-12, place)
      expectClose(slope.value, expected.slope, within: tolerance, scale: slope.se, place)
      expectClose(slope.se, expected.slopeSE, within: tolerance, scale: 0, place)
      expectClose(result.tau2, expected.tau2, within: tolerance, scale: 0.1, place)
      expectClose(result.limit?.value, expected.est, within: tolerance, scale: expected.limitSE, place)
      expectClose(result.limit?.lower, expected.estLower, within: tolerance, scale: expected.limitSE, place)
      expectClose(result.limit?.upper, expected.estUpper, within: tolerance, scale: expected.limitSE, place)
    }
  }

  @Test("the other regressions are lm's", arguments: BiasReferences.cases)
  func regressions(_ reference: BiasReferences.Case) throws {
    let effects = try bundledEffects(reference.data, reference.measure)
    let tests = reference.tests
    let expected: [(AsymmetryTest, BiasReferences.Row?)] = [
      (.harbord, tests.harbord), (.peters, tests.peters), (.macaskill, tests.macaskill),
      (.macaskillPooled, tests.macaskillPooled), (.deeks, tests.deeks), (.pustejovsky, tests.pustejovsky),
    ]
    for case (let test, let row?) in expected {
      let place = "\(reference) \(test)"
      let result = try test.run(effects)
      expectClose(result.statistic, row.statistic, place)
      expectClose(result.df, row.df, place)
      expectClose(result.p, row.p, scale: 1e-12, place)
      expectClose(result.slope?.value, row.slope, scale: 0, place)
      expectClose(result.slope?.se, row.slopeSE, scale: 0, place)
      guard test != .macaskill, test != .macaskillPooled else {
        #expect(result.limit == nil)
        continue
      }
      expectClose(result.limit?.value, row.limit, place)
      expectClose(result.limit?.se, row.limitSE, place)
    }
  }

  @Test(
    "the rank tests are cor.test's, and Begg's exact one metafor's ranktest", arguments: BiasReferences.cases)
  func ranks(_ reference: BiasReferences.Case) throws {
    let effects = try bundledEffects(reference.data, reference.measure)
    let pairs: [(AsymmetryTest, BiasReferences.Rank?)] = [
      (.begg, reference.tests.begg), (.schwarzer, reference.tests.schwarzer),
    ]
    for case (let test, let expected?) in pairs {
      let place = "\(reference) \(test)"
      let normal = try test.run(effects, AsymmetryOptions(rankP: .normal))
      expectClose(normal.kendallTau, expected.tau, place)
      expectClose(normal.statistic, expected.z, place)
      expectClose(normal.p, expected.normal, place)
      #expect(normal.reference == .z)
      let corrected = try test.run(effects, AsymmetryOptions(rankP: .corrected))
      expectClose(corrected.statistic, expected.zCorrected, place)
      expectClose(corrected.p, expected.corrected, place)
      let exact = try test.run(effects)
      #expect(exact.reference == (expected.exact == nil ? .z : .exact))
      expectClose(exact.p, expected.exact ?? expected.normal, place)
      if let metafor = expected.metafor { expectClose(exact.p, metafor, place) }
    }
  }

  @Test("all orders of few studies", arguments: BiasReferences.kendall.map(\.n))
  func orders(_ n: Int) throws {
    let reference = try #require(BiasReferences.kendall.first { $0.n == n })
    for (s, p) in zip(reference.s, reference.p) {
      expectClose(KendallTest.exactP(s, n: n), p, within: 1e-12, "S = \(s) of \(n)")
    }
  }

  private static let meta: [String: AsymmetryTest] = [
    "Egger": .egger, "Begg": .begg, "Harbord": .harbord, "Peters": .peters, "Macaskill": .macaskill,
    "Pustejovsky": .pustejovsky, "Schwarzer": .schwarzer, "Thompson": .thompsonSharp, "Deeks": .deeks,
    "Rucker_Thompson": .thompsonSharp, "Rucker_Begg": .begg,
  ]

  /// Where meta computes something else, see `Tests/Reference/README.md`: its log risk ratio adds half as much to the
  /// totals of studies with a zero cell, its Harbord for risk ratios is that of equal groups, and its Schwarzer takes
  /// the Mantel-Haenszel ratio of corrected counts.
  private static func differs(_ test: BiasReferences.Peers.Test) -> Bool {
    switch (test.data, test.measure, test.test) {
    case (_, "RR", "Harbord"), ("catheter-infection", "OR", "Schwarzer"): true
    case ("catheter-infection", "RR", _), ("magnesium", "RR", _): true
    default: false
    }
  }

  @Test("meta's metabias")
  func metabias() throws {
    var (compared, left) = (0, 0)
    for peer in BiasReferences.peers.tests {
      guard !Self.differs(peer) else {
        left += 1
        continue
      }
      let place = "\(peer.data) \(peer.measure) \(peer.test)"
      let measure = ["DOR": "OR", "ASD": "AS"][peer.measure] ?? peer.measure
      let test = try #require(Self.meta[peer.test])
      let result = try test.run(
        bundledEffects(peer.data, measure), AsymmetryOptions(rankP: .normal))
      expectClose(result.statistic, peer.expected.statistic, place)
      expectClose(result.df, peer.expected.df, place)
      expectClose(result.p, peer.expected.pValue, scale: 1e-12, place)
      if let slope = result.slope {
        expectClose(slope.value, peer.expected.estimate[0], scale: 0, place)
        expectClose(slope.se, peer.expected.estimate[1], scale: 0, place)
      }
      if let limit = result.limit {
        expectClose(limit.value, peer.expected.intercept, place)
        expectClose(limit.se, peer.expected.interceptSE, place)
      }
      compared += 1
    }
    #expect(compared == 37 && left == 14)
  }
}
