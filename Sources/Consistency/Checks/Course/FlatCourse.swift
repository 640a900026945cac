#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Curves that stay exactly flat in every arm of a study although people were at risk.
///
/// If the hazard up to t₁ went on, an arm of n people would have about n S(t₁) f [1 − S(t₁)^((t₂ − t₁)/t₁)]
/// events between t₁ and t₂, f = ½ for censoring. A note where all arms of a study stay flat and at least 5
/// events were to be expected: the chance of none is then e⁻⁵, below 0.7 %, unless the hazard falls.
public struct FlatCourse: ConsistencyCheck {
  /// `flat-course`
  public let code = "flat-course"
  /// What it checks.
  public let summary = "no events at all late in every arm, although some were to be expected"

  /// Makes the check.
  public init() {}

  /// One finding per study and outcome.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let byStudy = Dictionary(grouping: table.courses) { [$0.people.study, $0.outcome] }
    return table.courses.filter { $0.points.count > 1 && $0.size != nil }.compactMap { first in
      let arms = byStudy[[first.people.study, first.outcome]] ?? []
      guard arms.count > 1, arms.first == first else { return nil }
      var (rows, parts, expected): ([EvidenceRow], [String], Double) = ([], [], 0)
      for arm in arms {
        guard let events = Self.expectedEvents(arm) else { return nil }
        let last = arm.points.suffix(2)
        rows += last.map(\.row)
        expected += events
        parts.append(
          "\(arm.people.arm ?? "all"): \(last.first?.row.printedShare ?? "") at both "
            + last.map { Words.short($0.time) }.joined(separator: " and ")
            + ", \(Words.short(events, 1)) events expected")
      }
      guard expected >= 5 else { return nil }
      return Finding(
        .note, code: code, rows: rows,
        message:
          "\(first.people.study): \(first.outcomeWords) does not change in any arm over the last interval",
        arithmetic: parts.joined(separator: "; "),
        settles: "the numbers at risk: the follow-up of this outcome may have ended, or the risk is over")
    }
  }

  /// The events that the earlier hazard would bring in the last interval; nil if the curve is not flat there.
  static func expectedEvents(_ course: Course) -> Double? {
    guard let size = course.size, course.points.count > 1 else { return nil }
    let (before, last) = (course.points[course.points.count - 2], course.points[course.points.count - 1])
    guard before.share == last.share, before.time > 0, last.time > before.time else { return nil }
    let survival = (before.survival.lowerBound + before.survival.upperBound) / 2
    guard survival > 0, survival < 1 else { return nil }
    return 0.5 * Double(size) * survival * (1 - pow(survival, (last.time - before.time) / before.time))
  }
}
