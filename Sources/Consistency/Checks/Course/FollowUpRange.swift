import StudyData

/// Follow-up times that agree with one another and with the survival times.
///
/// A median lies within its range; no survival time is longer than the longest follow-up or shorter than the
/// shortest; nobody can have died before the shortest follow-up; one group has one median follow-up; and if
/// it is the time for which all were seen, half are still at risk then, so that Ŝ ≥ ½ until then. A follow-up
/// that breaks this law is that of the survivors, or one with deaths taken as censored (a note).
public struct FollowUpRange: ConsistencyCheck {
  /// `follow-up-range`
  public let code = "follow-up-range"
  /// What it checks.
  public let summary =
    "medians within their ranges, survival times within the follow-up, one follow-up per group"

  /// Makes the check.
  public init() {}

  /// The findings of each group of people.
  public func findings(in table: EvidenceTable) -> [Finding] {
    Groups.of(table.rows.filter { !$0.isOverStudies && !$0.isComparison }, by: \.people).flatMap {
      ownRange($0) + outside($0) + earlyDeath($0) + ofSurvivors($0) + twoMedians($0)
    }
  }

  private func ownRange(_ group: [EvidenceRow]) -> [Finding] {
    let triples: [(EvidenceField, EvidenceField, EvidenceField, String)] = [
      (.followUpLow, .followUpMedian, .followUpHigh, "median follow-up"),
      (.rangeLow, .estimate, .rangeHigh, "median"),
    ]
    return triples.flatMap { low, middle, high, name -> [Finding] in
      let wrong = group.filter { row in
        guard let value = row.numbers[middle], middle == .followUpMedian || row.median != nil else {
          return false
        }
        return (row.numbers[low].map { $0.rounded.lowerBound > value.rounded.upperBound } ?? false)
          || (row.numbers[high].map { $0.rounded.upperBound < value.rounded.lowerBound } ?? false)
      }
      return Groups.of(wrong, by: { row in [low, middle, high].map { row.numbers[$0]?.text ?? "" } })
        .compactMap { rows in
          rows.first.map { row in
            Finding(
              .error, code: code, rows: rows, message: "\(row.people.name): a \(name) outside its own range",
              arithmetic: "\(row.numbers[middle]?.text ?? "") against \(row.numbers[low]?.text ?? "")"
                + " to \(row.numbers[high]?.text ?? "")",
              settles: "the source's table")
          }
        }
    }
  }

  /// Ranges of survival times outside the follow-up of the same people.
  private func outside(_ group: [EvidenceRow]) -> [Finding] {
    group.compactMap { row in
      guard row.median != nil, row.outcomeKind != .other, (row[.statistic] ?? "").contains("month"),
        let follow = row.number(.followUpHigh) != nil || row.number(.followUpLow) != nil
          ? row : group.first(where: { $0.number(.followUpHigh) != nil || $0.number(.followUpLow) != nil })
      else { return nil }
      let early = Self.less(row.numbers[.rangeLow], follow.numbers[.followUpLow])
      let late = Self.less(follow.numbers[.followUpHigh], row.numbers[.rangeHigh])
      guard early || late else { return nil }
      return Finding(
        .warning, code: code, rows: row == follow ? [row] : [row, follow],
        message: "\(row.people.name): survival times outside the range of the follow-up",
        arithmetic: "\(row.outcomeWords) from \(row.numbers[.rangeLow]?.text ?? "?") to "
          + "\(row.numbers[.rangeHigh]?.text ?? "?"), follow-up from \(follow.numbers[.followUpLow]?.text ?? "?") to "
          + "\(follow.numbers[.followUpHigh]?.text ?? "?")",
        settles: "whom each range is of: the follow-up may be that of the survivors only, or of a part")
    }
  }

  private static func less(_ first: PrintedNumber?, _ second: PrintedNumber?) -> Bool {
    guard let first, let second else { return false }
    return first.rounded.upperBound <= second.rounded.lowerBound
  }

  private func earlyDeath(_ group: [EvidenceRow]) -> [Finding] {
    let rows = group.filter { row in
      guard row.outcomeKind == .overallSurvival, let time = row.number(.at), let share = row.share,
        let low = row.numbers[.followUpLow]
      else { return false }
      return time < low.rounded.lowerBound && share.upperBound < 1
    }
    guard let row = rows.first else { return [] }
    return [
      Finding(
        .warning, code: code, rows: rows,
        message: "\(row.people.name): deaths before the shortest follow-up",
        arithmetic:
          "\(row.printedShare) alive at \(Words.short(row.number(.at) ?? 0)); the shortest follow-up "
          + "is \(row.numbers[.followUpLow]?.text ?? "")",
        settles: "whether the range of the follow-up is that of the survivors")
    ]
  }

  private func ofSurvivors(_ group: [EvidenceRow]) -> [Finding] {
    let survival = group.filter { $0.outcomeKind == .overallSurvival }
    for follow in Groups.of(group, by: { $0.numbers[.followUpMedian]?.text }).compactMap(\.first) {
      guard let printed = follow.numbers[.followUpMedian] else { continue }
      let low = printed.rounded.lowerBound
      let rows = survival.filter { row in
        guard (row.numbers[.followUpMedian] ?? printed) == printed else { return false }
        if let time = row.number(.at), let share = row.share { return time <= low && share.upperBound < 0.5 }
        return row.median.map { $0.rounded.upperBound < low } ?? false
      }
      guard !rows.isEmpty else { continue }
      return [
        Finding(
          .note, code: code, rows: rows.contains(follow) ? rows : [follow] + rows,
          message: "\(follow.people.name): the median follow-up is not the time that all were seen for",
          arithmetic: "median follow-up \(printed.text), yet fewer than half were alive by then: "
            + rows.map { row in
              row.median.map { "median survival \($0.text)" }
                ?? "\(row.printedShare) at \(Words.short(row.number(.at) ?? 0))"
            }.joined(separator: ", "),
          settles:
            "whether the follow-up is that of the survivors or is censored at death; the numbers at risk")
      ]
    }
    return []
  }

  private func twoMedians(_ group: [EvidenceRow]) -> [Finding] {
    let told = group.filter { $0.numbers[.followUpMedian] != nil }
    let byMedian = Groups.of(told, by: { $0.number(.followUpMedian) })
    guard byMedian.count > 1 else { return [] }
    let rows = byMedian.compactMap(\.first)
    return [
      Finding(
        .note, code: code, rows: rows,
        message: "\(rows[0].people.name): more than one median follow-up",
        arithmetic: rows.map { "\($0.numbers[.followUpMedian]?.text ?? "") (\($0.outcomeWords))" }
          .joined(separator: ", "),
        settles: "whom each follow-up is of, and up to which date")
    ]
  }
}
