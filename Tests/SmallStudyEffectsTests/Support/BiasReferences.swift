import BundledData
import EffectSizes
import Foundation
import StudyData
import Testing

@testable import SmallStudyEffects

/// The results of R that stand in `Tests/Reference`.
enum BiasReferences {
  /// A test of `bias_tests.json`; nil where R gives none.
  struct Row: Decodable {
    let statistic, df, p, slope, slopeSE, limit, limitSE: Double?
  }

  struct Egger: Decodable {
    let model, predictor: String
    let statistic, p, slope, slopeSE, limit, limitSE: Double
    let df, est, estLower, estUpper, tau2: Double?
  }

  struct Rank: Decodable {
    let tau, z, normal, zCorrected, corrected: Double
    let exact, metafor: Double?
  }

  struct Tests: Decodable {
    let begg: Rank
    let schwarzer: Rank?
    let harbord, peters, macaskill, deeks, pustejovsky: Row?
    let macaskillPooled: Row?

    enum CodingKeys: String, CodingKey {
      case begg, schwarzer, harbord, peters, macaskill, deeks, pustejovsky
      case macaskillPooled = "macaskill-pooled"
    }
  }

  struct PetPeeseRows: Decodable {
    let pet, peese: Row
    let oneSided: Double
  }

  struct Limit: Decodable {
    let tau2, alpha, beta, adjusted, se, q, residual, small: Double
    let studies: [Double]
    let g2: Double?
  }

  struct Case: Decodable, CustomStringConvertible {
    let data, measure: String
    let egger: [Egger]
    let tests: Tests
    let petPeese: PetPeeseRows
    let limit: Limit
    var description: String { "\(data) \(measure)" }
  }

  struct Orders: Decodable {
    let n: Int
    let s, p: [Double]
  }

  private struct File: Decodable {
    let cases: [Case]
    let kendall: [Orders]
  }

  /// Results of meta and metasens.
  struct Peers: Decodable {
    struct Expected: Decodable {
      let statistic: Double
      let df: Double?
      let pValue: Double
      let estimate: [Double]
      let intercept: Double?
      let interceptSE: Double?

      enum CodingKeys: String, CodingKey {
        case statistic, df, estimate, intercept
        case pValue = "p.value"
        case interceptSE = "se.intercept"
      }
    }

    struct Test: Decodable {
      let data, measure, test: String
      let expected: Expected
    }

    struct LimitExpected: Decodable {
      let adjusted, se, lower, upper, alpha, beta, q, qSmall, qResidual, g2: Double
      let studies: [Double]

      enum CodingKeys: String, CodingKey {
        case adjusted = "TE.adjust"
        case se = "seTE.adjust"
        case lower = "lower.adjust"
        case upper = "upper.adjust"
        case alpha = "alpha.r"
        case beta = "beta.r"
        case q = "Q"
        case qSmall = "Q.small"
        case qResidual = "Q.resid"
        case g2 = "G.squared"
        case studies = "TE.limit"
      }
    }

    struct LimitCase: Decodable {
      let data, measure: String
      let expected: LimitExpected
    }

    let tests: [Test]
    let limit: [LimitCase]
  }

  private static func decode<Value: Decodable>(_ name: String) -> Value {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/\(name)")
    do {
      return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
    } catch {
      fatalError("\(file.path): \(error)")
    }
  }

  private static let file: File = decode("bias_tests.json")
  static let cases = file.cases
  static let kendall = file.kendall
  static let peers: Peers = decode("bias_peers.json")
}

/// The effects of a bundled data set, on a measure as R calls it.
func bundledEffects(_ name: String, _ measure: String) throws -> EffectSizes {
  let dataset = try #require(BundledDataset.named(name))
  let table = try StudyTable(parsing: Array(dataset.csv.utf8), name: name)
  if let measure = TwoGroupMeasure(rawValue: measure) { return try EffectSizes(measure, from: table) }
  if let measure = ProportionMeasure(rawValue: measure) { return try EffectSizes(measure, from: table) }
  if let measure = TwoGroupMeanMeasure(rawValue: measure) { return try EffectSizes(measure, from: table) }
  return try EffectSizes(reportedIn: table)
}

/// The sizes of the studies of a bundled data set where its effects come without them.
func bundledSizes(_ name: String, _ effects: EffectSizes) throws -> [Double?]? {
  guard name == "teacher-expectancy" else { return nil }
  let dataset = try #require(BundledDataset.named(name))
  let table = try StudyTable(parsing: Array(dataset.csv.utf8), name: name)
  var problems: [DataProblem] = []
  let first = try table.column(named: "n_expectancy").numbers(.total, reporting: &problems)
  let second = try table.column(named: "n_control").numbers(.total, reporting: &problems)
  return zip(first, second).map { ($0 ?? 0) + ($1 ?? 0) }
}

/// Expects |value − expected| ≤ tolerance · max(|expected|, scale).
func expectClose(
  _ value: Double?, _ expected: Double?, within tolerance: Double = 1e-10, scale: Double = 1e-3,
  _ place: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let value, let expected else {
    #expect(value == nil && expected == nil, "\(place)", sourceLocation: sourceLocation)
    return
  }
  let difference = abs(value - expected)
  #expect(
    difference <= tolerance * max(abs(expected), scale), "\(place): \(value) for \(expected)",
    sourceLocation: sourceLocation)
}
