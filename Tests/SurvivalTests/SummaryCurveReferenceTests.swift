import Foundation
import StudyData
import Testing

@testable import Survival

/// Summary curves of random studies against numpy, `Tests/Reference/summary_curve.py`.
@Suite("Summary curves against numpy")
struct SummaryCurveReferenceTests {
  struct Curve: Decodable {
    let survival, logSE, lower, upper, predictionLower, predictionUpper: [Double]
    let median: Double?
    let restrictedMean, restrictedMeanSE: Double
  }

  struct Study: Decodable {
    let group: String
    let points: [[Double]]
  }

  struct Case: Decodable {
    let studies: [Study]
    let times: [Double]
    let sigma: [[Double]]
    let q, strataQ: Double
    let observations, strataDF: Int
    let strataP: Double?
    let common, random: Curve

    var curves: [StudyCurve] {
      studies.enumerated().map { index, study in
        StudyCurve(
          "study \(index)", group: study.group,
          study.points.map { StudyCurve.Point(time: $0[0], survival: $0[1], atRisk: $0[2]) })
      }
    }
  }

  struct Reference: Decodable {
    let cases: [Case]
  }

  static func load() throws -> [Case] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Reference/summary_curve.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file)).cases
  }

  /// Both sides lose digits alike where many intervals are pooled: the largest difference seen is 3e-12.
  private func expect(
    _ value: Double?, _ expected: Double?, _ what: String, tolerance: Double = 1e-10,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value, let expected else {
      #expect(value == nil && expected == nil, "\(what)", sourceLocation: sourceLocation)
      return
    }
    #expect(
      abs(value - expected) <= tolerance * max(1e-3, abs(expected)), "\(what): \(value) and \(expected)",
      sourceLocation: sourceLocation)
  }

  @Test("curves, limits, medians, means, Q and the covariance between studies")
  func curves() throws {
    let cases = try Self.load()
    #expect(cases.count == 12)
    for (index, reference) in cases.enumerated() {
      for model in SummaryCurve.Model.allCases {
        let fit = try SummaryCurve(model: model).fit(reference.curves)
        let expected = model == .random ? reference.random : reference.common
        let what = "case \(index), \(model)"
        #expect(fit.points.map(\.time) == reference.times)
        for (j, point) in fit.points.enumerated() {
          expect(point.survival, expected.survival[j], "\(what), S")
          expect(point.logSE, expected.logSE[j], "\(what), SE")
          expect(point.limits.lower, expected.lower[j], "\(what), lower")
          expect(point.limits.upper, expected.upper[j], "\(what), upper")
          if fit.k >= 3, model == .random {
            expect(point.prediction?.lower, expected.predictionLower[j], "\(what), prediction")
            expect(point.prediction?.upper, expected.predictionUpper[j], "\(what), prediction")
          } else {
            #expect(point.prediction == nil)
          }
        }
        expect(fit.median.value, expected.median, "\(what), median")
        expect(fit.restrictedMean?.value, expected.restrictedMean, "\(what), mean")
        expect(fit.restrictedMean?.se, expected.restrictedMeanSE, "\(what), SE of the mean")
        expect(fit.heterogeneity.q, reference.q, "\(what), Q")
        #expect(fit.heterogeneity.observations == reference.observations)
        #expect(fit.heterogeneity.share.df == Double(reference.observations - reference.times.count))
        let zeros = reference.sigma.map { $0.map { _ in 0.0 } }
        for (j, row) in (model == .random ? reference.sigma : zeros).enumerated() {
          for (l, value) in row.enumerated() { expect(fit.between[j, l], value, "\(what), Sigma") }
        }
      }
    }
  }

  @Test("the test between strata")
  func strata() throws {
    for (index, reference) in try Self.load().enumerated() {
      let strata = try SummaryCurve(model: .common).fitStrata(reference.curves)
      guard reference.strataDF > 0 else {
        #expect(strata.test == nil)
        continue
      }
      let test = try #require(strata.test)
      expect(test.q, reference.strataQ, "case \(index), Q")
      #expect(test.df == Double(reference.strataDF))
      expect(test.p, reference.strataP, "case \(index), p")
      #expect(strata.strata.reduce(0) { $0 + $1.fit.k } == strata.overall.k)
    }
  }
}
