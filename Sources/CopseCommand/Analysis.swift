import MetaAnalysis

/// The steps from the options to effect sizes and to a pooled result.
struct Analysis {
  let input: Input
  private var made: TableAnalysis
  /// The options, with what a preset filled in.
  let options: FilledOptions

  /// The effect sizes.
  var effects: EffectSizes {
    get { made.effects }
    set { made.effects = newValue }
  }
  /// Studies that reading left out, with the reasons.
  var excluded: [Exclusion] { made.excluded }
  /// The survivals that were read, where the data are that.
  var survivals: [Study<ReportedSurvival>] { made.survivals }
  /// Warnings about the data.
  var problems: [DataProblem] { made.problems }
  var source: Source { made.table.source }
  /// The rows that the studies were read from.
  var table: StudyTable { made.table }
  /// Which columns hold what.
  var layout: DataLayout { made.layout }
  var measure: MeasureName { made.measure }
  /// Whether one study per cluster was chosen.
  var choosesOnePer: Bool { made.choices.rows.onePer != nil }
  /// What to say where every study was left out.
  var nothingLeft: String { made.nothingLeft }

  /// Reads the data and computes the effect sizes.
  ///
  /// - Parameters:
  ///   - model: the model, where one will be fitted.
  ///   - like: the program whose defaults are taken.
  ///   - at: the column of the times of survival.
  ///   - allowsSeveralTimes: whether survivals may be at several times, of which `take` will choose.
  init(
    data: DataOptions, measure options: MeasureOptions, measure: MeasureName?, group: String?,
    model: ModelOptions? = nil, like: Preset? = nil, at: String? = nil, allowsSeveralTimes: Bool = false
  ) throws {
    input = try Input(data.data)
    let choices = try data.rows(group: group, increment: options.correctionColumn, at: at)
    let rows = try SelectedRows(choices, of: input.table(), measure: measure)
    self.options = FilledOptions(
      like, measure: options, measureName: measure, model: model, kind: rows.layout.columns.kind)
    made = try TableAnalysis(
      self.options.choices(rows: choices, intervalLevel: data.ciLevel?.value), of: rows,
      allowsSeveralTimes: allowsSeveralTimes)
  }

  /// Takes the survivals of one time for the studies.
  ///
  /// - Precondition: the measure is one of survival.
  mutating func take(_ chosen: SurvivalAtTime, alignment: TimeAlignment?, before: [Exclusion]) {
    guard case .survival(let measure) = measure else { preconditionFailure("a measure of survival") }
    let choices = made.choices
    made.effects = EffectSizes(
      measure, of: chosen.rows, alignment: alignment, intervalLevel: choices.effects.intervalLevel ?? 0.95,
      level: choices.effects.level
    ).keeping(choices.rows.rungs ?? .all, of: chosen.rows)
    made.excluded = before + chosen.excluded
  }

  /// Takes other studies as left out by reading; those without a second arm stay left out.
  mutating func leaveOut(_ exclusions: [Exclusion]) { made.excluded = made.unpaired + exclusions }

  /// Fits the model, with subgroups if there are any.
  ///
  /// - Precondition: the analysis was made with a model.
  func pool() throws -> PoolResult {
    guard let model = options.model else { preconditionFailure("a model was given to the analysis") }
    var result = try pool(poolingModel(), options: model)
    result.like = options.applied
    return result
  }

  /// The model that the options ask for, after a look at whether it goes with the data.
  ///
  /// - Precondition: the analysis was made with a model.
  func poolingModel() throws -> any PoolingModel {
    precondition(options.model != nil, "a model was given to the analysis")
    let poolingModel = try made.poolingModel()
    if options.usesMantelHaenszelQ, let random = poolingModel as? RandomEffects {
      return DerSimonianLairdMantelHaenszel(random)
    }
    return poolingModel
  }

  private func pool(_ poolingModel: some PoolingModel, options model: ModelOptions) throws -> PoolResult {
    let warnings = problems.warnings
    let poolsCorrectedCounts =
      model.method == .mh ? options.poolsCorrectedCounts : !model.method.isLikelihood
    guard model.by != nil else {
      var result = PoolResult(
        try poolingModel.fit(effects), size: model.pftN ?? .harmonicMean, excluded: excluded,
        dataWarnings: warnings, poolsCorrectedCounts: poolsCorrectedCounts)
      if model.method == .iv, !model.isCommon {
        result.likelihoodBeside = effects.fitBesideZeros(level: options.measure.level.value)
      }
      return result
    }
    return PoolResult(
      try subgroups(poolingModel).fit(effects.namingMissingGroups()), size: model.pftN ?? .harmonicMean,
      excluded: excluded, dataWarnings: warnings, poolsCorrectedCounts: poolsCorrectedCounts)
  }

  /// The model within subgroups, as the options ask for it.
  func subgroups<Model: PoolingModel>(_ model: Model) -> Subgroups<Model> {
    Subgroups(model, tau2: options.model?.byTau2 == .common ? .common : .separate)
  }
}

extension EffectSizes {
  /// Studies without a subgroup get one of their own.
  func namingMissingGroups() -> EffectSizes {
    EffectSizes(
      measure: measure, studies: studies.map { $0.group == nil ? $0.with(group: "not stated") : $0 },
      excluded: excluded, level: level, correction: correction, interval: interval)
  }
}
