import EffectSizes
import Foundation
import LinearAlgebra
import StudyData
import Testing

@testable import Pooling

/// Against meta 8.3 (`metagen`, `metaprop`), metafor's transformations and the results of metafor 4.6 that
/// PyMARE publishes, where the oracle's folder is there.
@Suite(.enabled(if: OracleCase.folder != nil, OracleCase.isMissing))
struct OracleMetaTests {
  /// The model of a run of `metagen` or `metaprop`; nil for what Copse does not compute (yet).
  private func model(_ call: String) -> RandomEffects? {
    guard call.hasPrefix("metagen(") || call.hasPrefix("metaprop("),
      let estimator = OracleCase.argument("method.tau", of: call).flatMap(Tau2Estimator.init(metafor:))
    else { return nil }
    let interval = OracleCase.argument("method.random.ci", of: call) ?? "classic"
    let adhoc = OracleCase.argument("adhoc.hakn.ci", of: call) ?? ""
    let adhocPrediction = OracleCase.argument("adhoc.hakn.pi", of: call) ?? ""
    let test: MeanTest
    switch (interval, adhoc) {
    case ("classic", ""): test = .z
    case ("HK", ""): test = .hartungKnapp
    case ("HK", "se"): test = .hartungKnappConservative
    default: return nil
    }
    let predictions: [String: PredictionMethod] = ["V": .v, "HTS": .hts, "S": .z, "HK": .hk]
    guard let prediction = predictions[OracleCase.argument("method.predict", of: call) ?? "V"] else {
      return nil
    }
    if prediction == .hk, adhocPrediction == "se" {
      return RandomEffects(tau2: estimator, test: .hartungKnappConservative, prediction: .hk, i2: .q)
    }
    return RandomEffects(tau2: estimator, test: test, prediction: prediction, i2: .q)
  }

  @Test(arguments: ["meta_gen_", "meta_prop_"]) func pooled(prefix: String) throws {
    let comparison = Comparison()
    var left: Set<String> = []
    for oracle in try OracleCase.all(prefix) {
      for run in oracle.runs {
        let call = run.call.text
        guard let model = model(call) else {
          if !run.id.hasSuffix("_backtransf"), !run.id.hasPrefix("ci_") { left.insert(run.id) }
          continue
        }
        if isCorrectedOtherwise(oracle, run) { continue }
        let effects =
          try call.hasPrefix("metaprop(") ? proportions(oracle, call) : oracle.effects()
        compare(
          comparison, try model.fit(effects), try CommonEffect().fit(effects), run,
          isIterative: model.tau2.isIterative, at: "\(oracle.name) \(run.id)")
      }
    }
    comparison.report("Oracle, \(prefix)")
    print("Oracle, \(prefix): left for later: \(left.sorted().joined(separator: " "))")
    #expect(comparison.count > (prefix == "meta_gen_" ? 2000 : 600))
  }

  /// With zero cells meta corrects the variance of PRAW and not the proportion, and in PLN takes n + ½ for the one
  /// and n + 1 for the other; metafor and Copse correct all of them alike.
  private func isCorrectedOtherwise(_ oracle: OracleCase, _ run: OracleCase.Run) -> Bool {
    oracle.name == "meta_prop_pritz1997" && (run.id.contains("PRAW") || run.id.contains("PLN"))
  }

