import ArgumentParser
import MetaAnalysis

/// `copse survival hr`.
struct SurvivalHR: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "hr",
    abstract: "Hazard ratios by every route that the reports allow, and their pooled value.",
    discussion: """
      Columns, each optional: hr, ci_low, ci_high, ci_level, log_hr, se, p, p_sided, p_text, chi2, o_minus_e, v, \
      events, events1, events2, expected1, expected2, total1, total2, median1, median2, direction (favors-first: \
      the hazard is lower in the first group; favors-second). The ratio is of the first group over the second.

      --curves FILE adds survival curves, read off: study, arm, time, survival (0 to 1), and where known at_risk, \
      total, follow_up_low, follow_up_high.

      EXAMPLES
        copse survival hr liver-progression-hr
        copse survival hr liver-progression-hr --format csv
        copse survival hr liver-progression-hr -o ratios.svg
        copse survival hr liver-progression-hr --where 'study=Ei 2015' --method peto
      """)

  @OptionGroup(title: "Data") var data: HazardRatioOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @Option(name: .long, help: "Confidence level [default: 0.95].", transform: Level.init(parsing:))
  var level: Level = Level(value: 0.95)
  @OptionGroup(title: "Output") var output: OutputOptions
  @Option(
    name: .long,
    help: ArgumentHelp("Write the data of the forest plot to this file, as CSV.", valueName: "file"))
  var forest: String?

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func presented() throws -> Presented {
    try model.checkHazardRatios()
    let reading = try data.read(group: model.by)
    let (result, warnings) = try pool(reading)
    try output.refuseIfStrict(warnings)
    return Presented(
      text: { result.text }, markdown: { result.markdown }, csv: { result.table.csv },
      document: { result.document(reading.provenance, curves: reading.curves) },
      figure: { .forest(result.forest(options(reading))) },
      files: forest.map { [($0, result.pooled.forest().table.csv)] } ?? [], remarks: { warn(result.pooled) },
      sections: { result.sections + result.pooled.sections }, warnings: warnings,
      methods: MethodsParagraph(result.pooled, version: Copse.version), hasMethodsOption: false)
  }

  /// The look of the figure; a ratio below 1 favors the first group, whose hazard is the lower one.
  private func options(_ reading: HazardRatioReading) -> ForestOptions {
    var options = picture.forestOptions
    if let arms = data.arms(of: reading) { (options.leftDirection, options.rightDirection) = arms }
    return options
  }

  private func pool(
    _ reading: HazardRatioReading
  ) throws -> (result: HazardRatioResult, warnings: [AnalysisWarning]) {
    let effects = try reading.effects(model, level: level.value)
    let warnings = reading.warnings + HazardRatioResult.warnings(about: reading.studies)
    let poolingModel = model.poolingModel(level: level.value, poolsCorrectedCounts: false)
    let pooled =
      model.by == nil
      ? PoolResult(try poolingModel.fit(effects), excluded: reading.excluded, dataWarnings: warnings)
      : PoolResult(
        try subgroups(poolingModel, of: effects), excluded: reading.excluded, dataWarnings: warnings)
    return (HazardRatioResult(studies: reading.studies, pooled: pooled), pooled.warnings)
  }

  private func subgroups(
    _ poolingModel: some PoolingModel, of effects: EffectSizes
  ) throws(PoolingError) -> SubgroupFit {
    let named = EffectSizes(
      measure: effects.measure, studies: effects.studies.map { $0.with(group: $0.group ?? "not stated") },
      excluded: effects.excluded, level: effects.level)
    return try Subgroups(poolingModel, tau2: model.byTau2 == .common ? .common : .separate).fit(named)
  }
}
