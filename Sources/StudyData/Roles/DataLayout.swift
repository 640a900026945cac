/// Everything that is needed to read the rows of a table: labels, subgroups and the columns of the data.
public struct DataLayout: Sendable, Equatable {
  /// Where the names of the studies come from.
  public let labels: StudyLabels
  /// The column of subgroups, if one was asked for.
  public let group: String?
  /// The column of what is added to the cells of each study with zero cells, if one was asked for.
  public let increment: String?
  /// The columns of the data.
  public let columns: StudyColumns
  /// Choices that were made and that the user may want to make differently.
  public let notes: [DataProblem]

  /// Decides which columns hold what: those asked for, else those with default names.
  ///
  /// Throws all that is wrong with the request: columns that are not there, options that do not go together,
  /// a kind of data whose columns are missing.
  public static func find(in table: StudyTable, requested: ColumnRequest = ColumnRequest())
    throws(DataProblems) -> DataLayout
  {
    let missing = requested.names.filter { table.findColumn($0) == nil }
    if !missing.isEmpty { throw DataProblems(missing.map(table.noSuchColumn), in: table.source) }
    var finder = ColumnFinder(table: table, request: requested)
    let columns = try finder.columns()
    return DataLayout(
      labels: try StudyLabels.find(in: table, requested: requested.study),
      group: requested.group.flatMap { table.findColumn($0)?.name },
      increment: requested.increment.flatMap { table.findColumn($0)?.name },
      columns: columns,
      notes: finder.notes)
  }
}
