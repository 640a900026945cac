import ArgumentParser
import MetaAnalysis

/// `copse plot drapery`.
struct DraperyPlotCommand: ChartCommand {
  static let configuration = CommandConfiguration(
    commandName: "drapery",
    abstract: "The p-value of every hypothetical effect, by each study and by the pooled value.",
    discussion: """
      Beside a random-effects mean by inverse variance the common-effect one is drawn.

      EXAMPLES
        copse plot drapery bcg-vaccine -o drapery.svg
        copse plot drapery passive-smoking --log-ratio --format table
      """)

  @OptionGroup var options: PlotOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  func chart(of result: PoolResult, _ analysis: Analysis) throws -> Chart {
    let model = result.fit.model
    let others =
      model.effects == "random" && model.method == "iv"
      ? [try CommonEffect(level: model.level).fit(result.fit.effects)] : []
    guard let chart = result.draperyChart(others: others) else {
      throw Failure.usage(
        "--test henmi-copas has an interval and no p-value of every value; choose another test")
    }
    return chart
  }
}
