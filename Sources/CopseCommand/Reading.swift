import MetaAnalysis

/// The rows as studies, of whichever kind the columns hold.
struct Reading {
  private enum Studies {
    case oneGroup([Study<GroupCounts>])
    case twoGroups([Study<TwoGroupCounts>])
    case rates([Study<GroupRate>])
    case twoGroupRates([Study<TwoGroupRates>])
    case means([Study<GroupMean>])
    case twoGroupMeans([Study<TwoGroupMeans>])
    case pairedMeans([Study<PairedMeans>])
    case correlations([Study<SampleCorrelation>])
    case logRank([Study<LogRankStatistic>])
    case survival([Study<ReportedSurvival>])
    case reported([Study<ReportedEffect>])
  }

  private let studies: Studies
  /// The number of studies that can be used.
  let count: Int
  let excluded: [Exclusion]
  let warnings: [DataProblem]

  init(table: StudyTable, layout: DataLayout) throws(DataProblems) {
    let (labels, group, increment) = (layout.labels, layout.group, layout.increment)
    switch layout.columns {
    case .oneGroupCounts(let columns):
      let read = try table.oneGroupCounts(columns, labels: labels, group: group, increment: increment)
      self.init(read, .oneGroup(read.rows))
    case .twoGroupCounts(let first, let second):
      let read = try table.twoGroupCounts(
        first: first, second: second, labels: labels, group: group, increment: increment)
      self.init(read, .twoGroups(read.rows))
    case .oneGroupRates(let columns):
      let read = try table.oneGroupRates(columns, labels: labels, group: group, increment: increment)
      self.init(read, .rates(read.rows))
    case .twoGroupRates(let first, let second):
      let read = try table.twoGroupRates(
        first: first, second: second, labels: labels, group: group, increment: increment)
      self.init(read, .twoGroupRates(read.rows))
    case .oneGroupMeans(let columns):
      let read = try table.oneGroupMeans(columns, labels: labels, group: group)
      self.init(read, .means(read.rows))
    case .twoGroupMeans(let first, let second):
      let read = try table.twoGroupMeans(first: first, second: second, labels: labels, group: group)
      self.init(read, .twoGroupMeans(read.rows))
    case .pairedMeans(let columns):
      let read = try table.pairedMeans(columns, labels: labels, group: group)
      self.init(read, .pairedMeans(read.rows))
    case .correlations(let columns):
      let read = try table.correlations(columns, labels: labels, group: group)
      self.init(read, .correlations(read.rows))
    case .logRank(let columns):
      let read = try table.logRankStatistics(columns, labels: labels, group: group)
      self.init(read, .logRank(read.rows))
    case .oneGroupSurvival(let columns):
      let read = try table.survivals(columns, labels: labels, group: group)
      self.init(read, .survival(read.rows))
    case .readyEffects(let columns):
      let read = try table.reportedEffects(columns, labels: labels, group: group)
      self.init(read, .reported(read.rows))
    }
  }

  private init<Value>(_ read: StudyRows<Value>, _ studies: Studies) {
    self.studies = studies
    count = read.rows.count
    excluded = read.excluded
    warnings = read.warnings
  }

  /// The survivals, where the data are that.
  var survivals: [Study<ReportedSurvival>] { if case .survival(let rows) = studies { rows } else { [] } }

  /// The effect sizes on a measure that works on this kind of data.
  func effects(measure: MeasureName, options: MeasureOptions, intervalLevel: Double) -> EffectSizes {
    let (level, correction) = (options.level.value, options.requestedCorrection)
    switch (studies, measure) {
    case (.oneGroup(let rows), .proportion(let measure)):
      return EffectSizes(
        measure, of: rows, correction: correction, interval: options.ciMethod ?? .clopperPearson,
        level: level)
    case (.twoGroups(let rows), .twoGroups(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.rates(let rows), .rate(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.twoGroupRates(let rows), .twoGroupRates(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.means(let rows), .mean(let measure)): return EffectSizes(measure, of: rows, level: level)
    case (.twoGroupMeans(let rows), .twoGroupMeans(let measure)):
      return EffectSizes(measure, of: rows, bias: options.ratioBias ?? .uncorrected, level: level)
    case (.pairedMeans(let rows), .pairedMeans(let measure)):
      return EffectSizes(measure, of: rows, level: level)
    case (.correlations(let rows), .correlation(let measure)):
      return EffectSizes(measure, of: rows, level: level)
    case (.survival(let rows), .survival(let measure)):
      return EffectSizes(measure, of: rows, intervalLevel: intervalLevel, level: level)
    case (.logRank(let rows), .hazardRatio): return EffectSizes(logRank: rows, level: level)
    case (.reported(let rows), .hazardRatio):
      return EffectSizes(
        reported: rows, scale: options.reportedScale, intervalLevel: intervalLevel, level: level
      ).asHazardRatios
    case (.reported(let rows), .reported):
      return EffectSizes(
        reported: rows, scale: options.reportedScale, intervalLevel: intervalLevel, level: level)
    default: preconditionFailure("the measure works on the kind of data that was read")
    }
  }
}
