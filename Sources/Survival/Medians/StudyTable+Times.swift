import StudyData

extension StudyTable {
  /// The medians or restricted means of one group per row.
  ///
  /// Medians and upper limits that were not reached may be written `NR`, `NE`, `not reached`, `>60` or `60+`; such
  /// medians are excluded with the reason, and so are rows without a value. Warnings: estimates outside their interval,
  /// labels that occur twice. Throws every impossible cell at once (text instead of a number, limits in reverse, a
  /// restricted mean beyond its horizon), several horizons, and columns that are not there. O(rows).
  ///
  /// - Parameters:
  ///   - columns: the columns.
  ///   - quantity: which time it is.
  ///   - intervalLevel: the level of intervals without one of their own.
  ///   - labels: what names the studies.
  ///   - group: the column of subgroups.
  public func reportedTimes(
    _ columns: TimeColumns, quantity: TimeQuantity, intervalLevel: Double = 0.95, labels: StudyLabels,
    group: String? = nil
  ) throws(DataProblems) -> StudyRows<ReportedTime> {
    let reader = try TimeReader(self, columns, quantity: quantity, intervalLevel: intervalLevel)
    try checkHorizons([columns])
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      switch reader.read(row: row, reporting: &problems) {
      case .found(let time): .value(time, notes: [])
      case .missing(let reason): .excluded(reason: reason)
      case .failed: .failed
      }
    }
  }

  /// The medians or restricted means of two groups per row; otherwise as for one group.
  ///
  /// - Parameters:
  ///   - first: the columns of the first group.
  ///   - second: the columns of the second group.
  ///   - quantity: which time it is.
  ///   - intervalLevel: the level of intervals without one of their own.
  ///   - labels: what names the studies.
  ///   - group: the column of subgroups.
  public func reportedTimes(
    first: TimeColumns, second: TimeColumns, quantity: TimeQuantity, intervalLevel: Double = 0.95,
    labels: StudyLabels, group: String? = nil
  ) throws(DataProblems) -> StudyRows<TwoGroupTimes> {
    let one = try TimeReader(self, first, quantity: quantity, intervalLevel: intervalLevel)
    let other = try TimeReader(self, second, quantity: quantity, intervalLevel: intervalLevel)
    try checkHorizons([first, second])
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      let outcomes = (one.read(row: row, reporting: &problems), other.read(row: row, reporting: &problems))
      switch outcomes {
      case (.found(let first), .found(let second)):
        return .value(TwoGroupTimes(first: first, second: second), notes: [])
      case (.failed, _), (_, .failed): return .failed
      case (.missing(let reason), .missing(let other)):
        return .excluded(reason: reason == other ? reason : "\(reason); \(other)")
      case (.missing(let reason), _), (_, .missing(let reason)): return .excluded(reason: reason)
      }
    }
  }

  /// Refuses restricted means to several horizons, which are different quantities.
  private func checkHorizons(_ groups: [TimeColumns]) throws(DataProblems) {
    var seen: [Double] = []
    var place: Cell?
    for name in groups.compactMap(\.horizon) {
      for cell in try column(named: name).cells {
        var ignored: [DataProblem] = []
        guard let horizon = cell.number(.positive, reporting: &ignored), !seen.contains(horizon) else {
          continue
        }
        if !seen.isEmpty { place = place ?? cell }
        seen.append(horizon)
      }
    }
    if let place { throw DataProblems([.severalHorizons(seen.sorted(), at: place)], in: source) }
  }
}
