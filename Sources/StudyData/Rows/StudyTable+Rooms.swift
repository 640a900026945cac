// For rooms that read rows of their own kind, with the labels, groups and problems of all rows.

extension StudyTable {
  /// The rows as whatever `read` makes of them; nil where it has reported why a row is impossible.
  ///
  /// Labels that occur twice are warned about. Throws all that is wrong at once.
  package func studyRows<Value: Sendable>(
    labels: StudyLabels, group: String?,
    read: (_ row: Int, _ problems: inout [DataProblem]) -> Value?
  ) throws(DataProblems) -> StudyRows<Value> {
    try RowReader(self, labels: labels, group: group).rows { row, problems in
      read(row, &problems).map { .value($0, notes: []) } ?? .failed
    }
  }

  /// The label of each row.
  public func rowLabels(_ labels: StudyLabels) throws(DataProblems) -> [String] {
    let reader = try LabelReader(self, labels)
    return (0..<rowCount).map(reader.label(ofRow:))
  }

  /// The column of this name in any spelling; nil if there is none.
  public func columnIfAny(named name: String) -> Column? { findColumn(name) }

  /// The bytes of the header, for problems with the columns.
  package var header: Range<Int> { headerRange }
}

extension Source {
  /// Throws all the problems if one of them is an error; returns the others, in the order of the file.
  package func warnings(of problems: [DataProblem]) throws(DataProblems) -> [DataProblem] {
    try throwingErrors(of: problems)
  }
}
