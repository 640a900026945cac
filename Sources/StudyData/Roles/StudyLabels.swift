/// Where the names of the studies come from.
public enum StudyLabels: Sendable, Equatable {
  /// These columns, joined by a space.
  case columns([String])
  /// Nothing names the studies: `row 1`, `row 2`, … by their place in the file.
  case rowNumbers

  /// Column sets that are tried in this order when none is asked for.
  static let defaults = [["study"], ["author", "year"], ["slab"], ["trial"], ["author"]]

  /// The columns asked for, else the first default set that the table has, else row numbers.
  /// Throws a problem for each column asked for that is not there.
  public static func find(in table: StudyTable, requested: [String] = []) throws(DataProblems) -> StudyLabels
  {
    let missing = requested.filter { table.findColumn($0) == nil }
    if !missing.isEmpty { throw DataProblems(missing.map(table.noSuchColumn), in: table.source) }
    for names in requested.isEmpty ? defaults : [requested] {
      let found = names.compactMap { table.findColumn($0)?.name }
      if found.count == names.count { return .columns(found) }
    }
    return .rowNumbers
  }
}
