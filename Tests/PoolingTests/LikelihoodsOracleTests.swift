import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// Mixed models on counts against `rma.glmm` of metafor 5.0 in the oracle, where its folder is there.
///
/// Tolerances are in standard errors, for what the peer's numbers hold: its likelihoods without random effects and
/// its exact conditional one are converged; the others have 7 nodes, and 1 (Laplace) for two random effects.
/// Its log-likelihood of the models fitted by lme4 rests on the deviance given the random effects and is no
/// marginal one (see Tests/Reference/README.md), so that it is compared for the others alone.
@Suite(.enabled(if: OracleCase.folder != nil, OracleCase.isMissing))
struct LikelihoodsOracleTests {
  @Test(arguments: ["glmm_OR_", "glmm_PLO_"]) func counts(prefix: String) throws {
    let comparison = Comparison()
    for oracle in try OracleCase.all(prefix) where !oracle.name.contains("mods") {
      for run in oracle.runs where run.call.text.hasPrefix("rma.glmm(") && !run.id.contains("nAGQ1") {
        let call = run.call.text
        let measure = try #require(OracleCase.argument("measure", of: call))
        let model = model(call)
        let fit = try model.fit(oracle.counts(call).effects(measure))
        compare(comparison, run, fit, model, at: "\(oracle.name) \(run.id)")
      }
    }
    comparison.report("Oracle, \(prefix)")
    #expect(comparison.count > 20)
  }

  private func compare(
    _ comparison: Comparison, _ run: OracleCase.Run, _ fit: PooledFit, _ model: MixedModel, at place: String
  ) {
    let expected = run.expected
    let isOneGroup = place.contains("PLO")
    let approach = isOneGroup ? "one group" : model.approach.rawValue
    let isExact = !model.isRandom || approach == "cm-el"
    let tolerance = approach == "um-rs" ? 0.02 : isExact ? 1e-4 : 2e-3
    let se = fit.estimate.se
    comparison.check(
      "\(approach) beta in standard errors", fit.estimate.value / se,
      (expected["beta"]?.number).map { $0 / se }, within: tolerance, scale: 1, at: place)
    comparison.check(
      "\(approach) tau2", fit.heterogeneity.tau2 ?? 0, expected["tau2"]?.number,
      within: approach == "um-rs" ? 0.01 : 2e-3, scale: 0.01, at: place)
    if approach != "um-rs" {
      comparison.check(
        "\(approach) LRT", fit.heterogeneity.q, expected["QE.LRT"]?.number, within: 1e-8, at: place)
      if isExact {
        comparison.check(
          "\(approach) log-likelihood", fit.likelihood?.logLikelihood, expected["fit.stats"]?["ll"]?.number,
          within: 1e-5, at: place)
      }
    }
  }

  private func model(_ call: String) -> MixedModel {
    let approach =
      OracleCase.argument("model", of: call)
      .flatMap { MixedModelApproach(rawValue: $0.lowercased().replacingOccurrences(of: ".", with: "-")) }
    return MixedModel(
      isRandom: OracleCase.argument("method", of: call) != "EE", approach: approach ?? .unconditionalFixed,
      test: OracleCase.argument("test", of: call) == "t" ? .t : .z)
  }
}
