import EffectSizes
import Figures
import Pooling
import StudyData

extension SurvivalAtReport {
  /// The results for reading: time by time as for a pooled result, the choices once at the end.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = blocks.flatMap { $0.sections(excluded: excluded(at: $0)) }
    if !excludedRows.isEmpty {
      sections.append(
        ReportSection(
          title: "Left out at every time (\(excludedRows.count))", items: excludedRows.map(Block.text)))
    }
    guard let result = blocks.lazy.compactMap(\.result).first else { return sections }
    var pairs = Choices(result).lines.map { (label: $0.label, text: $0.words) }
    if let alignment {
      pairs.append(
        (
          "Time",
          "each study's nearest time on the log scale, moved under the assumption \(alignment); of two as near the"
            + " earlier one"
        ))
    }
    sections.append(ReportSection(title: "Choices", pairs: pairs))
    return sections
  }
}

extension SurvivalAtReport.Block {
  fileprivate func sections(excluded: [Exclusion]) -> [ReportSection] {
    guard let result else {
      return [ReportSection(title: "At \(name): no study has an effect size", items: excluded.map(Self.text))]
    }
    var sections = result.resultSections
    sections[0] = ReportSection(
      title: "At \(name): " + sections[0].title, pairs: sections[0].pairs, items: [without])
    if !excluded.isEmpty {
      sections.append(
        ReportSection(title: "Left out at \(name) (\(excluded.count))", items: excluded.map(Self.text)))
    }
    if !result.warnings.isEmpty {
      sections.append(
        ReportSection(
          title: "Warnings at \(name)", items: result.warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  fileprivate static func text(_ exclusion: Exclusion) -> String { "\(exclusion.label): \(exclusion.reason)" }

  /// The line on the result without derived rows.
  private var without: String {
    guard let other = withoutDerived else { return "Without derived rows: none, as \(whyNone ?? "")" }
    let (display, format) = (other.display, other.format)
    let estimate = format.estimate(display.value, lower: display.lower, upper: display.upper)
    return "Without derived rows (k = \(other.fit.k)): \(estimate)"
  }
}
