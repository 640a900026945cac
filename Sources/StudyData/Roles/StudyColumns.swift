/// Which columns hold the data of the studies: one case per kind of data.
public enum StudyColumns: Sendable, Equatable {
  /// Events and total of two groups.
  case twoGroupCounts(first: CountColumns, second: CountColumns)
  /// Events and total of one group.
  case oneGroupCounts(CountColumns)
  /// Events and person-time of two groups.
  case twoGroupRates(first: RateColumns, second: RateColumns)
  /// Events and person-time of one group.
  case oneGroupRates(RateColumns)
  /// Mean, standard deviation and size of two groups.
  case twoGroupMeans(first: MeanColumns, second: MeanColumns)
  /// Two means of the same people.
  case pairedMeans(PairedMeanColumns)
  /// Mean, standard deviation and size of one group.
  case oneGroupMeans(MeanColumns)
  /// Correlations.
  case correlations(CorrelationColumns)
  /// Observed minus expected events.
  case logRank(LogRankColumns)
  /// Estimates with their precision.
  case readyEffects(EffectColumns)
  /// Survival at a time.
  case oneGroupSurvival(SurvivalColumns)

  /// The kind of data.
  public var kind: DataKind {
    switch self {
    case .twoGroupCounts: .twoGroupCounts
    case .oneGroupCounts: .oneGroupCounts
    case .twoGroupRates: .twoGroupRates
    case .oneGroupRates: .oneGroupRates
    case .twoGroupMeans: .twoGroupMeans
    case .pairedMeans: .pairedMeans
    case .oneGroupMeans: .oneGroupMeans
    case .correlations: .correlations
    case .logRank: .logRank
    case .readyEffects: .readyEffects
    case .oneGroupSurvival: .oneGroupSurvival
    }
  }

  /// Decides which columns hold the data: those asked for, else those with default names.
  ///
  /// Throws the problems of the request: columns that are not there, options that do not go together, a kind of
  /// data whose columns are missing. What was chosen among several kinds is told in `DataLayout.notes`.
  public static func find(in table: StudyTable, requested: ColumnRequest) throws(DataProblems) -> StudyColumns
  {
    try DataLayout.find(in: table, requested: requested).columns
  }
}
