extension StudyTable {
  /// All events and totals that one group per row can have had: where a percentage stands for the events, each whole
  /// number that rounds to its printed digits.
  ///
  /// Otherwise as `oneGroupCounts`; rows whose percentage fits no whole number are excluded with the reason. O(rows +
  /// counts).
  public func possibleOneGroupCounts(
    _ columns: CountColumns, labels: StudyLabels, increment: String? = nil
  ) throws(DataProblems) -> StudyRows<[GroupCounts]> {
    let reader = try GroupCountsReader(self, columns)
    return try RowReader(self, labels: labels, group: nil, increment: increment).rows { row, problems in
      let outcome = reader.read(row: row, reporting: &problems)
      if outcome.isFailed { return .failed }
      guard !outcome.possible.isEmpty else {
        return .excluded(reason: Sentence.whyIncomplete([outcome], of: reader.columnNames))
      }
      return .value(outcome.possible, notes: [])
    }
  }

  /// All events and totals that two groups per row can have had: every pair of what each can have had; otherwise as
  /// `possibleOneGroupCounts`.
  public func possibleTwoGroupCounts(
    first: CountColumns, second: CountColumns, labels: StudyLabels, increment: String? = nil
  ) throws(DataProblems) -> StudyRows<[TwoGroupCounts]> {
    let readers = (try GroupCountsReader(self, first), try GroupCountsReader(self, second))
    let names = readers.0.columnNames + readers.1.columnNames
    return try RowReader(self, labels: labels, group: nil, increment: increment).rows { row, problems in
      let outcomes = [
        readers.0.read(row: row, reporting: &problems), readers.1.read(row: row, reporting: &problems),
      ]
      if outcomes.contains(where: \.isFailed) { return .failed }
      let pairs = outcomes[0].possible.flatMap { one in
        outcomes[1].possible.map { TwoGroupCounts(first: one, second: $0) }
      }
      guard !pairs.isEmpty else {
        return .excluded(reason: Sentence.whyIncomplete(outcomes, of: names))
      }
      return .value(pairs, notes: [])
    }
  }
}

extension GroupCountsReader.Outcome {
  /// The counts that the cells can stand for.
  fileprivate var possible: [GroupCounts] {
    switch self {
    case .counts(let counts, _): [counts]
    case .undetermined(_, let fitting): fitting
    case .missing, .failed: []
    }
  }
}
