import EffectSizes
import Foundation
import LinearAlgebra
import Testing

@testable import SmallStudyEffects

/// The runs of `selmodel` of metafor 5.0-1 in the oracle's folder, where that is beside the package, but for the weight
/// functions that Copse does not have: `negexppow`, and formulas with a measure of precision or with steps.
///
/// metafor's searches end within about 1e-6 of the maximum in the log-likelihood. The integrals behind formulas have a
/// relative tolerance of 1.2e-4 in each of k studies (R's `integrate` by default), so that its log-likelihood is good to
/// 1.2e-4 k and its standard errors, differences of such values, to no useful digits; `selmodel.json` has tight ones.
/// So its log-likelihood is held against ours at its own estimates, and the estimates by what that leaves open.
///
/// The exception: in moore1998_OR no study has p up to 0.025, so that the weights of steps have no estimate, and Copse
/// refuses.
@Suite("Selection models in the oracle")
struct SelectionOracleTests {
  static let names = [
    "bcg_RR", "egger2001_OR", "hackshaw1998", "moore1998_OR", "normand1999_SMD", "raudenbush1985",
  ]

  private static let functions: [String: SelectionFunction] = [
    "beta": .beta, "halfnorm": .halfNormal, "negexp": .negativeExponential, "logistic": .logistic,
    "power": .power, "step_025": .step([0.025]), "step_025_5": .step([0.025, 0.5]),
    "step_fixed_delta": .step([0.025, 0.1, 0.5]), "EE_step": .step([0.025]), "EE_beta": .beta,
  ]
  private static let others = ["negexppow", "halfnorm_prec_sei", "logistic_prec_sei_scale", "halfnorm_steps"]

  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: names)
  func runs(name: String) throws {
    let reference = try BiasOracle("selmodel_\(name)")
    var compared = 0
    for run in reference.runs where !Self.others.contains(run.id) {
      let place = "\(name) \(run.id)"
      let function = try #require(Self.functions[run.id], "\(place)")
      let weights = run.id == "step_fixed_delta" ? [1, 0.8, 0.6, 0.5] : nil
      let isRandom = !run.id.hasPrefix("EE")
      let alternative: SelectionAlternative = run.call.contains("\"less\"") ? .less : .greater
      let beta = try #require(BiasOracle.number(run.expected["beta"]))
      let se = BiasOracle.number(run.expected["se"])
      let tau2 = BiasOracle.number(run.expected["tau2"]) ?? 0
      let delta = BiasOracle.numbers(run.expected["delta"]).compactMap { $0 }
      let statistics = try #require(run.expected["fit.stats"] as? [String: Any])
      let height = try #require(BiasOracle.number(statistics["ll.ML"]))

      var natural = weights == nil ? delta : []
      if case .step = function { natural = natural.dropFirst().map { log($0) } }
      let effects = reference.effects
      let isStep = run.id.contains("step")
      if name == "moore1998_OR", isStep, weights == nil {
        #expect(throws: SelectionError.self, "\(place)") {
          try SelectionModel(function, alternative: alternative, isRandom: isRandom, weights: weights).fit(
            effects)
        }
        continue
      }
      let noise = isStep ? 1e-6 : 1.2e-4 * Double(effects.k)
      let likelihood = try selectionLikelihood(
        function, effects.yi, effects.vi, alternative, weights: weights, isRandom: isRandom)
      let there = try #require(likelihood.evaluate([beta] + (isRandom ? [tau2] : []) + natural)).value
      #expect(abs(there - height) < noise, "\(place): \(there) for \(height)")

      var model = SelectionModel(
        function, alternative: alternative, isRandom: isRandom, weights: weights)
      model.hasProfiles = false
      let fit = try model.fit(effects)
      let gain = fit.criteria.logLikelihood - height
      #expect(gain > -noise, "\(place): lower by \(-gain)")
      compared += 1
      guard gain < noise + 1e-5 else { continue }
      let estimate = fit.coefficients[0].estimate
      let slack = 1.01 * (2 * (max(gain, 0) + noise)).squareRoot()
      #expect(abs(estimate.value - beta) < slack * estimate.se, "\(place): \(estimate.value) for \(beta)")
      if let se, isStep, fit.tau2?.edge == nil, fit.parameters.allSatisfy({ $0.edge == nil }) {
        #expect(abs(estimate.se / se - 1) < 1e-2, "\(place): SE \(estimate.se) for \(se)")
      }
      if let test = fit.likelihoodRatio {
        let expected = try #require(BiasOracle.number(run.expected["LRT"]))
        #expect(
          abs(test.statistic - expected) < 2 * noise + 1e-4, "\(place): LRT \(test.statistic) for \(expected)"
        )
        #expect(test.df == BiasOracle.number(run.expected["LRTdf"]).map { Int($0) }, "\(place)")
      }
    }
    #expect(compared >= 5)
  }
}
