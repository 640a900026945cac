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

  /// Reads the rows, and keeps one study of each cluster where that is asked for.
  init(table: StudyTable, layout: DataLayout, onePer: OnePer? = nil, rungs: RungRule? = nil)
    throws(DataProblems)
  {
    let (labels, group, increment) = (layout.labels, layout.group, layout.increment)
    func kept<Value: SizedData>(
      _ read: StudyRows<Value>, apartBy apart: (Value) -> Double? = { _ in nil }
    ) throws(DataProblems) -> StudyRows<Value> {
      guard let onePer else { return read }
      return try read.keeping(onePer, of: table, apartBy: apart)
    }
    switch layout.columns {
    case .oneGroupCounts(let columns):
      let read = try kept(
        table.oneGroupCounts(columns, labels: labels, group: group, increment: increment))
      self.init(read, .oneGroup(read.rows))
    case .twoGroupCounts(let first, let second):
      let read = try kept(
        table.twoGroupCounts(first: first, second: second, labels: labels, group: group, increment: increment)
      )
      self.init(read, .twoGroups(read.rows))
    case .oneGroupRates(let columns):
      let read = try kept(
        table.oneGroupRates(columns, labels: labels, group: group, increment: increment))
      self.init(read, .rates(read.rows))
    case .twoGroupRates(let first, let second):
      let read = try kept(
        table.twoGroupRates(first: first, second: second, labels: labels, group: group, increment: increment))
      self.init(read, .twoGroupRates(read.rows))
    case .oneGroupMeans(let columns):
      let read = try kept(
        table.oneGroupMeans(columns, labels: labels, group: group))
      self.init(read, .means(read.rows))
    case .twoGroupMeans(let first, let second):
      let read = try kept(
        table.twoGroupMeans(first: first, second: second, labels: labels, group: group))
      self.init(read, .twoGroupMeans(read.rows))
    case .pairedMeans(let columns):
      let read = try kept(
        table.pairedMeans(columns, labels: labels, group: group))
      self.init(read, .pairedMeans(read.rows))
    case .correlations(let columns):
      let read = try kept(
        table.correlations(columns, labels: labels, group: group))
      self.init(read, .correlations(read.rows))
    case .logRank(let columns):
      let read = try kept(
        table.logRankStatistics(columns, labels: labels, group: group))
      self.init(read, .logRank(read.rows))
    case .oneGroupSurvival(let columns):
      let read = try kept(
        table.survivals(columns, labels: labels, group: group), apartBy: { $0.time })
      self.init(read, .survival((rungs ?? .all).reading(read.rows)))
    case .readyEffects(let columns):
      let read = try kept(
        table.reportedEffects(columns, labels: labels, group: group))
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

  /// The numbers of the rows that the studies stand on.
  var rowNumbers: [Int] {
    switch studies {
    case .oneGroup(let rows): rows.compactMap(\.row)
    case .twoGroups(let rows): rows.compactMap(\.row)
    case .rates(let rows): rows.compactMap(\.row)
    case .twoGroupRates(let rows): rows.compactMap(\.row)
    case .means(let rows): rows.compactMap(\.row)
    case .twoGroupMeans(let rows): rows.compactMap(\.row)
    case .pairedMeans(let rows): rows.compactMap(\.row)
    case .correlations(let rows): rows.compactMap(\.row)
    case .logRank(let rows): rows.compactMap(\.row)
    case .survival(let rows): rows.compactMap(\.row)
    case .reported(let rows): rows.compactMap(\.row)
    }
  }

  /// What these rows, or some of them, say about which choices have a meaning.
  func facts(rows kept: [Int]) -> SelectionFacts {
    let isKept = Set(kept)
    func any<Value>(_ rows: [Study<Value>], _ holds: (Value) -> Bool) -> Bool {
      rows.contains { study in study.row.map(isKept.contains) ?? true && holds(study.value) }
    }
    switch studies {
    case .oneGroup(let rows):
      return SelectionFacts(rows: kept, hasZeroCells: any(rows) { $0.hasZeroCell })
    case .twoGroups(let rows):
      return SelectionFacts(
        rows: kept, hasZeroCells: any(rows) { $0.hasZeroCell },
        hasDoubleZeros: any(rows) { $0.first.events == 0 && $0.second.events == 0 },
        hasDoubleFulls: any(rows) { $0.first.nonEvents == 0 && $0.second.nonEvents == 0 })
    case .rates(let rows):
      return SelectionFacts(rows: kept, hasZeroCells: any(rows) { $0.events == 0 })
    case .twoGroupRates(let rows):
      return SelectionFacts(
        rows: kept, hasZeroCells: any(rows) { $0.first.events == 0 || $0.second.events == 0 },
        hasDoubleZeros: any(rows) { $0.first.events == 0 && $0.second.events == 0 })
    default: return SelectionFacts(rows: kept)
    }
  }

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
