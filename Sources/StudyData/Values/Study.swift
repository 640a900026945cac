/// The data of one study and where they stand.
public struct Study<Value: Sendable>: Sendable {
  /// The study's label.
  public let label: String
  /// Its subgroup; nil if no column of subgroups was given or the cell is missing.
  public let group: String?
  /// The data.
  public let value: Value
  /// The number of the row among the rows of the file, from 1; nil where the data come from no file.
  public let row: Int?
  /// The line of the file that the row begins on; nil where the data come from no file.
  public let line: Int?
  /// How the data came about, where that is not plain.
  public let notes: [RowNote]
  /// What is added to the cells of this study if it has zero cells; nil for the amount of all studies.
  public let increment: Double?

  /// Makes a row.
  public init(
    label: String, group: String? = nil, value: Value, row: Int? = nil, line: Int? = nil,
    notes: [RowNote] = [], increment: Double? = nil
  ) {
    self.label = label
    self.group = group
    self.value = value
    self.row = row
    self.line = line
    self.notes = notes
    self.increment = increment
  }
}

extension Study {
  /// A study that comes from no file: `Study("Wang 2015", GroupCounts(events: 7, total: 180))`.
  public init(_ label: String, _ value: Value, group: String? = nil) {
    self.init(label: label, group: group, value: value)
  }
}

extension Study: Equatable where Value: Equatable {}

/// The studies of a table, those that are not used, and what is unwise about the data.
public struct StudyRows<Value: Sendable>: Sendable {
  /// The studies with complete data, in the order of the table; there may be none.
  public let rows: [Study<Value>]
  /// The studies that are not used, with the reasons.
  public let excluded: [Exclusion]
  /// Warnings and notes, in the order of the file; render them with the table's source.
  public let warnings: [DataProblem]

  /// Makes the result of reading.
  public init(rows: [Study<Value>], excluded: [Exclusion] = [], warnings: [DataProblem] = []) {
    self.rows = rows
    self.excluded = excluded
    self.warnings = warnings
  }
}
