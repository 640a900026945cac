import EffectSizes
import StudyData
import Testing

@testable import Pooling

/// Intervals for τ², general moments, likelihoods, Kenward–Roger and Henmi–Copas against the oracle.
@Suite(.enabled(if: OracleCase.folder != nil, OracleCase.isMissing))
struct OracleIntervalTests {
  let comparison = Comparison()

  /// metafor's `farebrother` is good to about 1e-5 in P, and `normand1999_MD` ends at its largest τ²: the
  /// distribution itself is tested elsewhere.
  @Test func intervals() throws {
    for oracle in try OracleCase.all("confint_") where oracle.name != "confint_normand1999_MD" {
      let effects = try oracle.effects()
      for run in oracle.runs {
        let choice: (Tau2IntervalMethod, Tau2Estimator, Double)
        switch run.id {
        case "BJ_GENQ": choice = (.biggerstaffJackson, .reml, 5e-3)
        case "BJ_GENQ_sqrt": choice = (.generalizedQ, .reml, 5e-3)
        case "PL_REML": choice = (.profileLikelihood, .reml, Tolerance.iterative)
        case "PL_ML": choice = (.profileLikelihood, .maximumLikelihood, Tolerance.iterative)
        default: continue
        }
        // Here metafor's limits miss by up to 10 %: see the references' README.
        if oracle.name == "confint_greenland1992", run.id.hasPrefix("BJ") { continue }
        guard run.expected["ci.null"]?.text != "true",
          let limits = run.expected["random"]?["data"]?.list.first?.numbers, let upper = limits[2]
        else { continue }
        let fit = try RandomEffects(tau2: choice.1, tau2Interval: choice.0).fit(effects)
        for (value, limit) in [
          (fit.heterogeneity.tau2Lower, limits[1]), (fit.heterogeneity.tau2Upper, limits[2]),
        ] {
          comparison.check(
            run.id, value, limit, within: choice.2, scale: upper, at: "\(oracle.name) \(run.id)")
        }
      }
    }
    comparison.report("Oracle, intervals for tau2")
    #expect(comparison.count > 100)
  }

  @Test func likelihoods() throws {
    for oracle in try OracleCase.all("uni_") where oracle.name != "uni_vi_zero" {
      let effects = try oracle.effects()
      for run in oracle.runs where ["REML_z", "ML_z", "DL_z", "EE_z", "PM_z"].contains(run.id) {
        guard effects.k > 1, let expected = run.expected["fit.stats"] else { continue }
        let name = String(run.id.dropLast(2))
        let fit =
          name == "EE"
          ? try CommonEffect().fit(effects)
          : try RandomEffects(tau2: #require(Tau2Estimator(metafor: name))).fit(effects)
        let statistics = try #require(fit.fitStatistics)
        for (likelihood, criteria) in [("ML", statistics.ml), ("REML", try #require(statistics.reml))] {
          let values = [
            ("ll", criteria.logLikelihood), ("dev", criteria.deviance), ("AIC", criteria.aic),
            ("BIC", criteria.bic), ("AICc", criteria.aicc),
          ]
          for (key, value) in values {
            comparison.check(
              key, value, expected["\(key).\(likelihood)"]?.number, within: Tolerance.iterative,
              scale: Double(fit.k), at: "\(oracle.name) \(run.id)")
          }
        }
      }
    }
    comparison.report("Oracle, likelihoods")
    #expect(comparison.count > 700)
  }

  @Test func generalMoments() throws {
    for oracle in try OracleCase.all("uni_") where oracle.name != "uni_vi_zero" {
      let effects = try oracle.effects()
      guard effects.k > 1 else { continue }
      for run in oracle.runs where run.id == "GENQ_z" || run.id == "GENQM_z" {
        guard run.call.text.contains("1/(vi + 0.05)"), let tau2 = run.expected["tau2"]?.number else {
          continue
        }
        let weights = StudyWeights.inverseTotalVariance(tau2: 0.05)
        let estimator: Tau2Estimator =
          run.id == "GENQ_z" ? .generalMoments(weights) : .generalMomentsMedian(weights)
        let model = try effects.interceptModel()
        let estimate = estimator.estimate(model)
        comparison.check(
          run.id, estimate.value, tau2, within: run.id == "GENQ_z" ? 1e-10 : 1e-3,
          scale: run.expected["vt"]?.number ?? 0, at: oracle.name)
      }
    }
    comparison.report("Oracle, general moments")
    #expect(comparison.count > 20)
  }

  /// meta's REML stops at 1e-12 in τ².
  @Test func kenwardRoger() throws {
    for oracle in try OracleCase.all("meta_gen_") {
      let setup = oracle.setup?.text ?? ""
      guard setup.contains("escalc") || setup.isEmpty, let effects = try? oracle.effects() else { continue }
      for run in oracle.runs where run.id == "REML_KR" || run.id == "PI_KR" {
        let fit = try RandomEffects(test: .kenwardRoger, prediction: .kr).fit(effects)
        func check(_ name: String, _ value: Double?) {
          comparison.check(
            name, value, run.expected[name]?.number, within: 10 * Tolerance.iterative,
            at: "\(oracle.name) \(run.id)")
        }
        check("seTE.kero", fit.estimate.se)
        check("df.kero", fit.estimate.df)
        if run.id == "PI_KR" {
          check("lower.predict", fit.prediction?.lower)
          check("upper.predict", fit.prediction?.upper)
        } else {
          check("lower.random", fit.estimate.lower)
          check("upper.random", fit.estimate.upper)
          check("pval.random", fit.estimate.p)
        }
      }
    }
    comparison.report("Oracle, Kenward-Roger")
    #expect(comparison.count > 8)
  }

  /// metafor's `hc` finds its root to 1e-4.
  @Test func henmiCopas() throws {
    for oracle in try OracleCase.all("bias_") {
      guard let effects = try? oracle.effects(), let run = oracle.runs.first(where: { $0.id == "hc_DL" })
      else { continue }
      let fit = try RandomEffects(tau2: .derSimonianLaird, test: .henmiCopas).fit(effects)
      for (name, value) in [
        ("beta", fit.estimate.value), ("se", fit.estimate.se), ("ci.lb", fit.estimate.lower),
        ("ci.ub", fit.estimate.upper),
      ] {
        comparison.check(
          name, value, run.expected[name]?.number, within: name.hasPrefix("ci") ? 1e-3 : 1e-10,
          scale: fit.estimate.se, at: oracle.name)
      }
    }
    comparison.report("Oracle, Henmi-Copas")
    #expect(comparison.count > 16)
  }
}
