import StudyData

extension EffectSizes {
  /// The effect sizes of one group's proportions, from the rows of a table.
  ///
  ///     let deaths = try EffectSizes(.logit, from: table)
  ///
  /// The columns are found by their usual names (`events`, `total` or `percent`; `study`) unless `columns`
  /// names them. Rows without complete data are in ``excluded``, with the reason.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study.
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - correction: what is added to zero cells; nil for what the measure needs.
  ///   - interval: how each study's confidence interval is made.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: ProportionMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    correction: ContinuityCorrection? = nil, interval: ProportionInterval = .clopperPearson,
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .oneGroupCounts))
    guard case .oneGroupCounts(let counts) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.oneGroupCounts(
      counts, labels: layout.labels, group: layout.group, increment: layout.increment)
    let effects = EffectSizes(
      measure, of: read.rows, correction: correction, interval: interval, level: level)
    self = effects.excluding(read.excluded)
  }

  /// The effect sizes of two groups' counts, from the rows of a table; otherwise as for one group.
  ///
  ///     let trials = try EffectSizes(.riskRatio, from: table)
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`events1`, `total1`, `events2`, `total2`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - correction: what is added to zero cells; nil for what the measure needs.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: TwoGroupMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    correction: ContinuityCorrection? = nil, level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .twoGroupCounts))
    guard case .twoGroupCounts(let first, let second) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.twoGroupCounts(
      first: first, second: second, labels: layout.labels, group: layout.group, increment: layout.increment)
    let effects = EffectSizes(measure, of: read.rows, correction: correction, level: level)
    self = effects.excluding(read.excluded)
  }

  /// Effect sizes that the rows of a table report as such; otherwise as for one group.
  ///
  /// - Parameters:
  ///   - table: the table, with one row per study (`yi`, `vi` or `sei`; `estimate`, `ci_low`, `ci_high`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - scale: whether they are ratios, and if so whether given as ratios or as logarithms.
  ///   - intervalLevel: the level of the confidence intervals that they come with.
  ///   - level: the confidence level of the intervals shown.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    reportedIn table: StudyTable, columns: ColumnRequest = ColumnRequest(), scale: ReportedScale = .plain,
    intervalLevel: Double = 0.95, level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .readyEffects))
    guard case .readyEffects(let effectColumns) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.reportedEffects(effectColumns, labels: layout.labels, group: layout.group)
    let effects = EffectSizes(
      reported: read.rows, scale: scale, intervalLevel: intervalLevel, level: level)
    self = effects.excluding(read.excluded)
  }

  /// The same effect sizes, with studies that were left out before they had one.
  package func excluding(_ before: [Exclusion]) -> EffectSizes {
    EffectSizes(
      measure: measure, studies: studies, excluded: before + excluded, level: level,
      correction: correction, interval: interval)
  }
}

extension ColumnRequest {
  /// The same request, for this kind of data.
  package func with(kind: DataKind) -> ColumnRequest {
    var request = self
    request.kind = kind
    return request
  }
}
