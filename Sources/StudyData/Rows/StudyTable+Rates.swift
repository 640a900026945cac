extension StudyTable {
  /// The events and person-time of one group per row.
  ///
  /// Rows without complete data are excluded with the reason; labels that occur twice are warned about. Throws
  /// every impossible cell at once: text instead of a number, events that are no count, time that is not above zero;
  /// also columns that are not there. O(rows).
  public func oneGroupRates(
    _ columns: RateColumns, labels: StudyLabels, group: String? = nil, increment: String? = nil
  ) throws(DataProblems) -> StudyRows<GroupRate> {
    try rows(columns.cells, labels: labels, group: group, increment: increment) {
      GroupRate(events: $0[0], time: $0[1])
    }
  }

  /// The events and person-time of two groups per row; otherwise as `oneGroupRates`.
  public func twoGroupRates(
    first: RateColumns, second: RateColumns, labels: StudyLabels, group: String? = nil,
    increment: String? = nil
  ) throws(DataProblems) -> StudyRows<TwoGroupRates> {
    try rows(first.cells + second.cells, labels: labels, group: group, increment: increment) {
      TwoGroupRates(
        first: GroupRate(events: $0[0], time: $0[1]), second: GroupRate(events: $0[2], time: $0[3]))
    }
  }
}

extension RateColumns {
  fileprivate var cells: [(String, NumberRule)] { [(events, .count), (time, .positive)] }
}
