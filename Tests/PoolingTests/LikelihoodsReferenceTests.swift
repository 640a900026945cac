import EffectSizes
import Foundation
import StudyData
import Testing

@testable import Pooling

/// The likelihoods of counts against brute-force integration, `Tests/Reference/glmm_reference.py`.
struct LikelihoodsReferenceTests {
  struct Fit: Decodable {
    let name, kind, approach: String
    let isRandom: Bool
    let rows: [[Double]]
    let value, se, logLikelihood: Double
    let tau2, interceptVariance: Double?
  }

  struct Beta: Decodable {
    let name: String
    let rows: [[Double]]
    let value, se, rho, logLikelihood: Double
  }

  struct Reference: Decodable {
    let fits: [Fit]
    let betaBinomial: [Beta]

    static func load() throws -> Reference {
      let file = packageRoot.appendingPathComponent("Tests/Reference/glmm.json")
      return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    }
  }

  @Test func mixedModels() throws {
    let comparison = Comparison()
    let fits = try Reference.load().fits
    for fit in fits {
      let approach = try #require(MixedModelApproach(rawValue: fit.approach))
      let found = try Counts.fit(MixedModel(isRandom: fit.isRandom, approach: approach), fit.kind, fit.rows)
      let place = "\(fit.name) \(fit.kind) \(fit.approach) \(fit.isRandom ? "random" : "common")"
      func check(_ name: String, _ value: Double?, _ expected: Double?, scale: Double = 0) {
        comparison.check(
          name, value, expected, within: Tolerance.iterative, scale: scale, at: place)
      }
      check("value", found.value, fit.value)
      // The reference's standard errors come from differences of its gradient.
      comparison.check("se", found.se, fit.se, within: 1e-7, at: place)
      check("tau2", found.tau2, fit.tau2)
      check("log-likelihood", found.summary.logLikelihood, fit.logLikelihood)
      check("intercepts", found.summary.interceptVariance, fit.interceptVariance)
      #expect(found.summary.largestGradient < 1e-9, "\(place)")
      #expect(found.convergence.converged && found.warnings.isEmpty, "\(place)")
      #expect(found.summary.profileDrops.allSatisfy { $0 > 0.3 && $0 < 0.7 }, "\(place)")
    }
    comparison.report("Mixed models, brute force")
    #expect(comparison.count > 100)
  }

  @Test func betaBinomial() throws {
    let comparison = Comparison()
    for row in try Reference.load().betaBinomial where row.name != "niel-weise-2008" {
      let fit = try BetaBinomial().fit(Counts.proportions(row.rows))
      comparison.check("value", fit.estimate.value, row.value, within: Tolerance.iterative, at: row.name)
      comparison.check("se", fit.estimate.se, row.se, within: 1e-7, at: row.name)
      let likelihood = try #require(fit.likelihood)
      comparison.check(
        "rho", likelihood.intraclassCorrelation, row.rho, within: Tolerance.iterative, at: row.name)
      comparison.check(
        "log-likelihood", likelihood.logLikelihood, row.logLikelihood, within: Tolerance.iterative,
        at: row.name)
    }
    comparison.report("Beta-binomial")
    #expect(comparison.count == 12)
  }
}

/// Counts given as rows of numbers.
enum Counts {
  static func proportions(_ rows: [[Double]]) -> EffectSizes {
    EffectSizes(
      .logit,
      of: rows.enumerated().map {
        Study("\($0.offset + 1)", GroupCounts(events: $0.element[0], total: $0.element[1]))
      })
  }

  /// Double zeros stay in: they say something where intercepts are random.
  static func odds(_ rows: [[Double]]) -> EffectSizes {
    let studies = rows.enumerated().map { index, row in
      Study(
        "\(index + 1)",
        TwoGroupCounts(
          first: GroupCounts(events: row[0], total: row[1]),
          second: GroupCounts(events: row[2], total: row[3]))
      )
    }
    return EffectSizes(.oddsRatio, of: studies, correction: ContinuityCorrection(keepsDoubleZeros: true))
  }

  static func fit(
    _ model: MixedModel, _ kind: String, _ rows: [[Double]]
  ) throws -> LikelihoodEstimate {
    switch kind {
    case "one":
      let counts = rows.map { CountOver(events: $0[0], denominator: $0[1]) }
      return try model.fit(MixedProblem.oneGroup(counts, .binomial))
    case "two":
      guard case .twoGroups(let tables) = try LikelihoodCounts(odds(rows), method: "") else {
        throw PoolingError.noStudies
      }
      return try model.fit(MixedProblem.odds(tables, model.approach))
    case "rate1": return try model.fit(rates: rows.map { ($0[0], $0[1]) })
    default: return try model.fit(ratePairs: rows.map { (($0[0], $0[1]), ($0[2], $0[3])) })
    }
  }
}
