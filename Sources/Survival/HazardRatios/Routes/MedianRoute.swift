import StudyData

/// The route from medians.
extension RouteInputs {
  /// ln HR = ln(m₂/m₁), variance 1/O₁ + 1/O₂, if survival is exponential in both groups: the hazard then is
  /// ln 2/m. An assumption that curves seldom keep, so that this route comes last.
  func fromMedians() throws(ImpossibleRoute) -> RouteEstimate {
    let events = report.armEvents
    let numbers = try need(
      ("median1", report.median1?.value), ("median2", report.median2?.value), ("events1", events?.first),
      ("events2", events?.second))
    guard numbers[2] > 0, numbers[3] > 0 else { throw refusal("a group has no events") }
    let note = RowNote(code: "exponential", text: "survival is assumed exponential in both groups")
    return try estimate(
      logarithm(numbers[1] / numbers[0]), variance: 1 / numbers[2] + 1 / numbers[3], notes: [note])
  }
}
