import ArgumentParser
import MetaAnalysis

/// The data of medians and recurrences, and which rows are used.
struct SurvivalRows: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A CSV file, - for the standard input, or a bundled data set.", valueName: "data"))
  var data: String

  @Option(
    name: .long,
    help: ArgumentHelp("Columns that label the studies, such as author,year.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var study: CommaList?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to use: COLUMN=VALUE,VALUE, also != < <= > >=. Repeated: all must hold.", valueName: "condition"))
  var conditions: [String] = []

  /// The rows that the conditions select, and what names the studies.
  func selected(from input: Input) throws(DataProblems) -> (table: StudyTable, labels: StudyLabels) {
    let rows = try input.table().selecting(where: conditions)
    return (rows, try StudyLabels.find(in: rows, requested: study?.values ?? []))
  }
}

extension ModelOptions {
  /// Refuses what only counts have: these effect sizes are pooled by their variances.
  func checkInverseVariance() throws(Failure) {
    try check()
    guard method == .iv else {
      throw .usage(
        "--method \(method.rawValue) pools counts; this command pools by inverse variance, leave it out")
    }
    if pftN != nil { throw .usage("--pft-n belongs to --measure PFT") }
  }

  /// Pools effect sizes, with subgroups if there are any.
  func pool(
    _ effects: EffectSizes, level: Double, excluded: [Exclusion], warnings: [AnalysisWarning]
  ) throws -> PoolResult {
    try pool(
      poolingModel(level: level, poolsCorrectedCounts: false), effects, excluded: excluded, warnings: warnings
    )
  }

  private func pool(
    _ model: some PoolingModel, _ effects: EffectSizes, excluded: [Exclusion], warnings: [AnalysisWarning]
  ) throws -> PoolResult {
    guard by != nil else {
      return PoolResult(try model.fit(effects), excluded: excluded, dataWarnings: warnings)
    }
    return PoolResult(
      try Subgroups(model, tau2: byTau2 == .common ? .common : .separate).fit(effects.namingMissingGroups()),
      excluded: excluded,
      dataWarnings: warnings)
  }
}

extension TimeMeasure: ExpressibleByArgument, NamedChoice {}
extension TimeQuantity: ExpressibleByArgument, NamedChoice {}
extension TimeIntervalScale: ExpressibleByArgument, NamedChoice {}
extension RecurrenceQuantity: ExpressibleByArgument, NamedChoice {}