  private func proportions(_ oracle: OracleCase, _ call: String) throws -> EffectSizes {
    let names = ["PLOGIT": "PLO", "PLN": "PLN", "PRAW": "PR", "PAS": "PAS", "PFT": "PFT"]
    let summary = OracleCase.argument("sm", of: call) ?? "PLOGIT"
    let arguments = call.prefix { $0 != "d" }.split(separator: "(")[1].split(separator: ",")
    let columns = CountColumns(
      events: "\(arguments[0])", size: .total(arguments[1].trimmingCharacters(in: .whitespaces)))
    return try Dataset(file: oracle.file, columns: .oneGroupCounts(columns))
      .effects(try #require(names[summary]))
  }

  private func compare(
    _ comparison: Comparison, _ fit: PooledFit, _ common: PooledFit, _ run: OracleCase.Run, isIterative: Bool,
    at place: String
  ) {
    func reference(_ name: String) -> Double? { run.expected[name]?.number }
    // metafor, which meta calls, is asked to stop at 1e-13 or so, absolute: little for a τ² of 1e-9.
    let stop = 2e-14 / max(reference("tau2") ?? 0, 1e-10)
    let tolerance = isIterative ? max(Tolerance.iterative, stop) : Tolerance.closed
    func check(
      _ name: String, _ value: Double?, within tolerance: Double, scale: Double = 0, condition: Double = 1
    ) {
      comparison.check(
        name, value, reference(name), within: tolerance * condition, scale: scale, at: place)
    }
    let seCommon = reference("seTE.common") ?? 0
    check("TE.common", common.estimate.value, within: Tolerance.closed, scale: seCommon)
    check("seTE.common", common.estimate.se, within: Tolerance.closed)
    check("lower.common", common.estimate.lower, within: Tolerance.closed, scale: seCommon)
    check("upper.common", common.estimate.upper, within: Tolerance.closed, scale: seCommon)
    let se = reference("seTE.random") ?? 0
    let spread = (se * se + (reference("tau2") ?? 0)).squareRoot()
    check("lower.predict", fit.prediction?.lower, within: tolerance, scale: spread)
    check("upper.predict", fit.prediction?.upper, within: tolerance, scale: spread)
    // The conservative factor is here for the prediction interval alone.
    if run.id == "PI_HKse" { return }
    check("TE.random", fit.estimate.value, within: tolerance, scale: se)
    check("seTE.random", fit.estimate.se, within: tolerance)
    check("lower.random", fit.estimate.lower, within: tolerance, scale: se)
    check("upper.random", fit.estimate.upper, within: tolerance, scale: se)
    if fit.effects.measure.null != nil {
      check("statistic.random", fit.estimate.statistic, within: tolerance, scale: 1)
      let statistic = reference("statistic.random") ?? 0
      check("pval.random", fit.estimate.p, within: tolerance, condition: max(1, statistic * statistic))
    }
    let shares = fit.heterogeneity
    check("Q", shares.q, within: Tolerance.closed)
    check("pval.Q", shares.qP, within: Tolerance.closed, condition: max(1, shares.q))
    check("tau2", shares.tau2, within: tolerance, scale: spread * spread)
    check("I2", shares.i2, within: Tolerance.closed, scale: 1)
    check("lower.I2", shares.i2Lower, within: Tolerance.closed, scale: 1)
    check("upper.I2", shares.i2Upper, within: Tolerance.closed, scale: 1)
    // meta reports H with no value below 1.
    comparison.check(
      "H", shares.h2.map { max(1, $0).squareRoot() }, reference("H"), within: Tolerance.closed, at: place)
    comparison.check(
      "lower.H", shares.h2Lower?.squareRoot(), reference("lower.H"), within: Tolerance.closed, at: place)
    comparison.check(
      "upper.H", shares.h2Upper?.squareRoot(), reference("upper.H"), within: Tolerance.closed, at: place)
  }

  @Test func proportionsReadBack() throws {
    let comparison = Comparison()
    for oracle in try OracleCase.all("meta_prop_") {
      for run in oracle.runs where run.id.hasSuffix("_backtransf") {
        if isCorrectedOtherwise(oracle, run) { continue }
        let call = run.call.list[0].text.replacingOccurrences(of: "m <- ", with: "")
        let effects = try proportions(oracle, call)
        let place = "\(oracle.name) \(run.id)"
        let fits: [(String, PooledFit)] = [
          ("common", try CommonEffect().fit(effects)),
          ("random", try RandomEffects(tau2: .derSimonianLaird, test: .z).fit(effects)),
        ]
        for (name, fit) in fits {
          let shown = DisplayedResult(fit)
          comparison.check(
            name, [shown.value, shown.lower, shown.upper],
            (run.expected[name]?.numbers ?? []).compactMap { $0 }, within: Tolerance.closed, at: place)
        }
      }
    }
    comparison.report("Oracle, metaprop read back")
    #expect(comparison.count == (2 * 5 - 2) * 6)
  }

  /// The intervals of meta are on the logit scale, where a limit of 0 or 1 is infinite, whatever its sign.
  @Test(arguments: [
    ("ci_CP", ProportionInterval.clopperPearson), ("ci_WS", .wilson), ("ci_AC", .agrestiCoull),
    ("ci_SA", .wald),
  ]) func intervals(id: String, interval: ProportionInterval) throws {
    let comparison = Comparison()
    for oracle in try OracleCase.all("meta_prop_") {
      let run = try #require(oracle.runs.first { $0.id == id })
      let call = run.call.list[0].text.replacingOccurrences(of: "m <- ", with: "")
      for (index, study) in try proportions(oracle, call).studies.enumerated() {
        guard case .oneGroup(let counts) = study.counts,
          let limits = interval.limits(of: counts, level: 0.95)
        else { continue }
        for (name, value) in [("lower", limits.lower), ("upper", limits.upper)] {
          // meta's score limit for n of n is one rounding below 1, at a logit of 36.7.
          guard let logit = run.expected[name]?.numbers[index], abs(logit) < 36 else {
            #expect(value == 0 || value == 1, "\(oracle.name) \(id) \(index) \(name): \(value)")
            continue
          }
          comparison.check(
            name, Transformation.logit.forward(value), logit, within: Tolerance.closed, scale: 1,
            at: "\(oracle.name) \(id)")
        }
      }
    }
    comparison.report("Oracle, \(id)")
    #expect(comparison.count >= 30)
  }

  @Test func transformations() throws {
    let comparison = Comparison()
    let oracle = try #require(try OracleCase.all("transforms").first)
    let x = try String(contentsOf: oracle.file, encoding: .utf8).split(separator: "\n").compactMap {
      Double($0)
    }
    #expect(x.count == 20)
    let sizes = [11.0, 17, 21, 40, 122]
    let harmonic = FreemanTukeySize.harmonicMean.size(of: sizes, se: 1)
    let functions: [(String, [Double], (Double) -> Double)] = [
      ("transf.logit", x, { Transformation.logit.forward($0) }),
      ("transf.ilogit", x, { Transformation.logit.inverse($0) }),
      ("transf.arcsin", x, { Transformation.arcsine.forward($0) }),
      ("transf.iarcsin", x, { Transformation.arcsine.inverse($0) }),
      ("transf.probit", x, { Transformation.probit.forward($0) }),
      ("transf.iprobit", x, { Transformation.probit.inverse($0) }),
      ("transf.ipft", x, { Transformation.freemanTukey(size: 20).inverse($0) }),
      ("transf.ipft.hm", x, { Transformation.freemanTukey(size: harmonic).inverse($0) }),
      ("transf.pft", [0, 1, 2, 3, 4, 5, 10], { Transformation.freemanTukey(size: 10).forward($0) }),
      // R integrates to 1e-8 or so.
      (
        "transf.ilogit.int", Array(x[4..<17]),
        { MarginalMean.value(.logit, mean: $0, tau2: 0.3) ?? .nan }
      ),
    ]
    for (id, arguments, function) in functions {
      let run = try #require(oracle.runs.first { $0.id == id })
      let expected = run.expected.numbers
      #expect(expected.count == arguments.count)
      for (argument, reference) in zip(arguments, expected) {
        let value = function(argument)
        guard let reference, reference.isFinite else {
          #expect(!value.isFinite, "\(id) \(argument): \(value)")
          continue
        }
        comparison.check(
          id, value, reference, within: id.hasSuffix(".int") ? 1e-9 : Tolerance.closed, at: "\(argument)")
      }
    }
    comparison.report("Oracle, transformations")
  }
}
