import StudyData

/// Arms that add up to the study.
///
/// A larger sum means people counted twice: a note where an arm that names two others ("A and B") explains it
/// exactly, an error in a randomized trial, a warning elsewhere. A smaller sum means people in no arm: a
/// note, unless the table has a count of just so many.
public struct SizesAddUp: ConsistencyCheck {
  /// `sizes-add-up`
  public let code = "sizes-add-up"
  /// What it checks.
  public let summary = "the sizes of the arms add up to the size of the study"

  /// Makes the check.
  public init() {}

  /// At most one finding per study and sample.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      let sizes = rows.filter {
        $0.isGroupSize && !$0.isComparison && $0[.subgroup] == nil && $0.count(.total) != nil
          && ($0[.unit] ?? "patient") == "patient" && $0[.outcome]?.contains("procedure") != true
      }
      return Groups.of(sizes, by: { $0[.sample] }).compactMap { finding(study, $0, rows) }
    }
  }

  /// Whether a row is of the whole study.
  static func isWholeStudy(_ row: EvidenceRow) -> Bool {
    guard let arm = row[.arm]?.lowercased() else { return false }
    return [
      "all groups", "all", "total", "overall", "all patients", "all arms", "both groups", "both arms", "both",
      "whole study",
    ].contains(arm)
  }

  private func finding(_ study: String, _ sizes: [EvidenceRow], _ rows: [EvidenceRow]) -> Finding? {
    guard let whole = sizes.first(where: Self.isWholeStudy), let people = whole.count(.total) else {
      return nil
    }
    let arms = sizes.filter { !Self.isWholeStudy($0) }
    guard arms.count > 1, Set(arms.map { $0[.arm] }).count == arms.count else { return nil }
    let names = arms.compactMap { $0[.arm] }
    let both = arms.filter { arm in
      names.filter { arm[.arm] != $0 && (arm[.arm] ?? "").contains($0) }.count > 1
    }
    let sum = { (rows: [EvidenceRow]) in rows.reduce(0) { $0 + ($1.count(.total) ?? 0) } }
    let single = arms.filter { !both.contains($0) }
    guard sum(arms) != people, sum(single) != people else { return nil }
    let terms = single.map { "\($0.count(.total) ?? 0)" }.joined(separator: " + ")
    if !both.isEmpty, sum(single) - sum(both) == people {
      return Finding(
        .note, code: code, rows: [whole] + arms, message: "\(study): some people are in two arms",
        arithmetic: "\(terms) - \(sum(both)) = \(people)",
        settles: "results by arm without those in both: the arms are not independent")
    }
    if sum(arms) < people {
      let counts = rows.compactMap { $0.count(.events) }
      guard !counts.contains(sum(arms)) else { return nil }
      return Finding(
        .note, code: code, rows: [whole] + arms, message: "\(study): the arms hold fewer than the study",
        arithmetic: "\(terms) = \(sum(arms)), \(people - sum(arms)) fewer than \(people)",
        settles: "which arm the others are in, or why they are in none")
    }
    let isRandomized = whole[.design]?.lowercased().contains("rct") == true || whole[.sample] == "randomized"
    return Finding(
      isRandomized ? .error : .warning, code: code, rows: [whole] + arms,
      message: "\(study): the arms hold more than the study",
      arithmetic: "\(terms) = \(sum(single)), \(sum(single) - people) more than \(people)",
      settles: "whether some are in two arms, and how many")
  }
}
