import StudyData

/// Outcomes that bound one another: disease-free survival cannot exceed overall survival, overall survival
/// cannot exceed cause-specific survival, recurrence at one place cannot exceed recurrence anywhere, early
/// deaths cannot exceed all deaths.
///
/// With the deaths of other causes censored, each factor 1 − d/n of a cause-specific curve is at least that
/// of overall survival; an event-free curve has more events, but with few at risk a late death can lower
/// overall survival more. Where deaths are censored it can lie above overall survival: a warning, therefore,
/// not an error.
public struct OutcomeOrder: ConsistencyCheck {
  /// `outcome-order`
  public let code = "outcome-order"
  /// What it checks.
  public let summary = "outcomes that bound one another do so at the same time in the same people"

  /// Makes the check.
  public init() {}

  /// Each pair of rows in the wrong order.
  public func findings(in table: EvidenceTable) -> [Finding] {
    var findings: [Finding] = []
    for group in Groups.of(table.rows.filter { !$0.isComparison }, by: \.people) {
      let told = group.map { (row: $0, kind: $0.outcomeKind) }
      let shares = told.filter { $0.row.share != nil }
      let medians = told.filter { $0.row.median != nil && $0.row[.unit] != "lesion" }
      for lower in told {
        for (kind, severity) in Self.uppers(of: lower.kind) {
          for upper in shares where upper.kind == kind {
            findings += share(lower.row, upper.row, severity)
          }
          guard lower.kind != .partRecurrence, lower.kind != .earlyDeath else { continue }
          for upper in medians where upper.kind == kind {
            findings += median(lower.row, upper.row, severity)
          }
        }
      }
      findings += earlyDeaths(group) + recurrences(group)
    }
    return findings
  }

  /// The kinds whose share is at least that of a kind, and how bad it is if not.
  static func uppers(of kind: OutcomeKind) -> [(OutcomeKind, Severity)] {
    switch kind {
    case .overallSurvival: [(.causeSpecificSurvival, .error)]
    case .eventFreeSurvival:
      [(.overallSurvival, .warning), (.localEventFreeSurvival, .warning), (.timeToEvent, .warning)]
    case .timeToEvent: [(.overallSurvival, .note)]
    case .partRecurrence: [(.anyRecurrence, .error)]
    case .earlyDeath: [(.death, .error)]
    default: []
    }
  }

  private func share(_ lower: EvidenceRow, _ upper: EvidenceRow, _ severity: Severity) -> [Finding] {
    guard let low = lower.share, let high = upper.share, lower.number(.at) == upper.number(.at),
      low.lowerBound > high.upperBound + 1e-12, Self.sameTotal(lower, upper)
    else { return [] }
    let time = lower.number(.at).map { " at \(Words.short($0))" } ?? ""
    return [
      Finding(
        severity, code: code, rows: [lower, upper],
        message: "\(lower.people.name): \(Self.word(lower)) exceeds \(Self.word(upper))\(time)",
        arithmetic: "\(lower.printedShare) > \(upper.printedShare)", settles: Self.settles(severity))
    ]
  }

  private func median(_ lower: EvidenceRow, _ upper: EvidenceRow, _ severity: Severity) -> [Finding] {
    guard let low = lower.median, let high = upper.median,
      low.rounded.lowerBound > high.rounded.upperBound, Self.sameTotal(lower, upper)
    else { return [] }
    return [
      Finding(
        severity, code: code, rows: [lower, upper],
        message:
          "\(lower.people.name): the median of \(Self.word(lower)) exceeds that of \(Self.word(upper))",
        arithmetic: "\(low.text) > \(high.text)", settles: Self.settles(severity))
    ]
  }

  /// Early deaths are deaths by any later time: their share is at most 1 − S(t), since 1 − Ŝ(t) ≥ d(t)/n.
  private func earlyDeaths(_ group: [EvidenceRow]) -> [Finding] {
    let survival = group.filter { $0.number(.at) != nil && $0.outcomeKind == .overallSurvival }
    return group.filter { $0.outcomeKind == .earlyDeath && $0[.unit] != "lesion" }.flatMap { early in
      survival.compactMap { late -> Finding? in
        guard let deaths = early.share, let alive = late.share,
          let time = late.number(.at), time >= 3, Self.sameTotal(early, late),
          deaths.lowerBound > 1 - alive.lowerBound + 1e-12
        else { return nil }
        return Finding(
          .warning, code: code, rows: [early, late],
          message: "\(early.people.name): more early deaths than overall survival leaves room for",
          arithmetic: "\(early.printedShare) died early; "
            + "\(late.printedShare) alive at \(Words.short(time))",
          settles: "whether early deaths were left out of the curve")
      }
    }
  }

  /// Free of events at a time are at most those without a recurrence by then: each factor of an event-free
  /// curve, with deaths as events, is at most that of the curve with recurrences alone.
  private func recurrences(_ group: [EvidenceRow]) -> [Finding] {
    let free = group.filter { $0.number(.at) != nil && $0.outcomeKind == .eventFreeSurvival }
    let recurrences = group.filter {
      $0.number(.at) != nil && [.anyRecurrence, .partRecurrence].contains($0.outcomeKind)
    }
    return free.flatMap { free in
      recurrences.compactMap { recurrence -> Finding? in
        guard let alive = free.share, let recurred = recurrence.share, Self.sameTotal(free, recurrence),
          free.number(.at) == recurrence.number(.at),
          alive.lowerBound > 1 - recurred.lowerBound + 1e-12
        else { return nil }
        // Recurrence of an untold number may be of those with a complete response only.
        let isOfSame = free.number(.total) != nil && recurrence.number(.total) != nil
        return Finding(
          isOfSame ? .warning : .note, code: code, rows: [free, recurrence],
          message: "\(free.people.name): \(Self.word(free)) leaves no room for \(Self.word(recurrence)) at "
            + Words.short(free.number(.at) ?? 0),
          arithmetic: "\(free.printedShare) + \(recurrence.printedShare) > 100%",
          settles: Self.settles(.warning))
      }
    }
  }

  private static func sameTotal(_ first: EvidenceRow, _ second: EvidenceRow) -> Bool {
    guard let one = first.number(.total), let other = second.number(.total) else { return true }
    return one == other
  }

  private static func word(_ row: EvidenceRow) -> String { row.outcomeWords }

  private static func settles(_ severity: Severity) -> String {
    severity == .error
      ? "the source's table: one of the two is misprinted, or is of other people"
      : "the definition: whether deaths are events or are censored, and whether both are of the same people"
  }
}

/// Rows by something that they share.
enum Groups {
  /// The groups, in the order in which they first appear. O(rows).
  static func of<Key: Hashable>(_ rows: [EvidenceRow], by key: (EvidenceRow) -> Key) -> [[EvidenceRow]] {
    var order: [Key] = []
    var groups: [Key: [EvidenceRow]] = [:]
    for row in rows {
      let value = key(row)
      if groups[value] == nil { order.append(value) }
      groups[value, default: []].append(row)
    }
    return order.map { groups[$0] ?? [] }
  }
}
