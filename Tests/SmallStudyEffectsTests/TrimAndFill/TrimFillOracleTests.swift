import EffectSizes
import Foundation
import Pooling
import Testing

@testable import SmallStudyEffects

/// Every run of `trimfill`, `fsn` and `tes` of metafor 5.0-1 in the oracle's folder, where that is beside the package.
@Suite("Trim and fill, fail-safe N and excess significance in the oracle")
struct TrimFillOracleTests {
  static let names = BiasOracle.names

  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: names)
  func trimfill(name: String) throws {
    let reference = try BiasOracle("bias_\(name)")
    var compared = 0
    for run in reference.runs where run.id.hasPrefix("trimfill_") {
      let words = run.id.split(separator: "_")
      let estimator = try #require(MissingStudies.Estimator(rawValue: String(words[2])))
      let model: any PoolingModel =
        words[1] == "EE"
        ? CommonEffect() : RandomEffects(tau2: words[1] == "DL" ? .derSimonianLaird : .reml, test: .z)
      let result = try TrimAndFill(
        reference.effects, model: model, estimator: estimator,
        side: TrimAndFill.Side(rawValue: String(words[3])))
      // The refit with the studies put in stops at metafor's default, 1e-5 in τ²; `trimfill.json` has tight ones.
      let tolerance = words[1] == "REML" ? 1e-4 : 1e-10
      let place = "\(name) \(run.id)"
      let estimate = result.adjusted.estimate
      #expect(result.k0 == (run.expected["k0"] as? NSNumber)?.intValue, "\(place)")
      #expect(result.side.rawValue == run.expected["side"] as? String, "\(place)")
      #expect(isNear(result.missing.se, BiasOracle.number(run.expected["se.k0"]), within: 1e-10), "\(place)")
      #expect(
        isNear(
          estimate.value, BiasOracle.number(run.expected["beta"]), within: tolerance, scale: estimate.se),
        "\(place)")
      #expect(isNear(estimate.se, BiasOracle.number(run.expected["se"]), within: tolerance), "\(place)")
      compared += 1
    }
    #expect(compared >= 18)
  }

  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: names)
  func failSafe(name: String) throws {
    let reference = try BiasOracle("bias_\(name)")
    let effects = reference.effects
    // metafor compares logits with 0.
    let null = effects.measure.analysisNull ?? 0
    let general = reference.runs.first { $0.id == "fsn_General" }
    let tau2 = try #require(BiasOracle.number(general?.expected["tau2"]))
    for run in reference.runs where run.id.hasPrefix("fsn_") {
      let target = BiasOracle.number(run.expected["target"])
      let number: FailSafeN
      switch run.id {
      case "fsn_Rosenthal": number = try .rosenthal(effects, null: null)
      case "fsn_Rosenthal_alpha01": number = try .rosenthal(effects, alpha: 0.01, null: null)
      case "fsn_Rosenberg": number = try .rosenberg(effects, null: null)
      case "fsn_Orwin", "fsn_Orwin_target05":
        number = try .orwin(effects, isWeighted: true, target: target, null: null)
      case "fsn_Orwin_unw_target05": number = try .orwin(effects, target: target, null: null)
      default: number = try .general(effects, tau2: .given(tau2), target: target, null: null)
      }
      let expected = try #require(BiasOracle.number(run.expected["fsnum"]))
      if number.method == .general {
        #expect(number.studies == expected || number.studies == expected - 1, "\(name) \(run.id)")
        let result = FileDrawer(effects, estimator: .given(tau2), null: null).result(added: expected)
        #expect(
          isNear(result.p, BiasOracle.number(run.expected["pval.fsn"]), within: 1e-8), "\(name) \(run.id)")
      } else {
        #expect(number.studies == expected, "\(name) \(run.id)")
      }
    }
  }

  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: names)
  func excess(name: String) throws {
    let reference = try BiasOracle("bias_\(name)")
    let effects = reference.effects
    let null = effects.measure.analysisNull ?? 0
    for run in reference.runs where ["tes", "tes_find", "tes_REML"].contains(run.id) {
      let isRandom = run.id == "tes_REML"
      let test: ExcessSignificance.Test =
        run.id == "tes_find" ? .binomial : BiasOracle.number(run.expected["X2"]) == nil ? .exact : .chi2
      let tau2 = isRandom ? try RandomEffects(test: .z).fit(effects).heterogeneity.tau2 ?? 0 : 0
      let result = try ExcessSignificance(
        effects, theta: BiasOracle.number(run.expected["theta"]), tau2: tau2, null: null, test: test)
      let place = "\(name) \(run.id)"
      // With τ² metafor's integrals have a relative tolerance of 1e-4; its limit of θ an absolute one.
      let tolerance = isRandom ? 1e-4 : 1e-11
      #expect(result.observed == (run.expected["O"] as? NSNumber)?.intValue, "\(place)")
      #expect(isNear(result.expected, BiasOracle.number(run.expected["E"]), within: tolerance), "\(place)")
      #expect(isNear(result.p, BiasOracle.number(run.expected["pval"]), within: 10 * tolerance), "\(place)")
      #expect(
        isNear(result.limit, BiasOracle.number(run.expected["theta.lim"]), within: 2e-4, scale: 1), "\(place)"
      )
    }
  }
}
