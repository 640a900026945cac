import Distributions
import StudyData

/// A row that compares two arms by a p-value, with the rows that it compares.
struct ArmComparison {
  /// The row with the p-value.
  let row: EvidenceRow
  /// The arms.
  let arms: (String, String)
  /// Its p-value: what can stand behind the printed one.
  let p: ClosedRange<Double>
  /// The rows of the two arms with the same outcome, people and sample.
  let rows: ([EvidenceRow], [EvidenceRow])
  /// The sizes of the arms, where told for the same sample.
  let sizes: (Int?, Int?)
  /// The largest number of people that is told for each arm, whatever the sample or part.
  let largestSizes: (Int?, Int?)

  /// The |z| of the two-sided p-value; the upper end is infinite for "p < …".
  var z: ClosedRange<Double> {
    let z = { (p: Double) in p <= 0 ? Double.infinity : p >= 1 ? 0 : Normal.standard.upperQuantile(p / 2) }
    return z(p.upperBound)...z(p.lowerBound)
  }

  /// The p-value as printed.
  var printedP: String {
    if let text = row[.pText] {
      return "p " + (text.first.map { "<>≤≥=".contains($0) } == true ? text : "= " + text)
    }
    return "p = " + (row.numbers[.p]?.text ?? "")
  }

  /// The comparisons of a study's rows whose two arms are both named. O(rows²).
  static func all(in rows: [EvidenceRow]) -> [ArmComparison] {
    rows.compactMap { row in
      guard row.isComparison, row[.statistic].map({ $0 == "p-value" }) ?? true, let p = row.pRange,
        let arms = row.comparedArms
      else { return nil }
      let partners = { (arm: String) in
        rows.filter {
          !$0.isComparison && $0[.arm] == arm && $0[.outcome] == row[.outcome]
            && $0[.population] == row[.population] && $0[.subgroup] == row[.subgroup]
            && $0[.unit] == row[.unit] && $0[.sample] == row[.sample]
        }
      }
      let (first, second) = (partners(arms.0), partners(arms.1))
      return ArmComparison(
        row: row, arms: arms, p: p, rows: (first, second), sizes: (size(first), size(second)),
        largestSizes: (largest(arms.0, rows), largest(arms.1, rows)))
    }
  }

  private static func size(_ rows: [EvidenceRow]) -> Int? {
    let totals = Set(rows.compactMap { $0.count(.total) })
    return totals.count == 1 ? totals.first.flatMap { $0 > 0 ? $0 : nil } : nil
  }

  private static func largest(_ arm: String, _ rows: [EvidenceRow]) -> Int? {
    rows.filter { !$0.isComparison && $0[.arm] == arm && $0[.unit] != "lesion" && $0[.unit] != "procedure" }
      .compactMap { $0.count(.total) }.max().flatMap { $0 > 0 ? $0 : nil }
  }
}
