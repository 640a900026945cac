import StudyData

/// Totals that do not agree with the size of their group.
///
/// More than the group holds is an error. Fewer is a note, once for each total, unless the table says why: a
/// subgroup, another population or sample, or a total that is itself a count of the same arm (such as those
/// with a complete response).
public struct GroupSizes: ConsistencyCheck {
  /// `group-sizes`
  public let code = "group-sizes"
  /// What it checks.
  public let summary = "totals that agree with the size of their group"

  /// Makes the check.
  public init() {}

  /// One finding for each arm and differing total.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      let whole = rows.filter { $0.isGroupSize && SizesAddUp.isWholeStudy($0) }
      return Groups.of(rows.filter { !$0.isComparison && !$0.isOverStudies }, by: { [$0[.arm], $0[.unit]] })
        .flatMap { arm -> [Finding] in
          let own = arm.filter { $0.isGroupSize && $0[.subgroup] == nil && $0.count(.total) != nil }
          return larger(study, arm, own.isEmpty ? whole.filter { $0[.unit] == arm[0][.unit] } : own)
            + smaller(study, arm, own, rows)
        }
    }
  }

  private func larger(_ study: String, _ arm: [EvidenceRow], _ sizes: [EvidenceRow]) -> [Finding] {
    let wrong = arm.filter { row in
      let fitting = sizes.filter { Self.agree($0[.sample], row[.sample]) }.compactMap { $0.count(.total) }
      guard let most = fitting.max(), let total = row.count(.total) else { return false }
      return total > most
    }
    return Groups.of(wrong, by: { $0.count(.total) }).map { rows in
      let size = sizes.max { ($0.count(.total) ?? 0) < ($1.count(.total) ?? 0) }
      return Finding(
        .error, code: code, rows: rows + [size].compactMap(\.self),
        message: "\(study), \(arm[0][.arm] ?? "all"): a total larger than the group",
        arithmetic: "\(rows[0].count(.total) ?? 0) > \(size?.count(.total) ?? 0)",
        settles: "what the larger number counts: other units, another sample, or a misprint")
    }
  }

  private func smaller(
    _ study: String, _ arm: [EvidenceRow], _ sizes: [EvidenceRow], _ rows: [EvidenceRow]
  ) -> [Finding] {
    let counts = Set(rows.compactMap { $0.count(.events) })
    let unexplained = arm.filter { row in
      guard let total = row.count(.total), !row.isGroupSize, row[.subgroup] == nil, !counts.contains(total)
      else {
        return false
      }
      let fitting = sizes.filter {
        Self.agree($0[.sample], row[.sample]) && $0[.population] == row[.population]
      }.compactMap { $0.count(.total) }
      return !fitting.isEmpty && fitting.allSatisfy { total < $0 }
    }
    return Groups.of(unexplained, by: { $0.count(.total) }).map { found in
      let (total, size) = (found[0].count(.total) ?? 0, sizes.compactMap { $0.count(.total) }.min() ?? 0)
      return Finding(
        .note, code: code, rows: found + sizes,
        message: "\(study), \(arm[0][.arm] ?? "all"): numbers of a part of the group",
        arithmetic:
          "\(total) of \(size): \(Words.short(100 * Double(size - total) / Double(size), 1))% are missing",
        settles: "why the others are missing, and whether they fared alike")
    }
  }

  private static func agree(_ one: String?, _ other: String?) -> Bool {
    one == nil || other == nil || one == other
  }
}
