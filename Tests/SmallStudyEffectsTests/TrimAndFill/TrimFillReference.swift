import EffectSizes
import Foundation
import Pooling
import StudyData
import Testing

@testable import SmallStudyEffects

/// What R wrote about trim and fill, fail-safe N and excess significance, `Tests/Reference/trimfill.json`.
struct TrimFillReference: Decodable {
  struct Case: Decodable {
    let data, measure: String
    let yi, vi: [Double]
    let trimfill: [Trimmed]
    let fsn: [String: Number]
    let tes: [Excess]

    var effects: EffectSizes { .plain(yi, vi) }
    var name: String { "\(data) \(measure)" }
  }

  struct Trimmed: Decodable {
    let method, estimator, asked: String
    let fails: Bool?
    let side: String?
    let k0, se_k0, p_k0, estimate, se, lower, upper, tau2, q: Double?
    let filled_yi, filled_vi: [Double]?

    var model: any PoolingModel {
      switch method {
      case "EE": CommonEffect()
      case "DL": RandomEffects(tau2: .derSimonianLaird, test: .z)
      default: RandomEffects(tau2: .reml, test: .z)
      }
    }
  }

  struct Number: Decodable {
    let studies: Double?
    let p, mean, target: Double?
  }

  struct Excess: Decodable {
    let test, alternative: String
    let alpha, theta, tau2, expected, p: Double
    let observed: Int
    let x2, limit: Double?
    let power: [Double]
    let limited: Bool
  }

  let cases: [Case]

  static func load() throws -> TrimFillReference {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = tests.appendingPathComponent("Reference/trimfill.json")
    return try JSONDecoder().decode(TrimFillReference.self, from: Data(contentsOf: file))
  }
}

extension EffectSizes {
  /// Effect sizes without a scale.
  static func plain(_ yi: [Double], _ vi: [Double]) -> EffectSizes {
    EffectSizes(
      reported: zip(yi, vi).enumerated().map { place, pair in
        Study("\(place + 1)", ReportedEffect(estimate: pair.0, precision: .variance(pair.1)))
      })
  }
}

/// Whether a value is another within a tolerance, relative to it or to a scale.
func isNear(_ value: Double?, _ expected: Double?, within tolerance: Double, scale: Double = 0) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= tolerance * max(abs(expected), scale)
}
