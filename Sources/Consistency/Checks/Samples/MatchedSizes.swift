import StudyData

/// Percentages beside matched results that are whole numbers of the sizes before matching.
///
/// A percentage of d decimals fits some whole number of n people by chance with a probability of about (n +
/// 1)/(100·10ᵈ + 1). Where the percentages of all arms fit the sizes before matching, and the product of
/// these chances is at most 0.05 or the printed p-value is one of those that the counts give (χ² with or
/// without correction, Fisher), the numbers are of the unmatched people: a warning where they are labelled as
/// matched, a note where they have no label.
public struct MatchedSizes: ConsistencyCheck {
  /// `matched-sizes`
  public let code = "matched-sizes"
  /// What it checks.
  public let summary = "results of a matched study that come from the sizes before matching"

  /// Makes the check.
  public init() {}

  /// At most two findings per study.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { study, rows -> [Finding] in
      guard rows.contains(where: { $0[.sample] == "matched" }) else { return [] }
      let sizes = Self.sizesBefore(rows)
      let candidates = rows.filter { row in
        !row.isComparison && !row.isGroupSize && row[.sample] != "unmatched" && row.number(.at) == nil
          && row.percent != nil && row[.arm].flatMap { sizes[$0] } != nil
          && (row.count(.total) == nil || row.count(.total) == row[.arm].flatMap { sizes[$0] })
      }
      let fits = Groups.of(candidates, by: { [$0[.outcome], $0[.definition], $0[.subgroup], $0[.sample]] })
        .compactMap { Fit($0, sizes: sizes, among: rows) }.filter {
          $0.chance <= 0.05 || $0.matchingTest != nil
        }
      return ["matched", nil].compactMap { label in
        finding(study, fits.filter { $0.rows.first?[.sample] == label }, label)
      }
    }
  }

  private func finding(_ study: String, _ fits: [Fit], _ label: String?) -> Finding? {
    guard !fits.isEmpty else { return nil }
    return Finding(
      label == "matched" ? .warning : .note, code: code,
      rows: fits.flatMap { $0.rows + [$0.comparison].compactMap(\.self) }.sorted { $0.row < $1.row },
      message: label == "matched"
        ? "\(study): numbers labelled as matched are whole numbers of the sizes before matching"
        : "\(study): numbers printed beside matched results are of the sizes before matching",
      arithmetic: fits.map(\.arithmetic).joined(separator: "; "),
      settles: "the source's table: which people each outcome is of")
  }

  /// The size of each arm before matching.
  static func sizesBefore(_ rows: [EvidenceRow]) -> [String: Int] {
    var sizes: [String: Int] = [:]
    for row in rows where row.isGroupSize && row[.sample] != "matched" && row[.subgroup] == nil {
      guard row[.unit] ?? "patient" == "patient", let arm = row[.arm], let total = row.count(.total),
        total > 0
      else { continue }
      sizes[arm] = max(sizes[arm] ?? 0, total)
    }
    return sizes
  }

  /// The counts that the percentages of one outcome are of the sizes before matching.
  private struct Fit {
    let rows: [EvidenceRow]
    let comparison: EvidenceRow?
    let chance: Double
    let matchingTest: TwoArmTest?
    let arithmetic: String

    init?(_ rows: [EvidenceRow], sizes: [String: Int], among all: [EvidenceRow]) {
      guard rows.count > 1, Set(rows.map { $0[.arm] }).count == rows.count else { return nil }
      var (counts, chance, parts): ([(Int, Int)], Double, [String]) = ([], 1, [])
      for row in rows {
        guard let size = row[.arm].flatMap({ sizes[$0] }), let share = row.share, let percent = row.percent
        else {
          return nil
        }
        let count = Int((Double(size) * (share.lowerBound + share.upperBound) / 2).rounded())
        guard 0...size ~= count,
          share.lowerBound - 1e-12...share.upperBound + 1e-12 ~= Double(count) / Double(size)
        else {
          return nil
        }
        var digits = 101.0
        for _ in 0..<percent.decimals { digits = digits * 10 - 9 }
        chance *= min(1, Double(size + 1) / digits)
        counts.append((count, size))
        parts.append("\(percent) is \(count)/\(size)")
      }
      var text = "\(rows[0].outcomeWords): " + parts.joined(separator: ", ")
      let comparison = all.first {
        $0.isComparison && $0[.outcome] == rows[0][.outcome] && $0[.definition] == rows[0][.definition]
          && $0[.subgroup] == rows[0][.subgroup] && $0.pRange != nil
      }
      var matchingTest: TwoArmTest?
      if rows.count == 2, let row = comparison, let printed = row.pRange {
        let table = TwoArmCounts(counts[0].0, of: counts[0].1, counts[1].0, of: counts[1].1)
        let isSharp = printed.upperBound - printed.lowerBound < 0.02
        matchingTest = TwoArmTest.allCases.first { test in
          isSharp && test.isUsual && test.pValue(table).map(printed.contains) == true
        }
        if let matchingTest {
          text +=
            ", which give the printed p of \(row[.pText] ?? row.numbers[.p]?.text ?? "") (\(matchingTest.name))"
        }
      }
      (self.rows, self.comparison, self.chance, self.matchingTest) = (
        rows, matchingTest == nil ? nil : comparison, chance, matchingTest
      )
      arithmetic = text
    }
  }
}
