import Foundation
import Pooling
import Testing

@testable import MetaRegression

/// Meta-regressions of bundled data against `Tests/Reference/regression.json`, by metafor 3.8.
struct ReferenceRegressionTests {
  private static let file = packageRoot.appendingPathComponent("Tests/Reference/regression.json")

  private func data(_ reference: Reference) throws -> ModeratedEffects {
    try moderated(
      reference["data"].text, reference["measure"].text, reference["terms"].texts,
      centerings: reference["center"].value == nil ? [] : [.init(moderator: reference["center"].text)],
      hasIntercept: reference["intercept"].flag)
  }

  @Test func designsAreThoseOfR() throws {
    for reference in try Reference(file: Self.file)["cases"].list {
      let data = try data(reference)
      let names = data.design.names.map {
        $0 == "intercept" ? "(Intercept)" : $0.replacingOccurrences(of: "=", with: "")
      }
      #expect(names == reference["columns"].texts)
      #expect(Double(data.effects.k) == reference["k"].number)
    }
  }

  @Test func fits() throws {
    let differences = Differences()
    var count = 0
    for reference in try Reference(file: Self.file)["cases"].list {
      let data = try data(reference)
      for expected in reference["fits"].list {
        let estimator = try #require(Tau2Estimator(metafor: expected["method"].text))
        for (name, test, prediction) in metaforTests {
          let model = MetaRegression(tau2: estimator, test: test, prediction: prediction)
          let fit = try model.fit(data)
          let place = "\(reference["terms"].texts) \(estimator.code) \(name)"
          // metafor solves the normal equations of the columns as they are: a year of publication costs it
          // the digits that the condition number takes, about 1e-9 of the standard error.
          let isIllConditioned = reference["terms"].texts.contains { $0 == "year" }
          let tolerance = estimator.isIterative || isIllConditioned ? 1e-8 : 1e-11
          compareTau2(differences, fit, expected, within: tolerance, at: place)
          compare(differences, fit, expected["tests"][name], expected, within: tolerance, at: place)
          try comparePrediction(
            differences, fit, expected["tests"][name]["predict"], reference["at"].texts, within: tolerance,
            at: place)
          count += 1
        }
      }
    }
    differences.report("Regression, metafor 3.8")
    #expect(count == 11 * 9 * 4)
  }

  @Test func qProfiles() throws {
    let differences = Differences()
    for reference in try Reference(file: Self.file)["cases"].list {
      let fit = try MetaRegression().fit(data(reference))
      let limits = reference["qprofile"].numbers
      let place = "\(reference["terms"].texts)"
      differences.check(
        "tau2 lower", fit.heterogeneity.tau2Lower, limits[0], within: 1e-8, scale: limits[1], at: place)
      differences.check("tau2 upper", fit.heterogeneity.tau2Upper, limits[1], within: 1e-8, at: place)
    }
    differences.report("Regression, Q-profile")
  }

  private func compareTau2(
    _ differences: Differences, _ fit: RegressionFit, _ expected: Reference, within tolerance: Double,
    at place: String
  ) {
    let shares = fit.heterogeneity
    let scale = 1e-3
    differences.check(
      "tau2", shares.tau2, expected["tau2"].number, within: tolerance, scale: scale, at: place)
    differences.check("I2", shares.i2, expected["I2"].number, within: tolerance, scale: 1, at: place)
    differences.check("H2", shares.h2, expected["H2"].number, within: tolerance, at: place)
    differences.check("QE", shares.q, expected["QE"].number, within: tolerance, at: place)
    differences.check("QEp", shares.qP, expected["QEp"].number, within: 100 * tolerance, at: place)
    differences.check("R2", fit.r2, expected["r2"].number, within: tolerance, scale: 1, at: place)
  }

  private func compare(
    _ differences: Differences, _ fit: RegressionFit, _ expected: Reference, _ common: Reference,
    within tolerance: Double, at place: String
  ) {
    for (index, coefficient) in fit.coefficients.enumerated() {
      let estimate = coefficient.estimate
      let se = expected["se"].numbers[index]
      func check(_ name: String, _ value: Double?, _ expected: Double, scale: Double = 0) {
        differences.check(
          name, value, expected, within: tolerance, scale: scale, at: "\(place) \(coefficient.name)")
      }
      check("beta", estimate.value, common["beta"].numbers[index], scale: se)
      check("se", estimate.se, se)
      check("zval", estimate.statistic, expected["zval"].numbers[index], scale: 1)
      check("pval", estimate.p, expected["pval"].numbers[index], scale: 1e-2)
      check("lower", estimate.lower, expected["lower"].numbers[index], scale: se)
      check("upper", estimate.upper, expected["upper"].numbers[index], scale: se)
      if let index = fit.coefficients.filter({ $0.term != nil }).firstIndex(of: coefficient),
        !common["vif"].list.isEmpty
      {
        check("vif", coefficient.varianceInflation?.gvif, common["vif"].numbers[index])
      }
    }
    // Without an intercept metafor tests all coefficients, as Copse does.
    let omnibus = fit.omnibus
    differences.check("QM", omnibus?.statistic, expected["QM"].number, within: tolerance, scale: 1, at: place)
    differences.check("QMp", omnibus?.p, expected["QMp"].number, within: tolerance, scale: 1e-2, at: place)
    #expect(omnibus?.df1 == expected["df1"].number && omnibus?.df2 == expected["df2"].number)
    for (index, term) in expected["terms"].list.enumerated() {
      let own = fit.terms[index]
      differences.check(
        "term QM", own.test?.statistic, term["QM"].number, within: tolerance, scale: 1, at: place)
      differences.check(
        "term QMp", own.test?.p, term["QMp"].number, within: tolerance, scale: 1e-2, at: place)
      differences.check(
        "gvif", own.varianceInflation?.gvif, common["gvif"].numbers[index], within: 1e-8, at: place)
    }
  }

  private func comparePrediction(
    _ differences: Differences, _ fit: RegressionFit, _ expected: Reference, _ at: [String],
    within tolerance: Double, at place: String
  ) throws {
    let settings = at.map { text in
      let parts = text.split(separator: "=").map(String.init)
      return RegressionPrediction.Setting(moderator: parts[0], value: parts[1])
    }
    let prediction = try fit.prediction(at: settings)
    let se = expected["se"].number ?? 0
    func check(_ name: String, _ value: Double?, _ reference: String) {
      differences.check(
        name, value, expected[reference].number, within: tolerance, scale: se, at: place)
    }
    check("pred", prediction.estimate.value, "pred")
    check("pred se", prediction.estimate.se, "se")
    check("pred ci", prediction.estimate.lower, "lower")
    check("pred ci", prediction.estimate.upper, "upper")
    if fit.model.test == .hartungKnappConservative { return checkConservative(fit, prediction) }
    check("pred pi", prediction.prediction?.lower, "pi.lower")
    check("pred pi", prediction.prediction?.upper, "pi.upper")
  }

  /// Under the conservative test the interval `hk` has the conservative standard error.
  private func checkConservative(_ fit: RegressionFit, _ prediction: RegressionPrediction) {
    let se = prediction.estimate.se
    let half = prediction.estimate.upper - prediction.estimate.value
    let expected = half / se * (fit.tau2 + se * se).squareRoot()
    let found = (prediction.prediction?.upper ?? .nan) - prediction.estimate.value
    #expect(abs(found - expected) <= 1e-12 * expected)
  }
}
