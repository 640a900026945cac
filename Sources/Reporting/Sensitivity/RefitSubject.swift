import EffectSizes
import Figures
import MetaRegression
import Pooling
import StudyData

/// What is known of an analysis that is made again: its names, its choices, and what was left out before.
public struct RefitSubject: Sendable {
  /// How a quantity is called.
  struct Naming: Sendable {
    let title: String
    let heading: String
  }

  private enum Result: Sendable {
    case pool(PoolResult)
    case hazardRatios(HazardRatioResult, curves: (file: String, sha256: String)?)
    case regression(RegressionResult)
    case curve(CurveResult)
  }

  private let result: Result

  /// Pooled effect sizes.
  public init(_ result: PoolResult) { self.result = .pool(result) }

  /// Hazard ratios, with the file of curves where there is one.
  public init(_ result: HazardRatioResult, curves: (file: String, sha256: String)? = nil) {
    self.result = .hazardRatios(result, curves: curves)
  }

  /// A meta-regression.
  public init(_ result: RegressionResult) { self.result = .regression(result) }

  /// A summary survival curve.
  public init(_ result: CurveResult) { self.result = .curve(result) }

  /// The pooled result, where it is one.
  private var pooled: PoolResult? {
    switch result {
    case .pool(let result): result
    case .hazardRatios(let result, _): result.pooled
    default: nil
    }
  }

  /// Everything that was left out before, with the reasons.
  public var excluded: [Exclusion] {
    switch result {
    case .pool, .hazardRatios: pooled?.excluded ?? []
    case .regression(let result): result.excluded
    case .curve(let result): result.excluded
    }
  }

  /// What is unwise about the data and the analysis of all studies.
  public var warnings: [AnalysisWarning] {
    switch result {
    case .pool, .hazardRatios: pooled?.warnings ?? []
    case .regression(let result): result.warnings
    case .curve(let result): result.warnings
    }
  }

  /// The measure, by which numbers have a display scale; nil of coefficients and of survival curves.
  var measure: Measure? { pooled?.measure }

  /// The preset that filled in options.
  public var like: AppliedPreset? { pooled?.like }

  /// The confidence level.
  public var level: Double {
    switch result {
    case .pool(let result): result.fit.model.level
    case .hazardRatios(let result, _): result.pooled.fit.model.level
    case .regression(let result): result.fit.model.level
    case .curve(let result): result.choices.level
    }
  }

  /// The level as a percentage, such as "95".
  var levelText: String { NumberText.exact((level * 1e8).rounded() / 1e6) ?? "" }

  /// Every choice by name.
  var choices: [(label: String, text: String)] {
    switch result {
    case .pool, .hazardRatios: pooled.map { Choices($0).lines.map { ($0.label, $0.words) } } ?? []
    case .regression(let result): result.choices
    case .curve(let result):
      [("Model", result.choices.model == .random ? "random effects" : "common effect")] + result.choiceLines
    }
  }

  /// How a quantity is called.
  func naming(_ quantity: String) -> Naming {
    switch result {
    case .pool(let result): Self.naming(quantity, of: result)
    case .hazardRatios(let result, _): Self.naming(quantity, of: result.pooled)
    case .regression(let result):
      Naming(
        title:
          "\(result.measure.quantity), coefficient \(quantity) (\(result.measure.transformation.name) scale)",
        heading: "Coefficient")
    case .curve(let result):
      Naming(
        title: Self.title(ofCurve: quantity) + ", "
          + (result.choices.model == .random ? "random effects" : "common effect"),
        heading: quantity.contains("survival at") ? "Survival" : "Time")
    }
  }

  /// "Median", of a stratum "Median of RCT".
  private static func title(ofCurve quantity: String) -> String {
    let parts = quantity.split(separator: ": ")
    let name = parts.last ?? ""
    let stratum = parts.dropLast().joined(separator: ": ")
    return name.prefix(1).uppercased() + name.dropFirst() + (stratum.isEmpty ? "" : " of \(stratum)")
  }

  private static func naming(_ quantity: String, of result: PoolResult) -> Naming {
    let name = result.measure.quantity
    return Naming(
      title: (quantity == "pooled" ? name : "\(name) of \(quantity)") + ", " + result.modelWords,
      heading: name)
  }

  /// The keys of a document: where the data come from, measure and model, and what was left out.
  func members(_ provenance: Provenance) -> [JSONValue.Member] {
    switch result {
    case .pool(let result):
      return Self.members(of: result.document(provenance))
    case .regression(let result):
      return Self.members(of: result.document(provenance))
    case .curve(let result):
      return Self.members(of: result.document(provenance))
    case .hazardRatios(let result, let curves):
      let file = curves.map { curves in
        JSONValue.Member(
          "curves", .object([.init("file", .string(curves.file)), .init("sha256", .string(curves.sha256))]))
      }
      return provenance.members + [file].compactMap(\.self)
        + Self.members(of: .object(result.pooled.members(nil)))
    }
  }

  private static let keys: Set<String> = [
    "tool", "command", "input", "measure", "model", "k", "excluded", "moderators", "correction",
    "studyInterval", "like",
  ]

  private static func members(of document: JSONValue) -> [JSONValue.Member] {
    guard case .object(let members) = document else { return [] }
    return members.filter { keys.contains($0.key) }
  }
}
