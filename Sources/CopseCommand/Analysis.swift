import MetaAnalysis

/// The steps from the options to effect sizes and to a pooled result.
struct Analysis {
  let input: Input
  /// The effect sizes.
  var effects: EffectSizes
  /// Studies that reading left out, with the reasons.
  private(set) var excluded: [Exclusion]
  /// Of these, those that selecting and pairing the rows left out.
  private let unpaired: [Exclusion]
  /// The survivals that were read, where the data are that.
  let survivals: [Study<ReportedSurvival>]
  /// Warnings about the data.
  let problems: [DataProblem]
  let source: Source
  /// The rows that the studies were read from.
  let table: StudyTable
  /// Which columns hold what.
  let layout: DataLayout
  /// The options, with what a preset filled in.
  private(set) var options: FilledOptions
  let measure: MeasureName
  private let intervalLevel: Double
  private let rungs: RungRule
  /// Whether one study per cluster was chosen.
  let choosesOnePer: Bool

  /// Reads the data and computes the effect sizes.
  ///
  /// - Parameters:
  ///   - model: the model, where one will be fitted.
  ///   - like: the program whose defaults are taken.
  ///   - at: the column of the times of survival.
  ///   - allowsSeveralTimes: whether survivals may be at several times, of which `take` will choose.
  ///   - rows: the rows, where they have been read for another measure of the same kind of data.
  init(
    data: DataOptions, measure options: MeasureOptions, measure: MeasureName?, group: String?,
    model: ModelOptions? = nil, like: Preset? = nil, at: String? = nil, allowsSeveralTimes: Bool = false,
    rows: ReadRows? = nil
  ) throws {
    let input = try rows?.input ?? Input(data.data)
    let selected = try rows?.selected ?? Selection(table: input.table(), data: data)
    let layout =
      try rows?.layout
      ?? data.layout(
        in: selected.table, measure: measure, group: group, increment: options.correctionColumn, at: at)
    var options = options
    if measure == .hazardRatio, case .readyEffects(let columns) = layout.columns {
      options = try options.withScale(ofHazardRatios: columns.estimate)
    }
    self.layout = layout
    let kind = layout.columns.kind
    try data.check(against: kind)
    let filled = FilledOptions(like, measure: options, measureName: measure, model: model, kind: kind)
    let measure =
      filled.measure.measure ?? filled.model?.standardMeasure(for: kind) ?? MeasureName.standard(for: kind)
    try options.check(against: kind, measure: measure)
    self.options = filled
    let reading =
      try rows?.reading
      ?? Reading(
        table: selected.table, layout: layout, onePer: data.onePer?.value, rungs: data.rungs)
    survivals = reading.survivals
    if case .oneGroupSurvival(let columns) = layout.columns, !allowsSeveralTimes {
      try selected.table.refuseSeveralTimes(SurvivalAtTime.times(of: survivals), column: columns.time)
    }
    self.input = input
    unpaired = selected.excluded
    excluded = selected.excluded + reading.excluded
    problems = layout.notes + reading.warnings
    source = selected.table.source
    table = selected.table
    self.measure = measure
    intervalLevel = data.ciLevel?.value ?? 0.95
    rungs = data.rungs ?? .all
    choosesOnePer = data.onePer != nil
    effects = reading.effects(measure: measure, options: filled.measure, intervalLevel: intervalLevel)
      .keeping(rungs, of: survivals)
  }

  /// The same analysis by another model.
  func with(_ model: ModelOptions) -> Analysis {
    var analysis = self
    analysis.options.model = model
    return analysis
  }

  /// Takes the survivals of one time for the studies.
  ///
  /// - Precondition: the measure is one of survival.
  mutating func take(_ chosen: SurvivalAtTime, alignment: TimeAlignment?, before: [Exclusion]) {
    guard case .survival(let measure) = measure else { preconditionFailure("a measure of survival") }
    effects = EffectSizes(
      measure, of: chosen.rows, alignment: alignment, intervalLevel: intervalLevel,
      level: options.measure.level.value
    ).keeping(rungs, of: chosen.rows)
    excluded = before + chosen.excluded
  }

  /// Takes other studies as left out by reading; those without a second arm stay left out.
  mutating func leaveOut(_ exclusions: [Exclusion]) { excluded = unpaired + exclusions }

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
    guard let model = options.model else { preconditionFailure("a model was given to the analysis") }
    try model.likelihood.check(model.method, measure: effects.measure, options: options.measure)
    try model.check(against: effects.measure)
    guard effects.k > 0 else { throw Failure.analysis(nothingLeft) }
    let poolingModel = model.poolingModel(
      level: options.measure.level.value, poolsCorrectedCounts: options.poolsCorrectedCounts)
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

  /// What to say where every study was left out.
  var nothingLeft: String {
    let lines = (excluded + effects.excluded).map { "  \($0.label): \($0.reason)" }
    return (["no study has an effect size; left out:"] + lines).joined(separator: "\n")
  }
}

/// Rows that were selected and read, from which the effect sizes of several measures are made.
struct ReadRows {
  let input: Input
  let selected: Selection
  let layout: DataLayout
  let reading: Reading
}

/// The rows that the options select, one per pair where arms are paired.
struct Selection {
  let table: StudyTable
  let excluded: [Exclusion]

  init(table all: StudyTable, data: DataOptions) throws {
    let rows = try all.selecting(where: data.conditions)
    guard let arms = data.arms?.values else {
      if data.armColumn != nil { throw Failure.usage("--arm-column needs two arms; name them with --arms") }
      table = rows
      excluded = []
      return
    }
    guard arms.count == 2 else { throw Failure.usage("--arms needs two arms, FIRST,SECOND") }
    let labels = try StudyLabels.find(in: rows, requested: data.study?.values ?? [])
    let paired = try rows.pairingArms(arms[0], arms[1], armColumn: data.armColumn ?? "arm", labels: labels)
    table = paired.table
    excluded = paired.excluded
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
