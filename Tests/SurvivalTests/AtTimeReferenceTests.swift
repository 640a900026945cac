import EffectSizes
import Foundation
import Pooling
import StudyData
import Survival
import Testing

/// `Tests/Reference/survival_at.json`, which `survival_at.py` beside it writes.
struct AtTimeReference: Decodable {
  struct Given: Decodable {
    let survival, time: Double
    let standardError, lower, upper, level, atRisk, total, censored: Double?
    let followUpLow, followUpHigh, followUpMedian: Double?
    let scale: String?

    var reported: ReportedSurvival {
      ReportedSurvival(
        survival: survival, time: time, standardError: standardError,
        limits: lower.flatMap { lower in upper.map { .init(lower: lower, upper: $0) } }, atRisk: atRisk,
        total: total, censored: censored,
        followUp: .init(median: followUpMedian, low: followUpLow, high: followUpHigh))
    }
  }

  struct Case: Decodable {
    struct Move: Decodable {
      let time, shape: Double
    }
    let given: Given
    let rung: String
    let variance, effectiveTotal: Double
    let alignment: Move?
    let effects: [String: [Double]]
    let off: [String: Double]?
  }

  struct Table: Decodable {
    let rows: [[Double]]
    let survival, variance: Double
  }

  struct Likelihood: Decodable {
    let counts: [[Double]]
    let value, tau2, logLikelihood: Double
  }

  let ladder: [Case]
  let lifeTables: [Table]
  let likelihoods: [Likelihood]

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func load() throws -> AtTimeReference {
    let file = root.appendingPathComponent("Tests/Reference/survival_at.json")
    return try JSONDecoder().decode(AtTimeReference.self, from: Data(contentsOf: file))
  }
}

@Suite("Survival at a time, against mpmath and scipy")
struct AtTimeReferenceTests {
  private func difference(_ ours: Double, _ theirs: Double) -> Double {
    abs(ours - theirs) / max(abs(theirs), .leastNormalMagnitude)
  }

  @Test("every rung on every scale, moved in time or not")
  func ladder() throws {
    var (count, largest) = (0, 0.0)
    for item in try AtTimeReference.load().ladder {
      let given = item.given
      let level = given.level ?? 0.95
      let place = "\(given)"
      let found = try #require(SurvivalVariance(of: given.reported, intervalLevel: level), "\(place)")
      #expect(found.rung.letter == item.rung, "\(place)")
      let alignment = item.alignment.map { TimeAlignment(to: $0.time, shape: $0.shape) }
      var pairs = [(found.variance, item.variance), (found.effectiveTotal, item.effectiveTotal)]
      for (code, expected) in item.effects {
        let measure = try #require(SurvivalMeasure(rawValue: code))
        let effects = EffectSizes(
          measure, of: [Study("A", given.reported)], alignment: alignment, intervalLevel: level)
        let study = try #require(effects.studies.first, "\(place)")
        // yᵢ near 0 has lost digits to cancellation: it is held against its standard error too.
        #expect(abs(study.yi - expected[0]) <= 1e-12 * max(abs(expected[0]), study.sei), "\(code) \(place)")
        pairs.append((study.vi, expected[1]))
        count += 1
      }
      for (ours, theirs) in pairs {
        #expect(difference(ours, theirs) <= 1e-12, "\(place): \(ours), \(theirs)")
        largest = max(largest, difference(ours, theirs))
        count += 1
      }
    }
    print("survival at a time: compared \(count) values, largest relative difference \(largest)")
    #expect(count > 4000)
  }

  @Test("the scale of an interval is found again, and how far the estimate is from the middle")
  func scales() throws {
    for item in try AtTimeReference.load().ladder {
      guard let scale = item.given.scale, let limits = item.given.reported.limits else { continue }
      let interval = try #require(
        RecognizedInterval(
          survival: item.given.survival, limits: limits, level: item.given.level ?? 0.95))
      #expect(interval.best.scale.rawValue == scale, "\(item.given)")
      for fit in interval.fits {
        guard let expected = item.off?[fit.scale.rawValue] else { continue }
        #expect(abs(fit.asymmetry - expected) < 1e-12)
      }
    }
  }

  @Test("Greenwood's variance of a life table")
  func lifeTables() throws {
    for table in try AtTimeReference.load().lifeTables {
      let ours = LifeTable(table.rows.map { .init(atRisk: $0[0], events: $0[1]) })
      #expect(difference(ours.survival, table.survival) < 1e-14)
      let variance = try #require(ours.variance)
      #expect(variance.rung == .lifeTable)
      #expect(difference(variance.variance, table.variance) < 1e-13)
    }
  }

  @Test("the binomial-normal likelihood takes numbers that are not whole")
  func likelihoods() throws {
    for reference in try AtTimeReference.load().likelihoods {
      let studies = reference.counts.enumerated().map { index, pair in
        // The standard error that gives the effective number.
        let error = (pair[0] * (1 - pair[0]) / pair[1]).squareRoot()
        return Study("S\(index)", ReportedSurvival(survival: pair[0], time: 12, standardError: error))
      }
      let fit = try MixedModel().fit(EffectSizes(.logit, of: studies))
      #expect(abs(fit.estimate.value - reference.value) < 1e-6)
      #expect(abs((fit.heterogeneity.tau2 ?? 0) - reference.tau2) < 1e-6)
      let likelihood = try #require(fit.likelihood?.logLikelihood)
      #expect(abs(likelihood - reference.logLikelihood) < 1e-8)
      #expect(fit.warnings.contains { $0.code == "effective-counts" })
    }
  }
}
