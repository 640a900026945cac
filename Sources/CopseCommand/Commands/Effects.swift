import ArgumentParser
import MetaAnalysis

/// `copse effects`.
struct Effects: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effects",
    abstract: "The effect size and its variance of each study.",
    discussion: """
      yi, vi and sei stand on the analysis scale, estimate and limits on the display scale.

      EXAMPLES
        copse effects bcg-vaccine --measure OR
        copse effects hyperdynamic-therapy --measure PFT --format csv
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Effect sizes") var preset: PresetOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let analysis = try Analysis(
        data: data, measure: measure, measure: measure.measure, group: nil, like: preset.like, at: atColumn.at
      )
      let warnings = analysis.problems.filter { $0.severity == .warning }
      guard analysis.effects.k > 0 else { throw Failure.analysis(analysis.nothingLeft) }
      if output.strict, !warnings.isEmpty { throw Failure.data(analysis.source.rendering(of: warnings)) }
      switch format {
      case .csv: try output.write(analysis.effects.table.csv)
      case .json: try output.write(analysis.effects.table.json.document)
      case .markdown: try output.write(analysis.effects.readingTable.markdown)
      case .table: try output.write(analysis.effects.readingTable.text)
      }
      note(analysis.options.applied)
      for exclusion in analysis.excluded + analysis.effects.excluded {
        StandardError.write("copse: note: \(exclusion.label) is left out: \(exclusion.reason)")
      }
      if !analysis.problems.isEmpty { StandardError.write(analysis.source.rendering(of: analysis.problems)) }
    }
  }
}
