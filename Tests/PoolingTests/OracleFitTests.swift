import EffectSizes
import Foundation
import Testing

@testable import Pooling

/// Fits against the runs of `rma` of metafor 5.0 in the oracle, where its folder is there.
///
/// metafor stops at an absolute change of 1e-13 in τ², so that values near 0 are judged by the typical variance.
@Suite(.enabled(if: OracleCase.folder != nil, OracleCase.isMissing))
struct OracleFitTests {
  /// The model and level of a run, from its name; nil for what Copse does not compute (yet).
  private func model(_ id: String) -> (model: any PoolingModel, isIterative: Bool)? {
    switch id {
    case "tau2_fixed_0.05": return (RandomEffects(tau2: .given(0.05), test: .z, prediction: .z), false)
    case "REML_level90": return (RandomEffects(test: .z, prediction: .z, level: 0.9), true)
    case "DL_hksj_level99":
      return (
        RandomEffects(tau2: .derSimonianLaird, test: .hartungKnapp, prediction: .hk, level: 0.99), false
      )
    default: break
    }
    let parts = id.split(separator: "_").map(String.init)
    guard parts.count == 2, let test = MeanTest(metafor: parts[1]) else { return nil }
    if parts[0] == "EE" { return (CommonEffect(test: test), false) }
    guard let estimator = Tau2Estimator(metafor: parts[0]) else { return nil }
    let prediction: PredictionMethod = test == .z ? .z : test == .t ? .v : .hk
    return (
      RandomEffects(tau2: estimator, test: test, prediction: prediction), estimator.isIterative
    )
  }

  @Test func fits() throws {
    let comparison = Comparison()
    var left: Set<String> = []
    var visited = 0
    for oracle in try OracleCase.all("uni_") {
      let effects = try oracle.effects()
      for run in oracle.runs {
        guard let (model, isIterative) = model(run.id) else {
          left.insert(run.id)
          continue
        }
        // metafor's default stopping rule in a run that sets none: 1e-5 in τ².
        if run.id == "REML_level90" { continue }
        let fit = try model.fit(effects)
        // One variance of 1e-6 beside others of 1e-2: metafor ends at a τ² of 6e-14 where the maximum is at 0, and
        // that changes the largest weight by 6e-8.
        let endsShort = oracle.name == "uni_vi_zero" && fit.convergence?.boundary == true
        // In closed forms R loses digits with it too: its typical variance is off by 1.4e-12 (exact fractions give
        // 0.008182871843353999).
        let closed = oracle.name == "uni_vi_zero" ? 1e-11 : Tolerance.closed
        let tolerance = endsShort ? 1e-7 : isIterative ? Tolerance.iterative : closed
        compare(comparison, fit, run.expected, within: tolerance, at: "\(oracle.name) \(run.id)")
        visited += 1
      }
    }
    comparison.report("Oracle, rma")
    print("Oracle, rma: \(visited) runs; left for later: \(left.sorted().joined(separator: " "))")
    #expect(visited == 19 * 43)
  }

  private func compare(
    _ comparison: Comparison, _ fit: PooledFit, _ expected: RValue, within tolerance: Double, at place: String
  ) {
    func reference(_ name: String) -> Double? { expected[name]?.number }
    let se = reference("se") ?? 0
    let typical = reference("vt") ?? 0
    func check(
      _ name: String, _ value: Double?, _ expected: Double?, scale: Double = 0, condition: Double = 1
    ) {
      comparison.check(name, value, expected, within: tolerance * condition, scale: scale, at: place)
    }
    let estimate = fit.estimate
    check("beta", estimate.value, reference("beta"), scale: se)
    check("se", estimate.se, reference("se"))
    check("ci", estimate.lower, reference("ci.lb"), scale: se)
    check("ci", estimate.upper, reference("ci.ub"), scale: se)
    check("ddf", estimate.df, reference("ddf"))
    if fit.effects.measure.null != nil {
      let statistic = reference("zval")
      check("zval", estimate.statistic, statistic, scale: 1)
      check("pval", estimate.p, reference("pval"), condition: max(1, (statistic ?? 0) * (statistic ?? 0)))
    }
    comparison.check(
      "weights", fit.weights, (expected["weights_pct"]?.numbers ?? []).compactMap { $0.map { $0 / 100 } },
      within: tolerance, at: place)
    let shares = fit.heterogeneity
    // Sums of k terms that cancel where all effects agree.
    check("QE", shares.q, reference("QE"), scale: Double(fit.k))
    // A single study has no heterogeneity to speak of: R gives τ² = 0, I² = 0, H² = 1, Copse nothing.
    guard fit.k > 1 else {
      #expect(shares.i2 == nil && shares.h2 == nil && shares.qP == nil && fit.prediction == nil, "\(place)")
      return
    }
    check("QEp", shares.qP, reference("QEp"), condition: max(1, reference("QE") ?? 0))
    if let tau2 = shares.tau2 {
      check("tau2", tau2, reference("tau2"), scale: typical)
      // A τ² given by hand has no standard error; R gives that of an estimate at this value.
      if fit.model.tau2 != "0.05" { check("se.tau2", shares.tau2SE, reference("se.tau2")) }
      let prediction = expected["predict"]
      let spread = (tau2 + se * se).squareRoot()
      check("pi", fit.prediction?.lower, prediction?["pi.lb"]?.number, scale: spread)
      check("pi", fit.prediction?.upper, prediction?["pi.ub"]?.number, scale: spread)
    }
    check("I2", shares.i2, reference("I2").map { $0 / 100 }, scale: 1)
    check("H2", shares.h2, reference("H2"))
  }

