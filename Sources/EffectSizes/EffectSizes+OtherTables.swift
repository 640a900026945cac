import StudyData

extension EffectSizes {
  /// The effect sizes of one group's incidence rates, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`events`, `time`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - correction: what is added where there are no events; nil for what the measure needs.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: RateMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    correction: ContinuityCorrection? = nil,
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .oneGroupRates))
    guard case .oneGroupRates(let rates) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.oneGroupRates(
      rates, labels: layout.labels, group: layout.group, increment: layout.increment)
    self = EffectSizes(measure, of: read.rows, correction: correction, level: level).excluding(read.excluded)
  }

  /// The effect sizes of two groups' incidence rates, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`events1`, `time1`, `events2`, `time2`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - correction: what is added where there are no events; nil for what the measure needs.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: TwoGroupRateMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    correction: ContinuityCorrection? = nil,
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .twoGroupRates))
    guard case .twoGroupRates(let first, let second) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.twoGroupRates(
      first: first, second: second, labels: layout.labels, group: layout.group, increment: layout.increment)
    self = EffectSizes(measure, of: read.rows, correction: correction, level: level).excluding(read.excluded)
  }

  /// The effect sizes of one group's means, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`mean`, `sd`, `total`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: MeanMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .oneGroupMeans))
    guard case .oneGroupMeans(let means) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.oneGroupMeans(means, labels: layout.labels, group: layout.group)
    self = EffectSizes(measure, of: read.rows, level: level).excluding(read.excluded)
  }

  /// The effect sizes of two groups' means, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`mean1`, `sd1`, `total1`, `mean2`, `sd2`, `total2`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - bias: whether ratios of means and of coefficients of variation are corrected for their bias.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: TwoGroupMeanMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    bias: RatioBias = .uncorrected,
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .twoGroupMeans))
    guard case .twoGroupMeans(let first, let second) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.twoGroupMeans(
      first: first, second: second, labels: layout.labels, group: layout.group)
    self = EffectSizes(measure, of: read.rows, bias: bias, level: level).excluding(read.excluded)
  }

  /// The effect sizes of changes in the same people, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`mean1`, `sd1`, `mean2`, `sd2`, `total`, `correlation`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: PairedMeanMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .pairedMeans))
    guard case .pairedMeans(let pairs) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.pairedMeans(pairs, labels: layout.labels, group: layout.group)
    self = EffectSizes(measure, of: read.rows, level: level).excluding(read.excluded)
  }

  /// The effect sizes of correlations, from the rows of a table.
  ///
  /// - Parameters:
  ///   - measure: the measure.
  ///   - table: the table, with one row per study (`correlation`, `total`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    _ measure: CorrelationMeasure, from table: StudyTable, columns: ColumnRequest = ColumnRequest(),
    level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .correlations))
    guard case .correlations(let samples) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.correlations(samples, labels: layout.labels, group: layout.group)
    self = EffectSizes(measure, of: read.rows, level: level).excluding(read.excluded)
  }

  /// The hazard ratios of log-rank tests, from the rows of a table.
  ///
  /// - Parameters:
  ///   - table: the table, with one row per study (`o_minus_e`, `v`).
  ///   - columns: which columns hold what, and the column of subgroups.
  ///   - level: the confidence level of the studies' intervals.
  /// - Throws: `DataProblems`, all that is wrong with the table at once.
  public init(
    logRankIn table: StudyTable, columns: ColumnRequest = ColumnRequest(), level: Double = 0.95
  ) throws(DataProblems) {
    let layout = try DataLayout.find(in: table, requested: columns.with(kind: .logRank))
    guard case .logRank(let statistics) = layout.columns else {
      preconditionFailure("the layout is of the kind asked for")
    }
    let read = try table.logRankStatistics(statistics, labels: layout.labels, group: layout.group)
    self = EffectSizes(logRank: read.rows, level: level).excluding(read.excluded)
  }
}
