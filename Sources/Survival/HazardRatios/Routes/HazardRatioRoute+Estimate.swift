import StudyData

extension HazardRatioRoute {
  /// ln HR and its variance on this route, with what the rounding of the printed numbers leaves open.
  ///
  /// Rounding: each printed number is moved by half a unit of its last digit, up and down; the larger changes of
  /// ln HR and of its standard error are added up over the numbers. Where such a step leaves no estimate, the
  /// rounding has no limit. The curves are not moved: what reading them off leaves open is unknown.
  ///
  /// - Parameters:
  ///   - report: what the study reports.
  ///   - curves: its survival curves.
  /// - Throws: ``ImpossibleRoute`` with what is missing.
  public func estimate(
    _ report: HazardRatioReport, curves: CurvePair? = nil
  ) throws(ImpossibleRoute) -> RouteEstimate {
    var estimate = try compute(report, curves)
    var (logHR, se) = (0.0, 0.0)
    for path in HazardRatioReport.printed {
      guard let number = report[keyPath: path], number.halfUnit > 0 else { continue }
      let moved = [-1, 1].map { step in
        var report = report
        report[keyPath: path]?.value += step * number.halfUnit
        return try? compute(report, curves)
      }
      logHR += moved.map { $0.map { abs($0.logHR - estimate.logHR) } ?? .infinity }.max() ?? 0
      se += moved.map { $0.map { abs($0.se - estimate.se) } ?? .infinity }.max() ?? 0
    }
    estimate.rounding = RouteEstimate.Rounding(logHR: logHR, se: se)
    if se > estimate.se / 4 {
      let share = se / estimate.se * 100
      let amount = share < 1000 ? "up to \(Int(share.rounded())) %" : "any factor"
      estimate.notes.append(
        RowNote(code: "coarse-rounding", text: "rounding alone moves the standard error by \(amount)"))
    }
    return estimate
  }

  private func compute(
    _ report: HazardRatioReport, _ curves: CurvePair?
  ) throws(ImpossibleRoute) -> RouteEstimate {
    let inputs = RouteInputs(route: self, report: report)
    switch self {
    case .oMinusEAndV: return try inputs.fromOMinusEAndV()
    case .cox: return try inputs.fromCox()
    case .hrV: return try inputs.fromRatioAndV()
    case .hrCI: return try inputs.fromInterval()
    case .oMinusEChi2: return try inputs.fromOMinusEAndChi2()
    case .hrP: return try inputs.fromRatioAndP()
    case .hrEvents: return try inputs.fromRatioAndEvents()
    case .observedExpected: return try inputs.fromObservedAndExpected()
    case .logrankV: return try inputs.fromLogrankAndV()
    case .logrankArms: return try inputs.fromLogrank(.arms)
    case .logrankAllocation: return try inputs.fromLogrank(.allocation)
    case .logrankEqual: return try inputs.fromLogrank(.equal)
    case .pV: return try inputs.fromPAndV()
    case .pEventsArms: return try inputs.fromP(.arms)
    case .pEventsAllocation: return try inputs.fromP(.allocation)
    case .pEventsEqual: return try inputs.fromP(.equal)
    case .curvesAtRisk: return try inputs.fromCurves(curves, .atRisk)
    case .curvesFollowUp: return try inputs.fromCurves(curves, .followUp)
    case .medianRatio: return try inputs.fromMedians()
    }
  }
}
