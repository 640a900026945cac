import StudyData

/// V, the variance of O − E, from the numbers of events, where it is not reported.
///
/// With O₁ + O₂ = O events among R₁ and R₂ patients:
///
/// - `arms`: V = O₁O₂/O, so that 1/V = 1/O₁ + 1/O₂, the variance of ln HR at its own estimate if hazards are
///   constant. It knows of unequal follow-up and of the effect.
/// - `allocation`: V = O R₁R₂/(R₁ + R₂)², the log-rank variance without an effect, if the groups at risk keep the
///   proportion in which they began.
/// - `equal`: V = O/4, the same for groups of equal size. Taken only where the sizes are not both given; where they
///   are, `allocation` says the same or better.
///
/// Sources: Parmar MKB, Torri V, Stewart L (1998), *Stat Med* 17:2815–2834; Tierney JF and others (2007), *Trials*
/// 8:16.
enum EventVariance: CaseIterable {
  case arms
  case allocation
  case equal

  /// V with remarks.
  func v(for inputs: RouteInputs) throws(ImpossibleRoute) -> (v: Double, notes: [RowNote]) {
    let report = inputs.report
    switch self {
    case .arms:
      let arms = report.armEvents
      let events = try inputs.need(("events1", arms?.first), ("events2", arms?.second))
      guard events[0] > 0, events[1] > 0 else { throw inputs.refusal("a group has no events") }
      return (events[0] * events[1] / (events[0] + events[1]), [])
    case .allocation:
      let numbers = try inputs.need(
        ("events", report.allEvents), ("total1", report.total1), ("total2", report.total2))
      guard numbers[0] > 0 else { throw inputs.refusal("there are no events") }
      let all = numbers[1] + numbers[2]
      return (numbers[0] * numbers[1] * numbers[2] / (all * all), [])
    case .equal:
      let events = try inputs.need(("events", report.allEvents))
      if report.total1 != nil, report.total2 != nil {
        throw inputs.refusal("the sizes of the groups are given, so that none need be assumed")
      }
      guard events[0] > 0 else { throw inputs.refusal("there are no events") }
      let note = RowNote(
        code: "equal-groups", text: "groups of equal size are assumed, since the sizes are not given")
      return (events[0] / 4, [note])
    }
  }
}
