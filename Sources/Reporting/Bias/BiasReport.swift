import EffectSizes
import Figures
import Pooling
import SmallStudyEffects
import StudyData

/// One of the things that `copse bias` finds, ready to be written in every form.
public struct BiasPart: Sendable {
  /// Its key in JSON and its name on the command line, such as `fail-safe`.
  public let key: String
  /// For reading.
  let sections: [ReportSection]
  /// As rows.
  public let table: ResultTable
  /// As JSON.
  public let json: JSONValue
  /// What is unwise about it.
  public let warnings: [AnalysisWarning]
  /// The methods in it that take effects and standard errors for independent; one warning tells of all.
  let assumingIndependence: [String]
  /// Why it was not made; nil where it was.
  public let refusal: String?

  init(
    key: String, sections: [ReportSection], table: ResultTable, json: JSONValue? = nil,
    warnings: [AnalysisWarning] = [], assumingIndependence: [String] = []
  ) {
    self.key = key
    self.sections = sections
    self.table = table
    self.json = json ?? table.json
    self.warnings = warnings
    self.assumingIndependence = assumingIndependence
    refusal = nil
  }

  /// A part that cannot or should not be made, and why.
  public init(key: String, title: String, refused reason: String) {
    self.key = key
    sections = [ReportSection(title: title, items: ["not made: \(reason)"])]
    table = ResultTable(columns: ["refused"])
    json = .object([.init("refused", .string(reason))])
    warnings = []
    assumingIndependence = []
    refusal = reason
  }
}

/// All that `copse bias` finds.
public struct BiasReport: Sendable {
  /// The parts, in the order in which they are shown.
  public let parts: [BiasPart]
  /// The pooled result that is questioned.
  public let pooled: PoolResult

  /// The parts beside the result that they question.
  public init(_ parts: [BiasPart], of pooled: PoolResult) {
    self.parts = parts
    self.pooled = pooled
  }

  /// Why there is nothing to show, where no part was made.
  public var refusal: String? {
    let reasons = parts.compactMap(\.refusal)
    return reasons.count == parts.count ? reasons.joined(separator: "\n") : nil
  }

  /// Everything that is unwise, each thing once.
  public var warnings: [AnalysisWarning] {
    var seen: [AnalysisWarning] = []
    let names = parts.flatMap(\.assumingIndependence).joined(separator: ", ")
    let unsuited = names.isEmpty ? nil : AsymmetryWarnings.unsuited(names, to: pooled.fit.effects)
    let all = pooled.warnings + parts.flatMap(\.warnings) + [unsuited].compactMap { $0 }
    for warning in all where !seen.contains(warning) { seen.append(warning) }
    return seen
  }

  /// For reading.
  public var text: String { sections.map(\.text).joined(separator: "\n") }
  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = parts.flatMap(\.sections)
    let ofIntervals = ["Prediction", "Tau2 limits", "I2", "Study intervals"]
    sections.append(
      ReportSection(
        title: "Choices of the pooled value",
        pairs: Choices(pooled).lines.filter { !ofIntervals.contains($0.label) }.map { ($0.label, $0.words) }))
    if !pooled.excluded.isEmpty {
      let lines = pooled.excluded.map { "\($0.label): \($0.reason)" }
      sections.append(ReportSection(title: "Left out (\(pooled.excluded.count))", items: lines))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  /// Schema `copse.bias/1`: what every document on a pooled result begins with, then the parts by their keys.
  public func document(_ provenance: Provenance) -> JSONValue {
    let kept = ["measure", "model", "k", "excluded", "estimate", "display", "like"]
    let questioned = pooled.members(nil).filter { kept.contains($0.key) }
    return .object(
      [.init("schema", .string("copse.bias/1"))] + provenance.members + questioned
        + parts.map { .init($0.key, $0.json) }
        + [.init("warnings", .array(warnings.map(PoolResult.json)))])
  }
}
