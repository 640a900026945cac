import StudyData

extension HazardRatioEstimates {
  /// The studies of a table and of a file of curves, each by all its routes.
  ///
  /// Curves go to the study of the same label (in any case); those of other labels are studies of their own, after
  /// those of the table. A curve without a size takes that of the row, `total1` or `total2`.
  ///
  /// - Parameters:
  ///   - reports: the rows of the table, no two of one label with curves.
  ///   - curves: the curves.
  public static func studies(
    _ reports: [Study<HazardRatioReport>], curves: [StudyCurvePairs] = []
  ) -> [HazardRatioEstimates] {
    var rest = curves
    var all = reports.map { study in
      let index = rest.firstIndex { $0.label.lowercased() == study.label.lowercased() }
      let own = index.map { rest.remove(at: $0).curves }
      return HazardRatioEstimates(
        label: study.label, report: study.value, curves: own?.withSizes(of: study.value),
        group: study.group, line: study.line)
    }
    all += rest.map {
      HazardRatioEstimates(label: $0.label, report: HazardRatioReport(), curves: $0.curves)
    }
    return all
  }
}

extension CurvePair {
  /// The same curves, with the sizes of the report where they have none.
  fileprivate func withSizes(of report: HazardRatioReport) -> CurvePair {
    CurvePair(
      first: CurveArm(first.points, size: first.size ?? report.total1, followUp: first.followUp),
      second: CurveArm(second.points, size: second.size ?? report.total2, followUp: second.followUp))
  }
}
