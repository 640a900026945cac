import StudyData

/// A review's numbers in the same table as those of studies that it may hold.
///
/// A note for each review (its design says review, meta-analysis) with an outcome that a single study of the
/// same population, published in its year or before, gives too.
public struct ReviewBesideStudies: ConsistencyCheck {
  /// `review-beside-studies`
  public let code = "review-beside-studies"
  /// What it checks.
  public let summary = "reviews counted beside the studies that they may hold"

  /// Makes the check.
  public init() {}

  /// At most one finding per review.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.compactMap { review, rows in
      guard rows.contains(where: Self.isReview), let year = StudyDates.years(review).last else { return nil }
      let mine = rows.filter { !$0.isComparison }
      let others = table.rows.filter { row in
        guard !row.isOverStudies, !row.isComparison, let published = StudyDates.years(row.study).last,
          published <= year
        else { return false }
        return mine.contains {
          $0[.outcome] == row[.outcome] && $0[.population] == row[.population] && Self.agree($0, row)
        }
      }
      guard !others.isEmpty else { return nil }
      let firsts = Groups.of(others, by: \.study).compactMap(\.first)
      return Finding(
        .note, code: code, rows: mine.prefix(1) + firsts,
        message: "\(review) is a review; studies beside it may be among its own",
        arithmetic: "the same population and outcomes: " + firsts.map(\.study).joined(separator: ", "),
        settles: "the list of the studies in the review; do not pool it with them")
    }
  }

  private static func isReview(_ row: EvidenceRow) -> Bool {
    let design = (row[.design] ?? "").lowercased()
    return design.contains("review") || design.contains("meta-analysis") || design.contains("meta analysis")
  }

  /// Whether the arm of the one is in the name of the other: "cryoablation across studies" and "resection +
  /// cryoablation" have a word in common.
  static func agree(_ review: EvidenceRow, _ row: EvidenceRow) -> Bool {
    guard let one = review[.arm]?.lowercased(), let other = row[.arm]?.lowercased() else { return true }
    let ignored: Set<Substring> = ["across", "studies", "with", "or", "and", "without", "+", "all"]
    return !Set(one.split(separator: " ")).subtracting(ignored).isDisjoint(with: other.split(separator: " "))
  }
}
