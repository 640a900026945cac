/// Every check of evidence tables.
public enum AllChecks {
  /// The checks, in the order in which they are described.
  public static let list: [any ConsistencyCheck] =
    [
      PercentOfTotal(), PercentWithoutTotal(), PercentWithoutCount(), CommonDenominator(),
      SumOfParts(), PartAndWhole(),
      IntervalOfEstimate(), RangeOfValues(), AdjustedEstimate(),
      PValueOfCounts(),
    ] + CourseChecks.all + SampleChecks.all + OverlapChecks.all

  /// What all checks find: errors, then warnings, then notes, each by the first row that it is about.
  public static func findings(in table: EvidenceTable) -> [Finding] {
    ordered(list.flatMap { $0.findings(in: table) })
  }

  /// By severity, then by row; checks in their order where both are equal.
  public static func ordered(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { one, other in
      key(one.element, one.offset) < key(other.element, other.offset)
    }.map(\.element)
  }

  private static func key(_ finding: Finding, _ offset: Int) -> (Int, Int, Int) {
    let weight =
      switch finding.severity {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    return (weight, finding.rows.first ?? 0, offset)
  }
}
