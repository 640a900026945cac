import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import MetaRegression

/// Kenward–Roger and Satterthwaite in meta-regression, against `Tests/Reference/kr_regression.json` by pbkrtest.
struct KenwardRogerTests {
  private static let file = packageRoot.appendingPathComponent("Tests/Reference/kr_regression.json")

  @Test func references() throws {
    let differences = Differences()
    for reference in try Reference(file: Self.file)["cases"].list {
      let terms = reference["terms"].texts
      let data = try moderated(
        reference["data"].text, reference["measure"].text, terms,
        centerings: reference["center"].number.map { [.init(moderator: "year", value: $0)] } ?? [],
        hasIntercept: reference["intercept"].flag)
      for test in [MeanTest.kenwardRoger, .satterthwaite] {
        let fit = try MetaRegression(test: test, prediction: .kr).fit(data)
        let place = "\(terms) \(test.rawValue)"
        differences.check("tau2", fit.tau2, reference["tau2"].number, within: 1e-8, at: place)
        for (coefficient, expected) in zip(fit.coefficients, reference["coefficients"].list) {
          compare(differences, coefficient.estimate, expected, test, at: place)
        }
        for expected in reference["tests"].list {
          let name = expected["name"].text
          let found = name == "omnibus" ? fit.omnibus : fit.terms.first { $0.name == name }?.test
          let values = expected[test.rawValue]
          differences.check("F", found?.statistic, values["F"].number, within: 1e-8, at: place)
          differences.check("F df", found?.df2, values["df"].number, within: 1e-8, at: place)
          if let p = values["p"].number {
            differences.check("F p", found?.p, p, within: 1e-8, at: place)
          }
        }
        if reference["prediction"].value != nil {
          try comparePrediction(differences, fit, reference, test, at: place)
        }
      }
    }
    differences.report("Kenward-Roger, pbkrtest")
    #expect(differences.count > 150)
  }

  private func compare(
    _ differences: Differences, _ estimate: Estimate, _ expected: Reference, _ test: MeanTest,
    at place: String
  ) {
    let (se, df) = test == .kenwardRoger ? ("se", "df") : ("waldSE", "satterthwaite")
    differences.check(
      "value", estimate.value, expected["value"].number, within: 1e-8, scale: estimate.se, at: place)
    differences.check("se", estimate.se, expected[se].number, within: 1e-8, at: place)
    differences.check("df", estimate.df, expected[df].number, within: 1e-8, at: place)
  }

  private func comparePrediction(
    _ differences: Differences, _ fit: RegressionFit, _ reference: Reference, _ test: MeanTest,
    at place: String
  ) throws {
    let settings = reference["at"].texts.map { text in
      let parts = text.split(separator: "=").map(String.init)
      return RegressionPrediction.Setting(moderator: parts[0], value: parts[1])
    }
    let found = try fit.prediction(at: settings)
    compare(differences, found.estimate, reference["prediction"], test, at: place)
    differences.check(
      "prediction df", found.prediction?.df, reference["prediction"]["df"].number, within: 1e-8, at: place)
  }

  /// A test of one coefficient is t², and no test depends on the coding or the units of a moderator.
  @Test func invariance() throws {
    for test in [MeanTest.kenwardRoger, .satterthwaite] {
      let model = MetaRegression(test: test)
      let slope = try model.fit(moderated("bcg-vaccine", "RR", ["ablat"]))
      let t = try #require(slope.coefficients[1].estimate.statistic)
      let omnibus = try #require(slope.omnibus)
      #expect(abs(omnibus.statistic / (t * t) - 1) < 1e-12)
      #expect(abs(omnibus.p / (slope.coefficients[1].estimate.p ?? 0) - 1) < 1e-10)
      let first = try model.fit(moderated("bcg-vaccine", "RR", ["alloc", "year"]))
      let second = try model.fit(
        moderated(
          "bcg-vaccine", "RR", ["alloc", "year"],
          references: [.init(moderator: "alloc", level: "systematic")], centerings: [.init(moderator: "year")]
        ))
      for (a, b) in [(first.omnibus, second.omnibus), (first.terms[0].test, second.terms[0].test)] {
        let (a, b) = (try #require(a), try #require(b))
        #expect(abs(a.statistic / b.statistic - 1) < 1e-8 && abs((a.df2 ?? 0) / (b.df2 ?? 1) - 1) < 1e-8)
      }
    }
  }

  @Test func whatDoesNotHoldIsRefused() throws {
    let data = try moderated("bcg-vaccine", "RR", ["ablat"])
    for model in [
      MetaRegression(test: .henmiCopas), MetaRegression(tau2: .derSimonianLaird, test: .henmiCopas),
      MetaRegression(tau2: .pauleMandel, test: .kenwardRoger),
      MetaRegression(tau2: .maximumLikelihood, test: .satterthwaite),
      MetaRegression(tau2: .derSimonianLaird, prediction: .kr),
      MetaRegression(tau2: .derSimonianLaird, tau2Interval: .profileLikelihood),
    ] {
      let error = try #require(throws: RegressionError.self) { try model.fit(data) }
      #expect(error.isAboutRequest, "\(error)")
    }
    let rows = "study,yi,vi,weeks\nA,0.1,0.2,0\nB,0.2,0.1,1\nC,0.35,0.2,2\nD,0.4,0.3,3\nE,0.5,0.1,4\n"
    let weeks = try moderated(Array(rows.utf8), "GEN", ModeratorRequest(["weeks"]))
    #expect(try MetaRegression().fit(weeks).tau2 == 0)
    for test in [MeanTest.kenwardRoger, .satterthwaite] {
      let error = try #require(throws: RegressionError.self) { try MetaRegression(test: test).fit(weeks) }
      #expect(!error.isAboutRequest && error.description.contains("τ² is 0"))
    }
    let prediction = try MetaRegression(prediction: .kr).fit(weeks).prediction(
      at: [.init(moderator: "weeks", value: "2")])
    #expect(prediction.prediction == nil && prediction.warnings.map(\.code) == ["no-prediction-interval"])
  }

  /// One precise study far off decides the slope: 0.94 degrees of freedom, and 1.09 for the intercept.
  @Test func tooFewDegreesOfFreedomNameTheCoefficient() throws {
    let rows = "study,yi,vi,dose\nA,0.9,0.29,0\nB,0.3,0.22,1\nC,1.4,0.03,2\nD,-0.2,0.02,50\n"
    let data = try moderated(Array(rows.utf8), "GEN", ModeratorRequest(["dose"]))
    let error = try #require(throws: RegressionError.self) {
      try MetaRegression(test: .kenwardRoger).fit(data)
    }
    #expect(error.description.contains("the degrees of freedom of 'dose' are 0.938"), "\(error)")
  }

  /// Permutations where τ̂² = 0 count like the others.
  @Test func permutations() throws {
    let fit = try MetaRegression(test: .kenwardRoger).fit(moderated("bcg-vaccine", "RR", ["alloc"]))
    var told: [Int] = []
    let result = try PermutationTest(.random(300), seed: 2).run(fit) { done, all in
      told.append(done)
      #expect(all == 300)
    }
    #expect(result.count == 300 && told == [300] && (result.omnibus ?? 0) > 0.1)
    #expect(!PermutationTest(.random(300)).isExact(fit) && PermutationTest(.random(25_740)).isExact(fit))
  }
}
