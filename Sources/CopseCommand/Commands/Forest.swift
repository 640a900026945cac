import ArgumentParser
import MetaAnalysis

/// How the forest plot is drawn.
struct FigureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Ends of the axis on the display scale [default: from the data].", valueName: "low,high"),
    transform: Ends.init(parsing:))
  var axis: Ends?

  @Option(
    name: .long,
    help: ArgumentHelp("What results left and right of no effect favor.", valueName: "left,right"),
    transform: CommaList.init(parsing:))
  var favors: CommaList?

  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("Folder for forest.csv, shapes.csv and axis.csv.", valueName: "folder"))
  var folder: String?
}

/// `copse forest`.
struct Forest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forest",
    abstract: "The data of a forest plot, one row per drawn row.",
    discussion: """
      The CSV has everything that is needed to draw the plot; --data writes the shapes and the axis as well.

      EXAMPLES
        copse forest bcg-vaccine
        copse forest bcg-vaccine --by alloc -o forest.csv
        copse forest bcg-vaccine --format table
        copse forest liver-cryoablation --where outcome=biliary-complications \\
          --arms cryoablation,RFA --measure OR
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var figure: FigureOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .csv)
      if model.tau2CI != nil {
        throw Failure.usage("--tau2-ci has no place in a forest plot; use it with copse pool")
      }
      let (result, _) = try pooled(
        data: data, measure: measure, model: model, like: preset.like, at: atColumn.at)
      try output.refuseIfStrict(result.warnings)
      let plot = result.forest(try options(result.measure))
      let text =
        switch format {
        case .csv: plot.table.csv
        case .json: plot.table.json.document
        case .markdown: plot.readingTable.markdown
        case .table: plot.readingTable.text
        }
      try output.write(text, with: try files(plot))
      note(result.like)
      warn(result)
    }
  }

  private func options(_ measure: Measure) throws(Failure) -> ForestOptions {
    var options = ForestOptions()
    options.axis = figure.axis?.range
    if let range = figure.axis?.range, measure.isRatio, range.lowerBound <= 0 {
      throw .usage("the axis of a ratio is logarithmic; its lower end must be above 0")
    }
    if let favors = figure.favors?.values {
      guard favors.count == 2 else { throw .usage("--favors needs two names, LEFT,RIGHT") }
      guard measure.null != nil else {
        throw .usage("--favors needs a measure with a line of no effect, and \(measure.code) has none")
      }
      (options.leftDirection, options.rightDirection) = (favors[0], favors[1])
    }
    return options
  }

  /// The files of `--data`, staged.
  private func files(_ plot: ForestPlot) throws(Failure) -> Output {
    var files = Output()
    guard let folder = figure.folder else { return files }
    try Output.makeFolder(folder)
    try files.stage(plot.table.csv, for: folder + "/forest.csv")
    try files.stage(plot.shapesTable.csv, for: folder + "/shapes.csv")
    try files.stage(plot.axisTable.csv, for: folder + "/axis.csv")
    return files
  }
}
