import StudyData

/// A whole curve that stands twice: in two arms, or under two outcomes of one arm.
///
/// At least three times with the same printed shares, at least two of them different and neither 0 nor 100 %.
/// Two arms that agree so are a warning; two outcomes of one arm a note; overall and cause-specific survival
/// are left out, since they agree where nobody dies of other causes.
public struct IdenticalResults: ConsistencyCheck {
  /// `identical-results`
  public let code = "identical-results"
  /// What it checks.
  public let summary = "the same curve in two places of a study"

  /// Makes the check.
  public init() {}

  /// One finding for each pair of equal curves within a study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let courses = table.courses.filter { Self.isTelling($0) }
    return courses.indices.flatMap { index in
      courses[(index + 1)...].compactMap { other in finding(courses[index], other) }
    }
  }

  /// Whether agreement in all points of a course is no chance.
  static func isTelling(_ course: Course) -> Bool {
    let inner = course.points.filter { $0.share.lowerBound > 0 && $0.share.upperBound < 1 }
    return inner.count > 2 && Set(inner.map(\.share)).count > 1
  }

  private func finding(_ one: Course, _ other: Course) -> Finding? {
    guard one.people.study == other.people.study, one.kind.falls == other.kind.falls,
      one.points.map(\.time) == other.points.map(\.time), one.points.map(\.share) == other.points.map(\.share)
    else { return nil }
    let isSameOutcome = one.outcome == other.outcome
    // Without deaths of other causes, overall and cause-specific survival are the same.
    let kinds: Set = [one.kind, other.kind]
    guard isSameOutcome || kinds != [.overallSurvival, .causeSpecificSurvival],
      isSameOutcome ? one.people.arm != other.people.arm : one.people == other.people
    else { return nil }
    return Finding(
      isSameOutcome ? .warning : .note, code: code, rows: (one.points + other.points).map(\.row),
      message: "\(one.people.study): the same curve of \(one.outcomeWords) "
        + (isSameOutcome
          ? "for \(one.people.arm ?? "one arm") and \(other.people.arm ?? "another")"
          : "and \(other.outcomeWords) for \(one.people.arm ?? "all")"),
      arithmetic: one.points.map { "\($0.row.printedShare) at \(Words.short($0.time))" }.joined(
        separator: ", "),
      settles: "the source's table: one line may have been copied over the other")
  }
}