  @Test func qProfiles() throws {
    let comparison = Comparison()
    var left: Set<String> = []
    for oracle in try OracleCase.all("confint_") {
      let effects = try oracle.effects()
      for run in oracle.runs {
        let parts = run.id.split(separator: "_").map(String.init)
        let level = run.id.hasSuffix("level90") ? 0.9 : 0.95
        guard ["QP", "HT"].contains(parts[0]), let estimator = Tau2Estimator(metafor: parts[1]),
          let rows = run.expected["random"]?["data"]?.list.map(\.numbers)
        else {
          left.insert(run.id)
          continue
        }
        let definition: I2Definition = parts[0] == "HT" ? .q : .tau2
        let fit = try RandomEffects(tau2: estimator, test: .z, i2: definition, level: level).fit(effects)
        let shares = fit.heterogeneity
        let place = "\(oracle.name) \(run.id)"
        func check(
          _ name: String, _ value: Double?, _ expected: Double?, within tolerance: Double, scale: Double
        ) {
          comparison.check(name, value, expected, within: tolerance, scale: scale, at: place)
        }
        if definition == .q {
          check("HT I2", shares.i2, rows[2][0].map { $0 / 100 }, within: Tolerance.closed, scale: 1)
          for (value, expected) in [(shares.i2Lower, rows[2][1]), (shares.i2Upper, rows[2][2])] {
            check("HT I2", value, expected.map { $0 / 100 }, within: Tolerance.closed, scale: 1)
          }
          check("HT H2", shares.h2Lower, rows[3][1], within: Tolerance.closed, scale: 0)
          check("HT H2", shares.h2Upper, rows[3][2], within: Tolerance.closed, scale: 0)
          continue
        }
        if run.expected["ci.null"]?.text == "true" {
          #expect(shares.tau2Lower == nil && shares.tau2Upper == nil, "\(place)")
          continue
        }
        // metafor looks no further than its `tau2.max`, and says so.
        if run.expected["ub.sign"]?.text == ">" { continue }
        // `uniroot` stops at 1e-12 absolute, so that a limit near 0 is judged by the upper one.
        let upper = rows[0][2] ?? 0
        check("QP tau2", shares.tau2Lower, rows[0][1], within: Tolerance.iterative, scale: upper)
        check("QP tau2", shares.tau2Upper, rows[0][2], within: Tolerance.iterative, scale: 0)
        check("QP I2", shares.i2Lower, rows[2][1].map { $0 / 100 }, within: Tolerance.iterative, scale: 1)
        check("QP I2", shares.i2Upper, rows[2][2].map { $0 / 100 }, within: Tolerance.iterative, scale: 1)
        check("QP H2", shares.h2Lower, rows[3][1], within: Tolerance.iterative, scale: 0)
        check("QP H2", shares.h2Upper, rows[3][2], within: Tolerance.iterative, scale: 0)
      }
    }
    comparison.report("Oracle, confint")
    print("Oracle, confint: left for later: \(left.sorted().joined(separator: " "))")
    #expect(comparison.count > 780)
  }
}
