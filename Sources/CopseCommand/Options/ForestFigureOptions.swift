import ArgumentParser
import MetaAnalysis

/// What a forest plot shows.
struct ForestFigureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Ends of the axis on the display scale [default: from the data].", valueName: "low,high"),
    transform: Ends.init(parsing:))
  var axis: Ends?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What results left and right of no effect favor [default: by the arms, where the data say what is better].",
      valueName: "left,right"),
    transform: CommaList.init(parsing:))
  var favors: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Names of the two groups over their columns [default: the arms].", valueName: "first,second"),
    transform: CommaList.init(parsing:))
  var groups: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp("Columns of the data to show beside the labels.", valueName: "column,..."),
    transform: CommaList.init(parsing:))
  var columns: CommaList?

  @Option(name: .long, help: "A second model whose summary is shown too: common or random.")
  var also: ModelName?

  /// The options that hold for a measure.
  ///
  /// - Parameters:
  ///   - measure: what is pooled.
  ///   - arms: the two groups, where they are known.
  func forestOptions(_ measure: Measure, arms: ArmMeaning?) throws(Failure) -> ForestOptions {
    var options = ForestOptions()
    options.axis = axis?.range
    if let range = axis?.range, measure.isRatio, range.lowerBound <= 0 {
      throw .usage("the axis of a ratio is logarithmic; its lower end must be above 0")
    }
    if let groups = groups?.values {
      guard groups.count == 2 else { throw .usage("--groups needs two names, FIRST,SECOND") }
      options.groups = groups
    } else if let arms {
      options.groups = [arms.first, arms.second]
    }
    if let favors = favors?.values {
      guard favors.count == 2 else { throw .usage("--favors needs two names, LEFT,RIGHT") }
      guard measure.null != nil else {
        throw .usage("--favors needs a measure with a line of no effect, and \(measure.code) has none")
      }
      (options.leftDirection, options.rightDirection) = (favors[0], favors[1])
    } else if measure.null != nil, options.groups.count == 2, let lowerIsBetter = arms?.lowerIsBetter {
      let sides = lowerIsBetter ? options.groups : options.groups.reversed()
      (options.leftDirection, options.rightDirection) = (
        ArmMeaning.inSentence(sides[0]), ArmMeaning.inSentence(sides[1])
      )
    }
    return options
  }
}

/// What the two groups of the data are, and which result is the better one.
struct ArmMeaning {
  let first: String
  let second: String
  /// Whether fewer events or lower values are better; nil where that is not known.
  let lowerIsBetter: Bool?

  /// What the options and the data say; nil where they say nothing.
  init?(_ data: DataOptions, _ analysis: Analysis) {
    if let arms = data.arms?.values, arms.count == 2 {
      (first, second) = (arms[0], arms[1])
      lowerIsBetter = Self.lowerIsBetter(analysis.table)
      return
    }
    let columns = data.events?.values ?? data.mean?.values ?? data.total?.values
    guard let comparison = BundledDataset.named(analysis.input.name)?.comparison,
      columns?.first?.hasSuffix("1") ?? true
    else { return nil }
    (first, second) = (comparison.first, comparison.second)
    lowerIsBetter = data.events == nil ? comparison.lowerIsBetter : nil
  }

  /// "Vaccinated" as it stands within a line; a name such as "RFA" stays.
  static func inSentence(_ name: String) -> String {
    guard name.count > 1, !name.dropFirst().contains(where: \.isUppercase) else { return name }
    return name.prefix(1).lowercased() + name.dropFirst()
  }

  /// By the one outcome of the rows.
  private static func lowerIsBetter(_ table: StudyTable) -> Bool? {
    guard let outcomes = table.findColumn("outcome")?.distinctValues, outcomes.count == 1 else { return nil }
    return OutcomeDirection(outcome: outcomes[0]).map { $0 == .lowerIsBetter }
  }
}
