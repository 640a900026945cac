import EffectSizes
import MetaRegression
import Testing

@testable import SmallStudyEffects

/// Every run of `regtest` and `ranktest` of metafor 5.0-1 in the oracle's folder, where that is beside the package.
@Suite("Tests of asymmetry in the oracle")
struct AsymmetryOracleTests {
  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: BiasOracle.names)
  func regressions(name: String) throws {
    let reference = try BiasOracle("bias_\(name)")
    var compared = 0
    for run in reference.runs where run.id.hasPrefix("regtest_") {
      let place = "\(name) \(run.id)"
      let predictor = try #require(SizePredictor(rawValue: run.expected["predictor"] as? String ?? ""))
      let isLine = run.id.hasPrefix("regtest_lm")
      var options = AsymmetryOptions(predictor: predictor, sizes: reference.sizes)
      if run.id.hasPrefix("regtest_rma_REML") {
        options.regression = MetaRegression(tau2: .reml, test: .z)
      } else if run.id.hasPrefix("regtest_rma_EE") {
        options.regression = MetaRegression(tau2: .given(0), test: .z)
      } else if !isLine {
        options.regression = MetaRegression(tau2: .derSimonianLaird, test: .hartungKnapp)
      }
      let result = try (isLine ? AsymmetryTest.egger : .eggerMixed).run(reference.effects, options)
      // Closed forms; by REML the coefficients follow a τ² that metafor iterates to 1e-13.
      let tolerance = 1e-8
      func expect(_ value: Double?, _ key: String) {
        expectClose(value, BiasOracle.number(run.expected[key]), within: tolerance, "\(place) \(key)")
      }
      expect(result.statistic, "zval")
      expect(result.p, "pval")
      expect(result.df, "dfs")
      expect(result.limit?.value, "est")
      expect(result.limit?.lower, "ci.lb")
      expect(result.limit?.upper, "ci.ub")
      expect(result.tau2, "tau2")
      let (slope, ses) = (try #require(result.slope), BiasOracle.numbers(run.expected["fit_se"]))
      expectClose(
        slope.value, BiasOracle.numbers(run.expected["fit_beta"])[1], within: tolerance, scale: slope.se,
        "\(place)")
      expectClose(slope.se, ses[1], within: tolerance, scale: slope.se, "\(place)")
      compared += 1
    }
    #expect(compared >= 8)
  }

  @Test(.enabled(if: BiasOracle.isThere, BiasOracle.isMissing), arguments: BiasOracle.names)
  func ranks(name: String) throws {
    let reference = try BiasOracle("bias_\(name)")
    let runs = reference.runs.filter { $0.id.hasPrefix("ranktest") }
    #expect(runs.count == 3)
    for run in runs {
      let result = try AsymmetryTest.begg.run(
        reference.effects, AsymmetryOptions(rankP: run.id == "ranktest_noexact" ? .normal : .exact))
      expectClose(
        result.kendallTau, BiasOracle.number(run.expected["tau"]), within: 1e-12, "\(name) \(run.id)")
      expectClose(result.p, BiasOracle.number(run.expected["pval"]), within: 1e-10, "\(name) \(run.id)")
    }
  }
}
