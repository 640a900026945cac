/// Survival never rises with time, and a cumulative incidence never falls.
///
/// A Kaplan–Meier curve is a product of factors of at most 1 (Kaplan and Meier 1958, J Am Stat Assoc 53:457).
/// Two printed shares conflict only if no numbers that round to them are in order.
public struct CurveDirection: ConsistencyCheck {
  /// `curve-direction`
  public let code = "curve-direction"
  /// What it checks.
  public let summary = "survival never rises with time, and a cumulative incidence never falls"

  /// Makes the check.
  public init() {}

  /// Each step the wrong way between neighboring times.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.courses.flatMap { course in
      zip(course.points, course.points.dropFirst()).compactMap { earlier, later in
        guard later.time > earlier.time,
          later.survival.lowerBound > earlier.survival.upperBound + 1e-12
        else { return nil }
        let same =
          earlier.row[.definition] == later.row[.definition]
          && earlier.row.number(.total) == later.row.number(.total)
        let verb = course.kind.falls == true ? "rises" : "falls"
        return Finding(
          same ? .error : .warning, code: code, rows: [earlier.row, later.row],
          message: "\(course.people.name): \(course.outcomeWords) \(verb) with time",
          arithmetic: "\(earlier.row.printedShare) at \(Words.short(earlier.time)), "
            + "\(later.row.printedShare) at \(Words.short(later.time))",
          settles:
            "the curve itself, or the numbers at risk: one of the two is misprinted, or is of other people")
      }
    }
  }
}
