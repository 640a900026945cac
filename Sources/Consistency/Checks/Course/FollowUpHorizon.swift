import StudyData

/// Rates at times that the follow-up does not reach, or reaches with few.
///
/// Nobody is at risk beyond the longest follow-up: an error. At most half are followed beyond the median
/// follow-up F; with a linear fall from there to the longest follow-up M, ½ (M − t)/(M − F) of them are
/// followed at t. Below a tenth, a curve is better not drawn (Pocock, Clayton and Altman 2002, Lancet
/// 359:1686, advise to stop at 10 to 20 %): a note, and a warning where these are fewer than ten people.
/// Without M, a rate at 1.5 F or later is a note. A row without a follow-up takes that of other rows of its
/// arm.
public struct FollowUpHorizon: ConsistencyCheck {
  /// `follow-up-horizon`
  public let code = "follow-up-horizon"
  /// What it checks.
  public let summary = "rates and medians within the time that people were followed for"

  /// Makes the check.
  public init() {}

  /// One finding per study and kind of fault.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, told -> [Finding] in
      let rows = Self.fillingFollowUp(told)
      let timed = rows.filter { !$0.isOverStudies && $0.outcomeKind != .other && Self.moment($0) != nil }
      let beyond = timed.filter { row in
        guard let high = row.numbers[.followUpHigh], let time = Self.moment(row) else { return false }
        return time > high.rounded.upperBound + 0.5 && (row.share?.lowerBound ?? 1) > 0
      }
      let few = timed.filter { row in
        row.median == nil && !beyond.contains(row) && (Self.shareFollowed(row).map { $0 < 0.1 } ?? false)
      }
      let thin = few.contains { row in
        guard let share = Self.shareFollowed(row), let total = row.number(.total) else { return false }
        return share * total < 10
      }
      let late = timed.filter { row in
        guard let median = row.number(.followUpMedian), row.number(.followUpHigh) == nil,
          let time = Self.moment(row)
        else { return false }
        return time >= 1.5 * median
      }
      return [
        finding(
          .error, study, beyond, "rates or medians beyond the longest follow-up",
          settles: "the numbers at risk; a curve has no value beyond the last person's time"),
        finding(
          thin ? .warning : .note, study, few,
          "rates at times when fewer than a tenth can still be followed",
          settles: "the numbers at risk at these times, or confidence intervals"),
        finding(
          .note, study, late, "rates at one and a half times the median follow-up or later",
          settles: "the numbers at risk at these times; at most half were followed beyond the median"),
      ].compactMap(\.self)
    }
  }

  /// The rows, each with the follow-up of its arm where it has none of its own.
  private static func fillingFollowUp(_ rows: [EvidenceRow]) -> [EvidenceRow] {
    rows.map { row in
      var row = row
      for field in [EvidenceField.followUpMedian, .followUpHigh] where row.numbers[field] == nil {
        row.numbers[field] = rows.first { $0[.arm] == row[.arm] && $0.numbers[field] != nil }?.numbers[field]
      }
      return row
    }
  }

  /// The share of people who are followed at the row's time, by a linear fall beyond the median; nil where
  /// the follow-up is not told or the time is not beyond the median.
  static func shareFollowed(_ row: EvidenceRow) -> Double? {
    guard let median = row.number(.followUpMedian), let high = row.number(.followUpHigh),
      let time = moment(row), time > median, high > median
    else { return nil }
    return 0.5 * max(0, high - time) / (high - median)
  }

  /// The time that a row speaks of: its time point, or its median survival.
  private static func moment(_ row: EvidenceRow) -> Double? {
    guard row.outcomeKind.falls != nil || row.outcomeKind == .timeToEvent, !row.isComparison else {
      return nil
    }
    if let time = row.number(.at) { return row.share == nil ? nil : time }
    guard let median = row.median, (row[.statistic] ?? "").contains("month") else { return nil }
    return median.value
  }

  private func finding(
    _ severity: Severity, _ study: String, _ rows: [EvidenceRow], _ message: String, settles: String
  ) -> Finding? {
    guard !rows.isEmpty else { return nil }
    let lines = Groups.of(rows, by: { [$0[.arm] ?? "", String(Self.moment($0) ?? 0)] }).compactMap {
      $0.first.map(Self.line)
    }
    return Finding(
      severity, code: code, rows: rows, message: "\(study): \(message)",
      arithmetic: lines.joined(separator: "; "), settles: settles)
  }

  private static func line(_ row: EvidenceRow) -> String {
    let number = { (field: EvidenceField) in row.number(field).map { Words.short($0) } ?? "not told" }
    var line =
      "\(row[.arm] ?? "all") at \(Words.short(moment(row) ?? 0)): median follow-up "
      + "\(number(.followUpMedian)), longest \(number(.followUpHigh))"
    if let share = shareFollowed(row) {
      line += ", so that about \(Words.short(100 * share, 1))% are followed"
      if let total = row.count(.total) {
        line += " (\(Int((share * Double(total)).rounded(.up))) of \(total))"
      }
    } else if let total = row.count(.total), row.number(.followUpHigh) == nil {
      line += ", so that at most \(total / 2) of \(total) were followed beyond the median"
    }
    return line
  }
}
