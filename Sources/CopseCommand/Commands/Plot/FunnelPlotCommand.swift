import ArgumentParser
import MetaAnalysis

/// `copse plot funnel`.
struct FunnelPlotCommand: ChartCommand {
  static let configuration = CommandConfiguration(
    commandName: "funnel",
    abstract: "The studies by effect and standard error, with contours of significance around no effect.",
    discussion: """
      copse bias draws the same with the studies that trim and fill puts in and the line of Egger's test.

      EXAMPLES
        copse plot funnel bcg-vaccine -o funnel.svg
        copse plot funnel magnesium --measure OR --contours 0.9,0.95
        copse plot funnel bcg-vaccine --draw
      """)

  @OptionGroup var options: PlotOptions
  @OptionGroup(title: "Funnel plot") var funnel: FunnelOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  func chart(of result: PoolResult, _ analysis: Analysis) throws -> Chart {
    try funnel.refuseManyContours()
    return Chart(funnel: try funnel.funnel(of: result), of: result)
  }
}
