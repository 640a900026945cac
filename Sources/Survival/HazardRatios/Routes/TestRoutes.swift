import StudyData

/// The routes on which both the estimate and its variance come from a test and V: ln HR = ±z/√V, variance 1/V.
///
/// They follow from z = (O − E)/√V. The sign is that of ``HazardRatioReport/direction(z:)``.
extension RouteInputs {
  /// z = √χ² of the log-rank test and the V that is reported.
  func fromLogrankAndV() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("chi2", report.chi2?.value), ("v", report.v?.value))
    return try signed(z: numbers[0].squareRoot(), v: numbers[1], notes: [])
  }

  /// z = √χ² of the log-rank test and V by the events.
  func fromLogrank(_ variance: EventVariance) throws(ImpossibleRoute) -> RouteEstimate {
    let z = try need(("chi2", report.chi2?.value))[0].squareRoot()
    let (v, notes) = try started(variance)
    return try signed(z: z, v: v, notes: notes)
  }

  /// z of the p-value and the V that is reported.
  func fromPAndV() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("p", report.zOfP), ("v", report.v?.value))
    return try fromP(z: numbers[0], v: numbers[1], notes: [])
  }

  /// z of the p-value and V by the events.
  func fromP(_ variance: EventVariance) throws(ImpossibleRoute) -> RouteEstimate {
    let z = try need(("p", report.zOfP))[0]
    let (v, notes) = try started(variance)
    return try fromP(z: z, v: v, notes: notes)
  }

  /// V by the events; a test is there, so that the route is begun where they are missing.
  private func started(_ variance: EventVariance) throws(ImpossibleRoute) -> (v: Double, notes: [RowNote]) {
    do {
      return try variance.v(for: self)
    } catch {
      throw ImpossibleRoute(route: route, reason: error.reason, isStarted: true)
    }
  }

  /// "p < b" means |z| > z_b: z_b/√V is the least that |ln HR| can be, and the variance is not touched. "p > b"
  /// bounds |ln HR| from above only and is not used.
  private func fromP(z: Double, v: Double, notes: [RowNote]) throws(ImpossibleRoute) -> RouteEstimate {
    switch report.pComparison {
    case .above: throw refusal("a p-value above a limit bounds the effect from above only")
    case .equal: return try signed(z: z, v: v, notes: notes + oneSided)
    case .below:
      let note = RowNote(
        code: "p-bound", text: "p is a limit: the effect is at least this large, and is taken for too small")
      return try signed(z: z, v: v, bound: .effectAtLeast, notes: [note] + notes + oneSided)
    }
  }

  private func signed(
    z: Double, v: Double, bound: RouteEstimate.Bound? = nil, notes: [RowNote]
  ) throws(ImpossibleRoute) -> RouteEstimate {
    if z == 0 { return try estimate(0, variance: 1 / v, bound: bound, notes: notes) }
    guard let found = report.direction(z: z) else {
      throw refusal("needs direction: a test does not say which group does better")
    }
    return try estimate(
      found.direction.sign * z / v.squareRoot(), variance: 1 / v, bound: bound, notes: notes + found.notes)
  }
}
