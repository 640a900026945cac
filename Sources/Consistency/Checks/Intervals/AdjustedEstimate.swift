import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An adjusted ratio that says something else than the crude numbers of the same arms.
///
/// The crude ratio comes from the arms' shares of the same outcome, or of its complement (local recurrence and
/// local recurrence-free survival): for hazards ln S₁/ln S₂, for odds and risks from the shares. A note where it
/// lies outside the interval of the adjusted ratio, or where the adjusted one is at least 1.5 times as far from 1
/// and only it is significant at 5%.
public struct AdjustedEstimate: ConsistencyCheck {
  /// `adjusted-estimate`
  public let code = "adjusted-estimate"
  /// What it checks.
  public let summary = "adjusted ratios beside the crude numbers of the same arms"

  /// Makes the check.
  public init() {}

  /// At most one finding for each ratio. O(rows²) within a study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in
      rows.filter { $0.isComparison && $0.words(.definition).contains("adjusted") }.compactMap {
        finding($0, among: rows)
      }
    }
  }

  private func finding(_ ratio: EvidenceRow, among rows: [EvidenceRow]) -> Finding? {
    guard let arms = ratio.comparedArms, let estimate = ratio.number(.estimate), estimate > 0,
      let low = ratio.number(.ciLow), let high = ratio.number(.ciHigh), low > 0, low <= high,
      let one = Self.share(arms.0, ratio, rows), let two = Self.share(arms.1, ratio, rows),
      one[.outcome] == two[.outcome], one[.definition] == two[.definition],
      one.number(.at) == two.number(.at),
      let range = Self.ratios(ratio, one, two)
    else { return nil }
    let crude = Self.middle(range)
    let comparison = rows.first {
      $0.isComparison && $0[.outcome] == one[.outcome] && $0[.definition] == one[.definition]
        && $0[.subgroup] == ratio[.subgroup] && $0.pRange != nil
        && $0.comparedArms.map { $0 == arms || $0 == (arms.1, arms.0) } ?? false
    }
    let isOutside = range.upperBound < low || range.lowerBound > high
    let isNewlySignificant =
      (low > 1 || high < 1) && abs(log(estimate)) > abs(log(crude)) + log(1.5)
      && (comparison?.pRange?.lowerBound ?? 0) > 0.05
    guard isOutside || isNewlySignificant else { return nil }
    let printed = comparison.map { ", p = \($0[.pText] ?? $0.numbers[.p]?.text ?? "")" } ?? ""
    let name = ratio.words(.statistic).joined(separator: " ")
    return Finding(
      .note, code: code, rows: [one, two, comparison, ratio].compactMap(\.self),
      message: "\(ratio.study): the adjusted \(name) of \(ratio.outcomeWords), "
        + "\(ratio.numbers[.estimate]?.text ?? ""), is far from the crude one, about \(Words.short(crude))"
        + (isNewlySignificant ? ", and only it is significant" : ""),
      arithmetic:
        "\(one.outcomeWords) \(one.printedShare) (\(arms.0)) v \(two.printedShare) (\(arms.1))\(printed); "
        + "adjusted \(ratio.numbers[.ciLow]?.text ?? "") to \(ratio.numbers[.ciHigh]?.text ?? "")",
      settles: "what was adjusted for, how the variables were chosen, and the events behind each")
  }

  /// The arm's share of the outcome or of its complement, with the same people and at the ratio's time, if any.
  private static func share(_ arm: String, _ ratio: EvidenceRow, _ rows: [EvidenceRow]) -> EvidenceRow? {
    rows.first { row in
      row.share != nil && row[.arm] == arm && row[.subgroup] == ratio[.subgroup]
        && row[.population] == ratio[.population] && row[.unit] == ratio[.unit]
        && row.number(.at) == ratio.number(.at)
        && (row[.outcome] == ratio[.outcome] || isComplement(row, ratio))
    }
  }

  /// Whether one is the other's freedom: the same words beside "free" and "survival".
  private static func isComplement(_ row: EvidenceRow, _ ratio: EvidenceRow) -> Bool {
    let free: Set = ["free", "survival"]
    let (mine, other) = (Set(row.words(.outcome)), Set(ratio.words(.outcome)))
    return mine.contains("free") != other.contains("free")
      && mine.subtracting(free) == other.subtracting(free)
  }

  /// The crude ratios that the rounding leaves, of the ratio's own outcome; nil where a share is 0 or all.
  private static func ratios(_ ratio: EvidenceRow, _ one: EvidenceRow, _ two: EvidenceRow)
    -> ClosedRange<Double>?
  {
    guard let first = risk(one, ratio), let second = risk(two, ratio) else { return nil }
    let words = Set(ratio.words(.statistic))
    let isHazard = !words.isDisjoint(with: ["hazard", "hazards", "hr"])
    // Odds and risks of survival may be of living or of dying.
    guard isHazard || ratio.outcomeKind.falls != true else { return nil }
    let measure: (Double) -> Double
    if isHazard {
      measure = { -log(1 - $0) }
    } else if !words.isDisjoint(with: ["odds", "or"]) {
      measure = { $0 / (1 - $0) }
    } else {
      measure = { $0 }
    }
    return measure(first.lowerBound) / measure(second.upperBound)...measure(first.upperBound)
      / measure(second.lowerBound)
  }

  /// The risk of the event that the ratio is of.
  private static func risk(_ row: EvidenceRow, _ ratio: EvidenceRow) -> ClosedRange<Double>? {
    guard let share = row.share, share.lowerBound > 0, share.upperBound < 1 else { return nil }
    // A survival's ratio is of its events.
    return row.outcomeKind.falls == true ? (1 - share.upperBound)...(1 - share.lowerBound) : share
  }

  private static func middle(_ range: ClosedRange<Double>) -> Double {
    (range.lowerBound * range.upperBound).squareRoot()
  }
}
