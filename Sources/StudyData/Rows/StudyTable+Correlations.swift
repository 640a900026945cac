extension StudyTable {
  /// The correlation and the size of the sample per row.
  ///
  /// Rows without complete data are excluded with the reason; labels that occur twice are warned about. Throws
  /// every impossible cell at once: text instead of a number, a correlation outside −1 to 1;
  /// also columns that are not there. O(rows).
  public func correlations(_ columns: CorrelationColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<SampleCorrelation>
  {
    try rows([(columns.correlation, .correlation), (columns.total, .total)], labels: labels, group: group) {
      SampleCorrelation(correlation: $0[0], total: $0[1])
    }
  }

  /// Two means of the same people per row; otherwise as `correlations`.
  public func pairedMeans(_ columns: PairedMeanColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<PairedMeans>
  {
    let cells: [(String, NumberRule)] = [
      (columns.mean[0], .real), (columns.sd[0], .positive), (columns.mean[1], .real),
      (columns.sd[1], .positive), (columns.total, .total), (columns.correlation, .correlation),
    ]
    return try rows(cells, labels: labels, group: group) {
      PairedMeans(
        mean1: $0[0], sd1: $0[1], mean2: $0[2], sd2: $0[3], total: $0[4], correlation: $0[5])
    }
  }

  /// Observed minus expected events with their variance per row; otherwise as `correlations`.
  public func logRankStatistics(_ columns: LogRankColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<LogRankStatistic>
  {
    try rows(
      [(columns.observedMinusExpected, .real), (columns.variance, .positive)], labels: labels, group: group
    ) {
      LogRankStatistic(observedMinusExpected: $0[0], variance: $0[1])
    }
  }
}
