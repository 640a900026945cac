import ArgumentParser
import MetaAnalysis

/// `copse bias`.
struct BiasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bias",
    abstract: "Small-study effects: whether small studies tell another story, and what follows.",
    discussion: """
      EXAMPLES
        copse bias bcg-vaccine
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let (result, provenance) = try pooled(
        data: data, measure: measure, model: model, like: preset.like, at: atColumn.at)
      let effects = result.fit.effects
      let report = BiasReport([BiasPart(failSafe: FailSafeN(rosenthal: effects))], of: result)
      try output.refuseIfStrict(report.warnings)
      switch format {
      case .table: try output.write(report.text)
      case .markdown: try output.write(report.markdown)
      case .json: try output.write(report.document(provenance).document)
      case .csv: try output.write(report.parts[0].table.csv)
      }
      if format == .csv { warn(excluded: result.excluded, warnings: report.warnings) }
    }
  }
}
