import StudyData

/// One outcome of one arm counted by different units: patients in one row, lesions or procedures in another.
///
/// A selection by outcome and arm would pool them.
public struct MixedUnits: ConsistencyCheck {
  /// `mixed-units`
  public let code = "mixed-units"
  /// What it checks.
  public let summary = "one unit for each outcome of an arm"

  /// Makes the check.
  public init() {}

  /// One finding for each outcome, over its arms.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let told = table.rows.filter { row in
      !row.isComparison && !row.isOverStudies && !row.isGroupSize && row[.unit] != nil
        && row[.outcome].map { !$0.hasPrefix("baseline") } ?? false
        && (row.share != nil || row.count(.events) != nil)
    }
    return Groups.of(told, by: { $0[.outcome] }).compactMap { outcome in
      let mixed = Groups.of(outcome, by: { $0[.arm] }).filter { Groups.of($0, by: { $0[.unit] }).count > 1 }
      guard !mixed.isEmpty else { return nil }
      let rows = mixed.flatMap(\.self)
      let units = Groups.of(rows, by: { $0[.unit] }).compactMap { $0[0][.unit] }
      return Finding(
        .note, code: code, rows: rows,
        message: "\(rows[0].outcomeWords) of \(Words.list(mixed.map { $0[0][.arm] ?? "all" })) is counted by "
          + Words.list(units),
        arithmetic: mixed.map(Self.line).joined(separator: "; "), settles: "select one unit before pooling")
    }
  }

  /// "cryoablation: patient in A 2010, lesion in B 2012".
  private static func line(_ rows: [EvidenceRow]) -> String {
    let units = Groups.of(rows, by: { $0[.unit] }).map { unit in
      let studies = Groups.of(unit, by: \.study).compactMap(\.first?.study)
      return "\(unit[0][.unit] ?? "") in \(Words.list(studies))"
    }
    return "\(rows[0][.arm] ?? "all"): " + units.joined(separator: ", ")
  }
}
