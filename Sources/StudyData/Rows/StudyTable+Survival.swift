extension StudyTable {
  /// Survival at a time per row, with whatever its precision can be had from.
  ///
  /// Rows without a survival or a time are excluded with the reason. Warnings: a survival outside its interval, a
  /// time beyond the longest follow-up, labels that occur twice at one time. Throws every impossible cell at once:
  /// a survival outside 0 to 1 (or 0 to 100 as a percentage), reversed limits, more people at risk or censored
  /// than there were, follow-up times that do not rise; also columns that are not there. O(rows).
  public func survivals(_ columns: SurvivalColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<ReportedSurvival>
  {
    let reader = try SurvivalReader(self, columns)
    return try RowReader(self, labels: labels, group: group).rows(apartBy: reader.time) { row, problems in
      reader.read(row: row, reporting: &problems)
    }
  }

  /// Throws where survivals are at more than one time, so that pooling them would mix them.
  package func refuseSeveralTimes(_ times: [Double], column: String) throws(DataProblems) {
    guard times.count > 1 else { return }
    let texts = times.map { $0 == $0.rounded() && $0 < 1e15 ? "\(Int($0))" : "\($0)" }
    throw DataProblems([.severalTimes(texts, column: column, at: headerRange)], in: source)
  }
}
