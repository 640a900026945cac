import ArgumentParser
import MetaAnalysis

/// `copse plot labbe`.
struct LabbePlotCommand: ChartCommand {
  static let configuration = CommandConfiguration(
    commandName: "labbe",
    abstract: "L'Abbe's plot: the risk or rate of the first group against that of the second.",
    discussion: """
      EXAMPLES
        copse plot labbe bcg-vaccine -o labbe.svg
        copse plot labbe bcg-vaccine --log-axes --draw
        copse plot labbe bcg-vaccine --measure OR --groups vaccinated,unvaccinated --format table
      """)

  @OptionGroup var options: PlotOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "What the groups are called [default: the arms, where --arms or the bundled data name them].",
      valueName: "first,second"),
    transform: CommaList.init(parsing:))
  var groups: CommaList?
  @Flag(
    name: .customLong("log-axes"),
    help: "Logarithmic axes, on which small risks are told apart; without studies without events in a group.")
  var hasLogAxes = false
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  func chart(of result: PoolResult, _ analysis: Analysis) throws -> Chart {
    let arms = ArmMeaning(options.data, analysis)
    let names = groups?.values ?? arms.map { [$0.first, $0.second].map(ArmMeaning.inSentence) }
    if let groups, groups.values.count != 2 {
      throw Failure.usage("--groups needs two names, FIRST,SECOND")
    }
    let scale: AxisScale = hasLogAxes ? .log : .linear
    let chart =
      if let names {
        result.labbeChart(first: names[0], second: names[1], scale: scale)
      } else {
        result.labbeChart(scale: scale)
      }
    guard let chart else {
      throw Failure.analysis(
        "a L'Abbe plot needs the events of two groups in each study (events1,total1,events2,total2 or"
          + " events1,time1,events2,time2) and a measure that compares them; these studies have"
          + " \(result.measure.code), \(result.measure.name)")
    }
    return chart
  }
}
