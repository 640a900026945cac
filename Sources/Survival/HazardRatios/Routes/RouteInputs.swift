import StudyData

/// One route on its way: what it needs, and the refusal where something is missing.
struct RouteInputs {
  let route: HazardRatioRoute
  let report: HazardRatioReport

  /// The values, all of which are needed; refuses with the names of those that are missing.
  func need(_ inputs: (name: String, value: Double?)...) throws(ImpossibleRoute) -> [Double] {
    let missing = inputs.filter { $0.value == nil }.map(\.name)
    guard missing.isEmpty else {
      throw ImpossibleRoute(
        route: route, reason: "needs " + missing.joined(separator: " and "),
        isStarted: missing.count < inputs.count)
    }
    return inputs.compactMap(\.value)
  }

  /// The refusal of a route whose inputs are there but of no use.
  func refusal(_ reason: String) -> ImpossibleRoute {
    ImpossibleRoute(route: route, reason: reason, isStarted: true)
  }

  /// The estimate, if it is one.
  func estimate(
    _ logHR: Double, variance: Double, bound: RouteEstimate.Bound? = nil, notes: [RowNote] = []
  ) throws(ImpossibleRoute) -> RouteEstimate {
    guard logHR.isFinite, variance.isFinite, variance > 0 else {
      throw refusal("these numbers give no variance")
    }
    return RouteEstimate(route, logHR: logHR, variance: variance, bound: bound, notes: notes)
  }
}
