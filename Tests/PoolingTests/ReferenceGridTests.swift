import Distributions
import EffectSizes
import Testing

@testable import Pooling

/// The whole pipeline, from the CSV files of `Datasets` to the fits, against R.
///
/// Where a value is smaller than the terms that cancel in it, it is judged by the size of these: an estimate and its
/// limits by the standard error, τ² by the typical variance, I² by 1, a z or t by 1. The p-value of z has the
/// condition number z².
struct ReferenceGridTests {
  static let measures = [
    "one-group": ["PR", "PLN", "PLO", "PAS", "PFT"], "two-group": ["RR", "OR", "RD", "AS", "PETO"],
    "ready": ["GEN"],
  ]
  static let estimators = ["EE", "REML", "DL", "ML", "PM", "EB", "SJ", "HE", "HS", "HSk"]
  static let tests = ["z", "t", "knha", "adhoc"]

  let grid: Grid

  init() throws { grid = try Grid.load() }

  @Test func gridIsComplete() throws {
    #expect(grid.datasets.count >= 12 && grid.datasets.count == grid.counts.datasets)
    #expect(grid.entries.count == grid.counts.effect_sets)
    for dataset in grid.datasets {
      for measure in try #require(Self.measures[dataset.kind]) {
        let entries = grid.entries.filter { $0.dataset == dataset.name && $0.measure == measure }
        #expect(entries.contains { !$0.drop00 }, "\(dataset.name) \(measure)")
      }
    }
    for entry in grid.entries {
      #expect(entry.fits.map(\.estimator) == Self.estimators)
      #expect(entry.fits.allSatisfy { Set($0.tests.keys) == Set(Self.tests) })
    }
  }

  @Test func effectSizes() throws {
    let comparison = Comparison()
    for reference in grid.datasets {
      let dataset = try Dataset(named: reference.name)
      #expect(dataset.labels == reference.studies)
      #expect(dataset.leftOut == reference.left_out)
    }
    for entry in grid.entries {
      let effects = try entry.effects()
      let place = entry.name
      #expect(effects.k == entry.k)
      // Logarithms of ratios near 1 and differences of risks cancel: judged by the standard error.
      for (study, expected) in zip(effects.studies, zip(entry.yi, entry.vi)) {
        comparison.check(
          "yi", study.yi, expected.0, within: Tolerance.closed, scale: expected.1.squareRoot(), at: place)
        comparison.check("vi", study.vi, expected.1, within: Tolerance.closed, at: place)
      }
      let fit = try RandomEffects(tau2: .derSimonianLaird).fit(effects)
      let shares = fit.heterogeneity
      comparison.check("Q", shares.q, entry.Q, within: Tolerance.closed, at: place)
      comparison.check("Q df", shares.qDF, entry.Q_df, within: 0, at: place)
      comparison.check(
        "Q p", shares.qP, entry.Q_p, within: Tolerance.closed * max(1, entry.Q), at: place)
      let model = InterceptModel(yi: effects.yi, vi: effects.vi)
      comparison.check(
        "typical variance", (Double(entry.k) - 1) / model.moments(tau2: 0).traceP, entry.typical_variance,
        within: Tolerance.closed, at: place)
      let profile = entry.q_profile
      // Where even Q(0) is below the lower quantile no τ² is compatible: R gives 0 to 0, Copse none.
      if profile.tau2 == [0, 0], shares.q < ChiSquared(degreesOfFreedom: shares.qDF).quantile(0.025) {
        #expect(shares.tau2Lower == nil && shares.tau2Upper == nil && shares.i2Lower == nil, "\(place)")
        continue
      }
      let limits: [(String, Double?, Double?, [Double])] = [
        ("tau2", shares.tau2Lower, shares.tau2Upper, profile.tau2),
        ("I2", shares.i2Lower, shares.i2Upper, profile.I2),
        ("H2", shares.h2Lower, shares.h2Upper, profile.H2),
      ]
      for (name, lower, upper, expected) in limits {
        comparison.check(
          "Q-profile \(name)", [lower, upper].compactMap { $0 }, expected, within: Tolerance.iterative,
          at: place)
      }
    }
    comparison.report("Effect sizes and heterogeneity")
    #expect(comparison.count >= 107 * 10)
  }

  @Test func fits() throws {
    let comparison = Comparison()
    var visited: Set<[String]> = []
    for entry in grid.entries {
      let effects = try entry.effects()
      for fit in entry.fits {
        for (test, expected) in fit.tests {
          let place = "\(entry.name) \(fit.estimator) \(test)"
          try compare(comparison, effects, entry, fit, test, expected, place)
          visited.insert([entry.name, fit.estimator, test])
        }
      }
    }
    comparison.report("Fits")
    #expect(visited.count == grid.counts.results)
    #expect(visited.count == grid.entries.count * Self.estimators.count * Self.tests.count)
  }

  private func compare(
    _ comparison: Comparison, _ effects: EffectSizes, _ entry: Grid.Entry, _ fit: Grid.Fit, _ test: String,
    _ expected: Grid.Fit.Test, _ place: String
  ) throws {
    let meanTest = try #require(MeanTest(metafor: test))
    guard fit.estimator != "EE" else {
      let result = try CommonEffect(test: meanTest).fit(effects)
      compare(comparison, "common", result, fit, expected, within: Tolerance.closed, at: place)
      return
    }
    let estimator = try #require(Tau2Estimator(metafor: fit.estimator))
    let (kind, tolerance) =
      estimator.isIterative ? ("iterative", Tolerance.iterative) : ("closed", Tolerance.closed)
    // Under the tests z and t metafor's own interval is one of the first three.
    let methods: [PredictionMethod] = test == "z" || test == "t" ? [.z, .hts, .v] : [.z, .hts, .v, .hk]
    for method in methods {
      let model = RandomEffects(tau2: estimator, test: meanTest, prediction: method)
      let result = try model.fit(effects)
      let reference: [Double]? =
        switch method {
        case .z: fit.prediction?.z
        case .hts: fit.prediction?.hts
        case .v: fit.prediction?.v
        default: expected.prediction
        }
      let spread = expected.se + fit.tau2.squareRoot()
      comparison.check(
        "\(kind): prediction", result.prediction.map { [$0.lower, $0.upper] } ?? [], reference ?? [],
        within: tolerance, scale: spread, at: "\(place) \(method)")
      guard method == .hts else { continue }
      compare(comparison, kind, result, fit, expected, within: tolerance, at: place)
      let shares = result.heterogeneity
      comparison.check(
        "\(kind): tau2", shares.tau2, fit.tau2, within: tolerance, scale: entry.typical_variance, at: place)
      comparison.check("\(kind): se tau2", shares.tau2SE, fit.se_tau2, within: tolerance, at: place)
      #expect(
        !estimator.isIterative || result.convergence?.converged == true, "\(place) converged")
      if fit.estimator == "REML" || fit.estimator == "ML" {
        #expect(result.otherMaxima.count == (fit.local_maxima ?? 1) - 1, "\(place): maxima")
      }
    }
  }

  private func compare(
    _ comparison: Comparison, _ kind: String, _ result: PooledFit, _ fit: Grid.Fit, _ expected: Grid.Fit.Test,
    within tolerance: Double, at place: String
  ) {
    func check(
      _ what: String, _ value: Double?, _ reference: Double?, scale: Double = 0, condition: Double = 1
    ) {
      comparison.check(
        "\(kind): \(what)", value, reference, within: tolerance * condition, scale: scale, at: place)
    }
    let estimate = result.estimate
    check("estimate", estimate.value, fit.estimate, scale: expected.se)
    check("se", estimate.se, expected.se)
    check("limits", estimate.lower, expected.lower, scale: expected.se)
    check("limits", estimate.upper, expected.upper, scale: expected.se)
    check("df", estimate.df, expected.df)
    check("I2", result.heterogeneity.i2, fit.I2, scale: 1)
    check("H2", result.heterogeneity.h2, fit.H2)
    comparison.check(
      "\(kind): weights", result.weights, fit.weights_percent.map { $0 / 100 }, within: tolerance, at: place)
    // One group's proportion has no value of no effect, and so no test.
    if result.effects.measure.null == nil {
      #expect(estimate.statistic == nil && estimate.p == nil)
    } else {
      let squared = expected.statistic * expected.statistic
      check("statistic", estimate.statistic, expected.statistic, scale: 1)
      check("p", estimate.p, expected.p, condition: max(1, squared))
    }
  }
}

extension Grid.Entry {
  var name: String { "\(dataset) \(measure)" + (drop00 ? " drop00" : "") }

  /// The effect sizes as `escalc` makes them: it corrects every measure but AS, PAS and PFT, and keeps studies
  /// without events in either group, or drops them for all measures.
  func effects() throws -> EffectSizes {
    try Dataset(named: dataset).effects(
      measure, rows: rows.map { $0 - 1 }, correction: .metafor(measure))
  }
}
