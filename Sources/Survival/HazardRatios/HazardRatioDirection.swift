import StudyData

/// Which group does better: in which the hazard is lower.
///
/// A test has no direction: neither χ² nor a two-sided p says which group does better, and a printed z has whatever
/// sign its program gave it. So the direction is taken from the data.
public enum HazardRatioDirection: String, Sendable, Codable, CaseIterable {
  /// The hazard is lower in the first group: HR below 1.
  case favorsFirst = "favors-first"
  /// The hazard is lower in the second group: HR above 1.
  case favorsSecond = "favors-second"

  /// The sign of ln HR.
  var sign: Double { self == .favorsFirst ? -1 : 1 }

  /// The direction of a negative or positive number; nil at 0.
  init?(signOf value: Double) {
    guard value != 0, !value.isNaN else { return nil }
    self = value < 0 ? .favorsFirst : .favorsSecond
  }
}

extension HazardRatioReport {
  /// The direction of the row with what there is to know about it; nil where nothing tells.
  ///
  /// In this order: as stated; the sign of ln HR; of O − E; of the ratio of observed to expected events in both
  /// groups; then, flagged, the longer median; last, flagged as a guess, the events per patient. The guess is taken
  /// only where it is not ambiguous: the two shares must differ by at least half as many standard errors as the
  /// reported test has.
  ///
  /// - Parameter z: |z| of the reported test.
  func direction(z: Double) -> (direction: HazardRatioDirection, notes: [RowNote])? {
    if let direction { return (direction, []) }
    if let found = logRatio.flatMap(HazardRatioDirection.init(signOf:)) { return (found, []) }
    if let found = observedMinusExpected.flatMap(HazardRatioDirection.init(signOf:)) { return (found, []) }
    if let expected1, let expected2, let events = armEvents {
      let difference = events.first / expected1.value - events.second / expected2.value
      if let found = HazardRatioDirection(signOf: difference) { return (found, []) }
    }
    if let median1, let median2, let found = HazardRatioDirection(signOf: median2.value - median1.value) {
      return (
        found, [RowNote(code: "direction-from-medians", text: "the direction is that of the longer median")]
      )
    }
    guard let crude = crudeZ, abs(crude) >= z / 2, let found = HazardRatioDirection(signOf: crude) else {
      return nil
    }
    return (
      found,
      [
        RowNote(
          code: "direction-guessed",
          text: "the direction is guessed from the events per patient; state it in the column direction")
      ]
    )
  }

  /// The difference of the groups' shares of patients with an event, in standard errors of the pooled share.
  private var crudeZ: Double? {
    guard let events = armEvents, let total1, let total2, total1 > 0, total2 > 0 else { return nil }
    let share = (events.first + events.second) / (total1 + total2)
    let variance = share * (1 - share) * (1 / total1 + 1 / total2)
    guard variance > 0 else { return nil }
    return (events.first / total1 - events.second / total2) / variance.squareRoot()
  }
}
