import ArgumentParser
import MetaAnalysis

/// `copse forest`.
struct Forest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The data of a forest plot, one row per drawn row.",
    discussion: """
      The CSV has everything that is needed to draw the plot; --data writes the shapes and the axis as well.

      EXAMPLES
        copse forest bcg-vaccine
        copse forest bcg-vaccine --by alloc -o forest.csv
        copse forest bcg-vaccine --format table
        copse forest liver-cryoablation --where outcome=biliary-complications --arms cryoablation,RFA --measure OR
      """)

  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(name: .long, help: "Ends of the axis, LOW,HIGH, on the display scale [default: from the data].")
  var axis: Ends?

  @Option(name: .long, help: "What results left and right of no effect favor, LEFT,RIGHT.")
  var favors: CommaList?

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("Folder for forest.csv, shapes.csv and axis.csv.", valueName: "folder"))
  var folder: String?

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .csv)
      let (result, _) = try pooled(data: data, measure: measure, model: model)
      try output.refuseIfStrict(result.warnings)
      let plot = result.forest(try options(result.measure))
      if let folder { try write(plot, to: folder) }
      switch format {
      case .csv: try output.write(plot.table.csv)
      case .json: try output.write(plot.table.json.document)
      case .markdown: try output.write(plot.readingTable.markdown)
      case .table: try output.write(plot.readingTable.text)
      }
      warn(result)
    }
  }

  private func options(_ measure: Measure) throws(Failure) -> ForestOptions {
    var options = ForestOptions()
    options.axis = axis?.range
    if let range = axis?.range, measure.isRatio, range.lowerBound <= 0 {
      throw .usage("the axis of a ratio is logarithmic; its lower end must be above 0")
    }
    if let favors = favors?.values {
      guard favors.count == 2 else { throw .usage("--favors needs two names, LEFT,RIGHT") }
      guard measure.null != nil else {
        throw .usage("--favors needs a measure with a line of no effect, and \(measure.code) has none")
      }
      (options.leftDirection, options.rightDirection) = (favors[0], favors[1])
    }
    return options
  }

  private func write(_ plot: ForestPlot, to folder: String) throws(Failure) {
    try Output.makeFolder(folder)
    var files = Output()
    try files.stage(plot.table.csv, for: folder + "/forest.csv")
    try files.stage(plot.shapesTable.csv, for: folder + "/shapes.csv")
    try files.stage(plot.axisTable.csv, for: folder + "/axis.csv")
    try files.commit()
  }
}
