import MetaAnalysis

/// Any analysis that can be made again, with what its reports tell of it and where its studies stand.
struct RefitData {
  /// The model with its data.
  let refittable: any Refittable
  /// What is known of the analysis of all studies.
  let subject: RefitSubject
  /// What was read, the data first.
  let inputs: [Input]
  /// The effect sizes; nil for curves, which have several numbers per study.
  let effects: EffectSizes?
  /// In which rows the studies stand.
  let places: StudyPlaces

  /// Where the data come from.
  var provenance: Provenance { Provenance(of: inputs[0]) }

  /// Reads the data and makes the analysis of all studies.
  init(_ options: RefitOptions) throws {
    let survival = options.survival
    try survival.check()
    switch survival.kind {
    case .pool: try self.init(effectSizes: options)
    case .hr:
      try survival.check(options)
      try self.init(hazardRatios: options, survival)
    case .curve:
      try survival.check(options)
      try self.init(curves: options, survival)
    }
  }

  /// What is left out together; each study by itself where there is no column.
  func clusters(_ options: ClusterOptions) throws -> StudyClusters {
    try places.clusters(named: options.cluster, labels: refittable.labels)
  }

  private init(effectSizes options: RefitOptions) throws {
    let model = options.model
    try model.check(options.measure)
    try options.checkTerms()
    let analysis = try Analysis(
      data: options.data, measure: options.measure, measure: try model.measure(options.measure.measure),
      group: model.by, model: model, like: options.preset.like, at: options.atColumn.at)
    let poolingModel = try analysis.poolingModel()
    let filled = analysis.options.model ?? model
    if options.terms.moderators.isEmpty {
      effects = analysis.effects
      refittable = filled.refittable(poolingModel, analysis.effects)
      subject = RefitSubject(try analysis.pool())
    } else {
      let data = try ModeratedEffects(
        analysis.effects, moderators: options.terms.request(), from: analysis.table,
        excluded: analysis.excluded)
      let regression = filled.regression(level: options.measure.level.value)
      try regression.check()
      effects = data.effects
      refittable = RefittableRegression(regression, data: data)
      subject = RefitSubject(
        RegressionResult(
          try regression.fit(data), excluded: analysis.excluded, dataWarnings: analysis.problems.warnings))
    }
    inputs = [analysis.input]
    let (used, all) = (effects ?? analysis.effects, analysis)
    let rows = used.rows(of: all.table, excluded: all.excluded)
    places = StudyPlaces(table: all.table, rows: rows.count == used.k ? rows.map { [$0] } : nil)
  }

  private init(hazardRatios options: RefitOptions, _ survival: SurvivalRefitOptions) throws {
    let (model, level) = (options.model, options.measure.level.value)
    try model.checkHazardRatios()
    let reading = try HazardRatioOptions(options.data, survival).read(group: model.by)
    let effects = try reading.effects(model, level: level)
    let pooled = try model.pool(
      effects, level: level, excluded: reading.excluded,
      warnings: reading.warnings + HazardRatioResult.warnings(about: reading.studies))
    let lines = reading.studies.filter { $0.used != nil }.map(\.line)
    self.effects = effects
    refittable = model.refittable(model.poolingModel(level: level, poolsCorrectedCounts: false), effects)
    subject = RefitSubject(
      HazardRatioResult(studies: reading.studies, pooled: pooled), curves: reading.curves)
    inputs = reading.inputs
    places = StudyPlaces(
      table: reading.table,
      rows: reading.table.map { table in
        let rows = Dictionary(
          (0..<table.rowCount).map { (table.line(ofRow: $0), $0) }, uniquingKeysWith: { first, _ in first })
        return lines.map { $0.flatMap { rows[$0] }.map { [$0] } ?? [] }
      })
  }

  private init(curves options: RefitOptions, _ survival: SurvivalRefitOptions) throws {
    let data = try CurveOptions(options.data, by: options.model.by, survival)
    let input = try Input(data.data)
    let read = try data.curves(input)
    let hasStrata = data.by != nil
    var model = SummaryCurve(
      model: options.model.model == .common ? .common : .random, interval: survival.interval ?? .logMinusLog,
      level: options.measure.level.value, times: survival.times?.values, horizon: survival.horizon?.values[0])
    let result = try SurvivalCurve.fit([model], read, hasStrata: hasStrata)
    let fit = result.curves[0].fit
    // The means of all refits are of one span.
    model.horizon = model.horizon ?? fit.points.last?.time
    let unused = Set(fit.excluded.map(\.label))
    let curves = read.curves.filter { !unused.contains($0.label) }
    refittable = RefittableCurve(
      model, curves: curves, times: survival.times?.values.sorted() ?? [], hasStrata: hasStrata)
    subject = RefitSubject(result)
    inputs = [input]
    effects = nil
    let (table, labels) = try data.selected(from: input)
    let rows = Dictionary(grouping: try table.rowLabels(labels).enumerated(), by: \.element)
    places = StudyPlaces(table: table, rows: curves.map { (rows[$0.label] ?? []).map(\.offset) })
  }
}
