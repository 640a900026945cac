import EffectSizes
import Foundation
import LinearAlgebra
import MetaRegression
import Testing

@testable import SmallStudyEffects

/// `Tests/Reference/selmodel.json`, written by `make_selmodel.R`.
struct SelectionReference: Decodable {
  struct Sample: Decodable {
    let yi: [Double]
    let vi: [Double]
    let ablat: [Double]?
  }

  struct Model: Decodable {
    let data: String
    let type: String
    let alternative: String
    let method: String
    let mods: String?
    let steps: [Double]
    let weights: [Double]
    let beta: [Double]
    let se: [Double?]
    let tau2: Double
    let tau2SE: Double?
    let delta: [Double]
    let deltaSE: [Double?]
    let ll: Double
    let ll0: Double
    let lrt: Double
    let lrtDF: Int
    let aic: Double
    let bic: Double
    let aicc: Double
    let profile: [[Double?]]?

    enum CodingKeys: String, CodingKey {
      case data, type, alternative, method, mods, steps, weights, beta, se, tau2, delta, ll, ll0, aic, bic,
        aicc
      case profile
      case tau2SE = "se.tau2"
      case deltaSE = "se.delta"
      case lrt = "LRT"
      case lrtDF = "LRTdf"
    }

    var name: String {
      "\(data) \(type) \(alternative) \(method) \(steps.map { "\($0)" }.joined(separator: ","))"
    }

    var function: SelectionFunction {
      switch type {
      case "beta": .beta
      case "halfnorm": .halfNormal
      case "negexp": .negativeExponential
      case "logistic": .logistic
      case "power": .power
      default: .step(steps)
      }
    }

    /// The estimated parameters of the weights, in natural units.
    var natural: [Double] {
      if !weights.isEmpty { return [] }
      return type == "step" ? delta.dropFirst().map { log($0) } : delta
    }
  }

  struct Truncated: Decodable {
    let data: String
    let alternative: String
    let cut: Double
    let beta: Double
    let tau2: Double
    let delta: Double
    let ll: Double
  }

  let data: [String: Sample]
  let models: [Model]
  let truncated: [Truncated]

  static func load() throws -> SelectionReference {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/selmodel.json")
    return try JSONDecoder().decode(SelectionReference.self, from: Data(contentsOf: file))
  }

  func effects(_ name: String) throws -> EffectSizes {
    let sample = try #require(data[name])
    return selectionEffects(sample.yi, sample.vi)
  }
}

/// Effect sizes whose value of no effect is 0.
func selectionEffects(_ yi: [Double], _ vi: [Double]) -> EffectSizes {
  EffectSizes(
    measure: ReportedScale.plain.measure,
    studies: zip(yi, vi).enumerated().map { place, study in
      StudyEffect(label: "\(place + 1)", yi: study.0, vi: study.1, estimate: study.0, lower: 0, upper: 0)
    })
}

/// The likelihood of a model of one mean.
func selectionLikelihood(
  _ function: SelectionFunction, _ yi: [Double], _ vi: [Double], _ alternative: SelectionAlternative,
  weights: [Double]? = nil, isRandom: Bool = true, design: Matrix? = nil
) throws -> SelectionLikelihood {
  let data = SelectionData(
    yi: yi, vi: vi, design: design ?? Matrix(rows: yi.count, columns: 1, repeating: 1), null: 0,
    alternative: alternative)
  let intervals = try SelectionIntervals(function, data, alternative, weights: weights, null: 0)
  return SelectionLikelihood(data: data, weights: intervals.weights, isRandom: isRandom)
}
