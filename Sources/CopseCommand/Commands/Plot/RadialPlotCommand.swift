import ArgumentParser
import MetaAnalysis

/// `copse plot radial`.
struct RadialPlotCommand: ChartCommand {
  static let configuration = CommandConfiguration(
    commandName: "radial",
    abstract: "Galbraith's plot: standardized effects against precision; effects are read on an arc.",
    discussion: """
      EXAMPLES
        copse plot radial bcg-vaccine -o radial.svg
        copse plot radial bcg-vaccine --model common --format table
      """)

  @OptionGroup var options: PlotOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  func chart(of result: PoolResult, _ analysis: Analysis) -> Chart { result.radialChart }
}
