import ArgumentParser
import MetaAnalysis

/// `copse plot`.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Funnel, radial, L'Abbe and drapery plots: their data, or drawn.",
    subcommands: [
      FunnelPlotCommand.self, RadialPlotCommand.self, LabbePlotCommand.self, DraperyPlotCommand.self,
    ])
}

/// The pooled result of which a plot is made.
struct PlotOptions: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions

  /// What was read, ready to be pooled.
  func analyzed() throws -> Analysis {
    if model.tau2CI != nil { throw Failure.usage("--tau2-ci has no place in a plot; use it with copse pool") }
    if model.by != nil {
      throw Failure.usage("--by has no place here: choose the studies of a subgroup with --where")
    }
    return try CopseCommand.analyzed(
      data: data, measure: measure, model: model, like: preset.like, at: atColumn.at)
  }
}

/// A subcommand that makes a chart of a pooled result: its marks as rows, or drawn.
protocol ChartCommand: PresentingCommand {
  var options: PlotOptions { get }

  /// Makes the chart.
  ///
  /// - Parameters:
  ///   - result: the pooled result.
  ///   - analysis: what it was made of.
  func chart(of result: PoolResult, _ analysis: Analysis) throws -> Chart
}

extension ChartCommand {
  static var standardFormat: Format { .csv }

  func presented() throws -> Presented {
    let analysis = try options.analyzed()
    let (result, provenance) = (try analysis.pool(), Provenance(of: analysis.input))
    try output.refuseIfStrict(result.warnings)
    let chart = try chart(of: result, analysis)
    return Presented(
      text: { chart.readingTable.text }, markdown: { chart.readingTable.markdown },
      csv: { chart.table.csv }, document: { chart.document(provenance) }, figure: { .chart(chart) },
      remarks: {
        note(result.like)
        warn(result)
      }, warnings: result.warnings)
  }
}
