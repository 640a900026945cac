import StudyData

/// Pairs of studies that may share patients.
///
/// A note for each pair of studies with a population and a treatment in common and one more sign: the same
/// first author, an author in common, the same center, periods with the same first or last year of which one
/// holds the other or most of it, or an overlap that the table itself names (`overlaps_with`).
public struct SamePatients: ConsistencyCheck {
  /// `same-patients`
  public let code = "same-patients"
  /// What it checks.
  public let summary = "pairs of studies that may share patients"

  /// Makes the check.
  public init() {}

  /// One finding per pair. O(studies² · rows per study).
  public func findings(in table: EvidenceTable) -> [Finding] {
    let studies = table.studies.map { Profile($0.study, $0.rows) }.filter { !$0.isOverStudies }
    return studies.indices.flatMap { index in
      studies[(index + 1)...].compactMap { finding(studies[index], $0) }
    }
  }

  private func finding(_ one: Profile, _ other: Profile) -> Finding? {
    let named = one.namesOverlap(with: other) || other.namesOverlap(with: one)
    var signs = named ? ["the table names the overlap"] : []
    if !one.populations.isDisjoint(with: other.populations),
      !one.treatments.isDisjoint(with: other.treatments)
    {
      if let author = one.firstAuthor, author == other.firstAuthor { signs.append("first author \(author)") }
      let shared = one.authors.intersection(other.authors).sorted()
      if !shared.isEmpty { signs.append("authors " + shared.joined(separator: ", ")) }
      signs += one.centers.intersection(other.centers).sorted().map { "center \($0)" }
      if let mine = one.period, let theirs = other.period, Self.isAlike(mine, theirs) {
        signs.append(
          "periods \(mine.lowerBound)-\(mine.upperBound) and \(theirs.lowerBound)-\(theirs.upperBound)")
      }
    }
    guard !signs.isEmpty, let first = one.rows.first, let second = other.rows.first else { return nil }
    let treatments = one.treatments.intersection(other.treatments).sorted().joined(separator: ", ")
    let shared = one.populations.intersection(other.populations)
    let populations = Groups.of(one.rows, by: { $0[.population] }).compactMap { $0[0][.population] }
      .filter { shared.contains($0.lowercased()) }.joined(separator: ", ")
    return Finding(
      .note, code: code, rows: [first, second],
      message: "\(one.study) and \(other.study) may share patients",
      arithmetic: (signs + [populations, treatments].filter { !$0.isEmpty }).joined(separator: "; "),
      settles:
        "centers and dates of treatment of both; until then pool only one of them, or leave each out in turn"
    )
  }

  /// Whether two periods share their first or last year and at least two thirds of the shorter one.
  static func isAlike(_ one: ClosedRange<Int>, _ other: ClosedRange<Int>) -> Bool {
    guard one.lowerBound == other.lowerBound || one.upperBound == other.upperBound, one.overlaps(other) else {
      return false
    }
    let shared = one.clamped(to: other).count
    return 3 * shared >= 2 * min(one.count, other.count)
  }

  /// What is known of a study.
  private struct Profile {
    let study: String
    let rows: [EvidenceRow]
    let populations: Set<String>
    let treatments: Set<String>
    let centers: Set<String>
    let authors: Set<String>
    let firstAuthor: String?
    let period: ClosedRange<Int>?
    let isOverStudies: Bool

    init(_ study: String, _ rows: [EvidenceRow]) {
      (self.study, self.rows) = (study, rows)
      let texts = { (field: EvidenceField) in Set(rows.compactMap { $0[field]?.lowercased() }) }
      populations = texts(.population)
      // The words of the arms, so that "resection + RFA" and "RFA" have one in common; whole studies have none.
      treatments = Set(
        rows.filter { !$0.isComparison && !SizesAddUp.isWholeStudy($0) }.compactMap { $0[.arm]?.lowercased() }
          .flatMap { $0.split { " +,/".contains($0) }.map(String.init) }
          .filter { !["or", "and", "with", "without", "group", "control", "all", "other"].contains($0) })
      centers = texts(.center).filter {
        !["multicenter", "multicentre", "single center", "single centre"].contains($0) && !$0.hasPrefix("a ")
      }
      authors = Set(
        texts(.authors).flatMap { $0.split { ";,".contains($0) } }
          .map { $0.split(separator: " ").joined(separator: " ") }
          .filter { !$0.isEmpty && $0 != "et al" && $0 != "et al." })
      let label = study.split { !$0.isLetter && $0 != "-" && $0 != "'" && $0 != " " }.first.map(String.init)
      let name = label?.split(separator: " ").first { $0 != "et" && $0 != "al" }.map(String.init)
      firstAuthor = StudyDates.years(study).isEmpty ? nil : name
      let years = rows.compactMap { $0[.period] }.flatMap(StudyDates.years)
      period = years.min().flatMap { low in years.max().map { low...$0 } }
      isOverStudies = rows.contains(where: \.isOverStudies)
    }

    func namesOverlap(with other: Profile) -> Bool {
      rows.contains { row in
        (row[.overlapsWith] ?? "").split(separator: ";").contains { part in
          let text = part.drop { $0 == " " }
          return text == other.study || text.hasPrefix(other.study + " ")
        }
      }
    }
  }
}
