import ArgumentParser
import MetaAnalysis

/// `copse survival median`.
struct SurvivalMedian: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "median",
    abstract: "Medians and restricted means that studies report, pooled.",
    discussion: """
      Columns: median (or rmst and horizon) with any of se, ci_low, ci_high, ci_level, events; with 1 and 2 behind \
      each for two groups. The standard error is taken as given, else from both confidence limits, else from the \
      lower one where the upper was not reached (NR, NE, >60), else, for medians, from the events as if survival \
      were exponential: such rows are marked, and the result without them stands beside.

      EXAMPLES
        copse survival median medians.csv
        copse survival median medians.csv --measure MEDR --ci-scale flattest
        copse survival median trials.csv --measure MDD --by design
        copse survival median trials.csv --forest forest.csv
        copse survival median medians.csv -o medians.svg
        copse survival median rmst.csv --quantity rmst --where horizon=60
      """)

  @OptionGroup(title: "Data") var rows: SurvivalRows
  @OptionGroup(title: "Times") var times: MedianOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Write the data of the forest plot to this file too, as CSV.", valueName: "file"))
  var forest: String?

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    try model.checkInverseVariance()
    let input = try Input(rows.data)
    let result = try pooled(input)
    try output.refuseIfStrict(result.warnings)
    return Presented(
      text: { result.text }, markdown: { result.markdown }, csv: { result.table.csv },
      document: { result.document(Provenance(of: input)) },
      figure: { .forest(result.forest(picture.forestOptions)) },
      files: forest.map { [($0, result.pool.forest().table.csv)] } ?? [],
      remarks: { warn(excluded: result.pool.excluded, warnings: result.warnings) },
      sections: { result.pool.sections + result.sections }, warnings: result.warnings,
      methods: MethodsParagraph(result.pool, version: Copse.version), hasMethodsOption: false)
  }

  private func pooled(_ input: Input) throws -> MedianResult {
    let selected = try rows.selected(from: input)
    let paired = try times.paired(selected.table, labels: selected.labels)
    let (quantity, groups) = try times.columns(in: paired.table)
    let measure = times.measure ?? .standard(quantity, isTwoGroup: groups.count == 2)
    let (table, level) = (paired.table, times.ciLevel?.value ?? 0.95)
    let labels = try StudyLabels.find(in: table, requested: rows.study?.values ?? [])
    let effects: TimeEffects
    let excluded: [Exclusion]
    let problems: [DataProblem]
    if groups.count == 2 {
      let read = try table.reportedTimes(
        first: groups[0], second: groups[1], quantity: quantity, intervalLevel: level, labels: labels,
        group: model.by)
      effects = TimeEffects(measure, of: read.rows, limitsOn: times.ciScale, level: times.level.value)
      (excluded, problems) = (paired.excluded + read.excluded, read.warnings)
    } else {
      let read = try table.reportedTimes(
        groups[0], quantity: quantity, intervalLevel: level, labels: labels, group: model.by)
      effects = TimeEffects(measure, of: read.rows, limitsOn: times.ciScale, level: times.level.value)
      (excluded, problems) = (read.excluded, read.warnings)
    }
    guard effects.effects.k > 0 else { throw Failure.analysis(nothingLeft(effects, excluded)) }
    let warnings =
      problems.warnings + effects.warnings
    let pool = try model.pool(
      effects.effects, level: times.level.value, excluded: excluded, warnings: warnings)
    var beside: PoolResult?
    if let others = effects.withoutDerived, others.k > 0 {
      beside = try model.pool(others, level: times.level.value, excluded: [], warnings: [])
    }
    return MedianResult(pool, withoutDerived: beside, times: effects)
  }

  /// What to say where no study can be pooled: the reasons, each with its studies and their times.
  private func nothingLeft(_ effects: TimeEffects, _ excluded: [Exclusion]) -> String {
    let quantity = effects.timeMeasure.quantity == .median ? "median" : "restricted mean"
    var reasons: [(reason: String, studies: [String])] = []
    let unused = effects.unused.map { study in
      (
        study.reason,
        "\(study.label) (\(study.values.map { NumberText.exact($0) ?? "" }.joined(separator: " and ")))"
      )
    }
    for (reason, study) in unused + excluded.map({ ($0.reason, $0.label) }) {
      if let index = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[index].studies.append(study)
      } else {
        reasons.append((reason, [study]))
      }
    }
    let count = unused.count
    let head =
      count == 0
      ? "no \(quantity) can be pooled: no row has one"
      : "no \(quantity) can be pooled: \(count) \(count == 1 ? "is" : "are") reported without what tells the precision"
    let lines = reasons.map { reason, studies in
      let names = studies.prefix(20).joined(separator: ", ")
      let more = studies.count > 20 ? " and \(studies.count - 20) more" : ""
      return TerminalText.hanging(
        "  ", "\(reason) (\(studies.count) \(studies.count == 1 ? "row" : "rows")): \(names)\(more)",
        indent: 4)
    }
    let hint =
      "   hint: pooling needs a confidence interval, a standard error"
      + (effects.timeMeasure.quantity == .median ? " or the number of events" : "")
      + "; look for them in the studies' own reports"
    return ([head] + lines + (count == 0 ? [] : [hint])).joined(separator: "\n")
  }
}
