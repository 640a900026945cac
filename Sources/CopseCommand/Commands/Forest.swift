import ArgumentParser
import MetaAnalysis

/// The axis of a forest plot.
struct ForestAxisOptions: ParsableArguments {
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
}

/// `copse forest`.
struct Forest: PresentingCommand {
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

  @OptionGroup(title: "Figure") var figure: ForestAxisOptions
  @OptionGroup(title: "Figure") var picture: PictureOptions

  static var standardFormat: Format { .csv }

  func presented() throws -> Presented {
    if model.tau2CI != nil {
      throw Failure.usage("--tau2-ci has no place in a forest plot; use it with copse pool")
    }
    let (result, _) = try pooled(
      data: data, measure: measure, model: model, like: preset.like, at: atColumn.at)
    try output.refuseIfStrict(result.warnings)
    let plot = result.forest(try options(result.measure))
    return Presented(
      text: { plot.readingTable.text }, markdown: { plot.readingTable.markdown }, csv: { plot.table.csv },
      document: { plot.table.json }, figure: { .forest(plot) },
      remarks: {
        note(result.like)
        warn(result)
      }, warnings: result.warnings)
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
}
