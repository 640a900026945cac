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

  /// One finding for each outcome and arm.
  public func findings(in table: EvidenceTable) -> [Finding] {
    let told = table.rows.filter { row in
      !row.isComparison && !row.isOverStudies && !row.isGroupSize && row[.unit] != nil
        && row[.outcome].map { !$0.hasPrefix("baseline") } ?? false
        && (row.share != nil || row.count(.events) != nil)
    }
    return Groups.of(told, by: { [$0[.outcome], $0[.arm]] }).compactMap { rows in
      let units = Groups.of(rows, by: { $0[.unit] })
      guard units.count > 1 else { return nil }
      let parts = units.map { unit in
        let studies = Groups.of(unit, by: \.study).compactMap(\.first?.study).joined(separator: ", ")
        return "\(unit[0][.unit] ?? ""): \(studies)"
      }
      return Finding(
        .note, code: code, rows: rows,
        message: "\(rows[0][.outcome] ?? "") of \(rows[0][.arm] ?? "all") is counted by different units.",
        arithmetic: parts.joined(separator: "; "), settles: "Select one unit before pooling.")
    }
  }
}
