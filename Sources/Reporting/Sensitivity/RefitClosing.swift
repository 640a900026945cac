import Figures
import Pooling
import Sensitivity

extension RefitSubject {
  /// The choices, what was left out and the warnings, as every report ends.
  ///
  /// - Parameters:
  ///   - warnings: the warnings of the whole.
  ///   - refits: those of single fits.
  ///   - unused: choices that no number of the report depends on, by their labels.
  func closing(
    _ warnings: [AnalysisWarning], refits: [RefitWarning] = [], without unused: [String] = []
  ) -> [ReportSection] {
    var sections = [ReportSection(title: "Choices", pairs: choices.filter { !unused.contains($0.label) })]
    if !excluded.isEmpty {
      let lines = excluded.map { "\($0.label): \($0.reason)" }
      sections.append(ReportSection(title: "Left out (\(excluded.count))", items: lines))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    if !refits.isEmpty {
      sections.append(ReportSection(title: "Warnings of single fits", items: refits.map(\.words)))
    }
    return sections
  }

  /// The labels of choices about intervals alone.
  static let choicesOfIntervals = ["Prediction", "Tau2 limits", "Level", "Study intervals"]
}

extension [ReportSection] {
  /// For a terminal.
  var text: String { map(\.text).joined(separator: "\n") }
  /// As Markdown.
  var markdown: String { map(\.markdown).joined(separator: "\n") }
}
