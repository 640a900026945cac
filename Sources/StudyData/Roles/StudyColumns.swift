/// Which columns hold the data of the studies: one case per kind of data.
public enum StudyColumns: Sendable, Equatable {
  /// Events and total of two groups.
  case twoGroupCounts(first: CountColumns, second: CountColumns)
  /// Events and total of one group.
  case oneGroupCounts(CountColumns)
  /// Estimates with their precision.
  case readyEffects(EffectColumns)

  /// The kind of data.
  public var kind: DataKind {
    switch self {
    case .twoGroupCounts: .twoGroupCounts
    case .oneGroupCounts: .oneGroupCounts
    case .readyEffects: .readyEffects
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
