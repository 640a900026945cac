extension StudyTable {
  /// The events and totals of one group per row.
  ///
  /// Missing events are derived from a percentage where exactly one whole number fits its printed digits; rows
  /// without complete data are excluded with the reason. Warnings: percentages that disagree with the events,
  /// labels that occur twice. Throws every impossible cell at once: text instead of a number, more events than
  /// people, an empty group, percentages outside 0–100; also columns that are not there. O(rows).
  public func oneGroupCounts(
    _ columns: CountColumns, labels: StudyLabels, group: String? = nil, increment: String? = nil
  ) throws(DataProblems) -> StudyRows<GroupCounts> {
    let reader = try GroupCountsReader(self, columns)
    return try RowReader(self, labels: labels, group: group, increment: increment).rows { row, problems in
      switch reader.read(row: row, reporting: &problems) {
      case .counts(let counts, let notes): .value(counts, notes: notes)
      case .missing(let names): .excluded(reason: Sentence.missing(names, of: reader.columnNames))
      case .undetermined(let reason, _): .excluded(reason: reason)
      case .failed: .failed
      }
    }
  }

  /// The events and totals of two groups per row; otherwise as `oneGroupCounts`.
  public func twoGroupCounts(
    first: CountColumns, second: CountColumns, labels: StudyLabels, group: String? = nil,
    increment: String? = nil
  ) throws(DataProblems) -> StudyRows<TwoGroupCounts> {
    let readers = (try GroupCountsReader(self, first), try GroupCountsReader(self, second))
    let names = readers.0.columnNames + readers.1.columnNames
    return try RowReader(self, labels: labels, group: group, increment: increment).rows { row, problems in
      let first = readers.0.read(row: row, reporting: &problems)
      let second = readers.1.read(row: row, reporting: &problems)
      if case .counts(let one, let notes) = first, case .counts(let other, let otherNotes) = second {
        return .value(TwoGroupCounts(first: one, second: other), notes: notes + otherNotes)
      }
      if first.isFailed || second.isFailed { return .failed }
      return .excluded(reason: Sentence.whyIncomplete([first, second], of: names))
    }
  }
}

extension GroupCountsReader.Outcome {
  /// True if an impossible cell was reported.
  var isFailed: Bool {
    if case .failed = self { true } else { false }
  }
}
