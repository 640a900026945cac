import EffectSizes
import StudyData
import Survival

/// The rows of a table as studies, of whichever kind the columns hold.
///
///     let layout = try DataLayout.find(in: table)
///     let reading = try StudyReading(of: table, layout: layout)
///     let effects = reading.effects(.standard(for: layout.columns.kind))
public struct StudyReading: Sendable {
  /// Studies of one kind of data.
  public enum Studies: Sendable {
    /// Events and total of one group.
    case oneGroup([Study<GroupCounts>])
    /// Events and total of two groups.
    case twoGroups([Study<TwoGroupCounts>])
    /// Events and person-time of one group.
    case rates([Study<GroupRate>])
    /// Events and person-time of two groups.
    case twoGroupRates([Study<TwoGroupRates>])
    /// Mean, standard deviation and size of one group.
    case means([Study<GroupMean>])
    /// Mean, standard deviation and size of two groups.
    case twoGroupMeans([Study<TwoGroupMeans>])
    /// Two means of the same people.
    case pairedMeans([Study<PairedMeans>])
    /// Correlations.
    case correlations([Study<SampleCorrelation>])
    /// Observed minus expected events with their variance.
    case logRank([Study<LogRankStatistic>])
    /// Survival at a time.
    case survival([Study<ReportedSurvival>])
    /// Ready effect sizes.
    case reported([Study<ReportedEffect>])
  }

  /// The studies that can be used.
  public let studies: Studies
  /// The number of studies that can be used.
  public let count: Int
  /// The rows of the table that they stand in, by number; none for those that stand in none.
  public let rowNumbers: [Int]
  /// The studies that cannot, with the reasons.
  public let excluded: [Exclusion]
  /// Warnings about the data; render them with the table's source.
  public let warnings: [DataProblem]
  private let rungs: RungRule
  private let hasIncrements: Bool

  /// Reads the rows, and keeps one study of each cluster where that is asked for.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - layout: which columns hold what.
  ///   - onePer: the clusters of which one study is kept; nil for all studies.
  ///   - rungs: where the standard errors of survivals may come from; nil for anywhere.
  /// - Throws: `DataProblems`, all that is wrong with the cells at once. O(rows).
  public init(
    of table: StudyTable, layout: DataLayout, onePer: OnePer? = nil, rungs: RungRule? = nil
  ) throws(DataProblems) {
    let (labels, group, increment) = (layout.labels, layout.group, layout.increment)
    let rule = rungs ?? .all
    func kept<Value: SizedData>(
      _ read: StudyRows<Value>, as studies: ([Study<Value>]) -> Studies,
      apartBy apart: (Value) -> Double? = { _ in nil }
    ) throws(DataProblems) -> StudyReading {
      let read = if let onePer { try read.keeping(onePer, of: table, apartBy: apart) } else { read }
      return StudyReading(read, studies(read.rows), rungs: rule, hasIncrements: increment != nil)
    }
    switch layout.columns {
    case .oneGroupCounts(let columns):
      self = try kept(
        table.oneGroupCounts(columns, labels: labels, group: group, increment: increment),
        as: { .oneGroup($0) })
    case .twoGroupCounts(let first, let second):
      self = try kept(
        table.twoGroupCounts(
          first: first, second: second, labels: labels, group: group, increment: increment),
        as: { .twoGroups($0) })
    case .oneGroupRates(let columns):
      self = try kept(
        table.oneGroupRates(columns, labels: labels, group: group, increment: increment), as: { .rates($0) })
    case .twoGroupRates(let first, let second):
      self = try kept(
        table.twoGroupRates(
          first: first, second: second, labels: labels, group: group, increment: increment),
        as: { .twoGroupRates($0) })
    case .oneGroupMeans(let columns):
      self = try kept(table.oneGroupMeans(columns, labels: labels, group: group), as: { .means($0) })
    case .twoGroupMeans(let first, let second):
      self = try kept(
        table.twoGroupMeans(first: first, second: second, labels: labels, group: group),
        as: { .twoGroupMeans($0) })
    case .pairedMeans(let columns):
      self = try kept(table.pairedMeans(columns, labels: labels, group: group), as: { .pairedMeans($0) })
    case .correlations(let columns):
      self = try kept(table.correlations(columns, labels: labels, group: group), as: { .correlations($0) })
    case .logRank(let columns):
      self = try kept(table.logRankStatistics(columns, labels: labels, group: group), as: { .logRank($0) })
    case .oneGroupSurvival(let columns):
      self = try kept(
        table.survivals(columns, labels: labels, group: group), as: { .survival(rule.reading($0)) },
        apartBy: { $0.time })
    case .readyEffects(let columns):
      self = try kept(table.reportedEffects(columns, labels: labels, group: group), as: { .reported($0) })
    }
  }

  private init<Value>(
    _ read: StudyRows<Value>, _ studies: Studies, rungs: RungRule, hasIncrements: Bool
  ) {
    self.studies = studies
    count = read.rows.count
    rowNumbers = read.rows.compactMap(\.row)
    excluded = read.excluded
    warnings = read.warnings
    self.rungs = rungs
    self.hasIncrements = hasIncrements
  }

  /// The survivals, where the data are that.
  public var survivals: [Study<ReportedSurvival>] {
    if case .survival(let rows) = studies { rows } else { [] }
  }

  /// The effect sizes on a measure.
  ///
  /// - Parameters:
  ///   - measure: the measure, one that works on the kind of data that was read (a precondition); hazard ratios may
  ///     also be ready effects.
  ///   - choices: how they are computed.
  public func effects(_ measure: MeasureName, choices: EffectChoices = EffectChoices()) -> EffectSizes {
    let (level, correction) = (choices.level, choices.correction(hasIncrements: hasIncrements))
    let intervalLevel = choices.intervalLevel ?? 0.95
    switch (studies, measure) {
    case (.oneGroup(let rows), .proportion(let measure)):
      return EffectSizes(
        measure, of: rows, correction: correction, interval: choices.studyInterval ?? .clopperPearson,
        level: level)
    case (.twoGroups(let rows), .twoGroups(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.rates(let rows), .rate(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.twoGroupRates(let rows), .twoGroupRates(let measure)):
      return EffectSizes(measure, of: rows, correction: correction, level: level)
    case (.means(let rows), .mean(let measure)): return EffectSizes(measure, of: rows, level: level)
    case (.twoGroupMeans(let rows), .twoGroupMeans(let measure)):
      return EffectSizes(measure, of: rows, bias: choices.ratioBias ?? .uncorrected, level: level)
    case (.pairedMeans(let rows), .pairedMeans(let measure)):
      return EffectSizes(measure, of: rows, level: level)
    case (.correlations(let rows), .correlation(let measure)):
      return EffectSizes(measure, of: rows, level: level)
    case (.survival(let rows), .survival(let measure)):
      return EffectSizes(measure, of: rows, intervalLevel: intervalLevel, level: level)
        .keeping(rungs, of: rows)
    case (.logRank(let rows), .hazardRatio): return EffectSizes(logRank: rows, level: level)
    case (.reported(let rows), .hazardRatio):
      return EffectSizes(
        reported: rows, scale: choices.reportedScale, intervalLevel: intervalLevel, level: level
      ).asHazardRatios
    case (.reported(let rows), .reported):
      return EffectSizes(
        reported: rows, scale: choices.reportedScale, intervalLevel: intervalLevel, level: level)
    default: preconditionFailure("the measure works on the kind of data that was read")
    }
  }
}
