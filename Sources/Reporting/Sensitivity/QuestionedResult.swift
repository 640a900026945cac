import Figures
import Pooling
import StudyData

/// The result that a sensitivity analysis questions, with what its reports tell of data and model.
public struct QuestionedResult: Sendable {
  /// Studies that were not used, and why.
  public let excluded: [Exclusion]
  /// Everything that is unwise about the data and the result.
  public let warnings: [AnalysisWarning]
  /// The choices behind it that matter to any of its numbers, as label and words.
  private let choices: [(label: String, text: String)]
  /// The result as a document.
  private let document: [JSONValue.Member]

  /// A pooled result.
  public init(_ result: PoolResult, _ provenance: Provenance) {
    self.init(
      excluded: result.excluded, warnings: result.warnings,
      choices: Choices(result).lines.map { ($0.label, $0.words) }, document: result.document(provenance))
  }

  /// A meta-regression.
  public init(_ result: RegressionResult, _ provenance: Provenance) {
    self.init(
      excluded: result.excluded, warnings: result.warnings, choices: result.choices,
      document: result.document(provenance))
  }

  private init(
    excluded: [Exclusion], warnings: [AnalysisWarning], choices: [(label: String, text: String)],
    document: JSONValue
  ) {
    self.excluded = excluded
    self.warnings = warnings
    let ofIntervals = ["Prediction", "Tau2 limits", "I2", "Level", "Study intervals", "Back-transformation"]
    self.choices = choices.filter { !ofIntervals.contains($0.label) }
    guard case .object(let members) = document else { preconditionFailure("a result is an object") }
    self.document = members
  }

  /// The choices, what was left out, and the warnings.
  var sections: [ReportSection] {
    var sections = [ReportSection(title: "Choices", pairs: choices)]
    if !excluded.isEmpty {
      let lines = excluded.map { "\($0.label): \($0.reason)" }
      sections.append(ReportSection(title: "Left out (\(excluded.count))", items: lines))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  /// A document on this result: the keys that every result has, and these between them.
  func document(schema: String, _ members: [JSONValue.Member]) -> JSONValue {
    let first = ["tool", "command", "input", "measure", "model", "moderators", "k", "excluded"]
    return .object(
      [.init("schema", .string(schema))] + document.filter { first.contains($0.key) } + members
        + document.filter { $0.key == "warnings" })
  }
}

extension [ReportSection] {
  /// For a terminal.
  var text: String { map(\.text).joined(separator: "\n") }
  /// As Markdown.
  var markdown: String { map(\.markdown).joined(separator: "\n") }
}
