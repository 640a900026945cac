import Consistency

extension Claim {
  /// Names the studies of rows of arms that a derivation could not use, behind a note; empty where it used all.
  static func leftOut(_ rows: [EvidenceRow], why: String) -> String {
    var studies: [String] = []
    for row in rows where !row.isComparison && !studies.contains(row.study) { studies.append(row.study) }
    return studies.isEmpty ? "" : "; left out for \(why): \(studies.joined(separator: ", "))"
  }

  /// The smallest and the largest value of the rows, against the printed ends.
  func range() -> Outcome {
    let values = rows.rows.compactMap { row in row.value.map { (row, $0) } }
    guard let least = values.min(by: { $0.1 < $1.1 }), let most = values.max(by: { $0.1 < $1.1 }) else {
      return .lacking("values of the rows", rows: rows.rows)
    }
    let quantity = PrintedQuantity(printed)
    guard quantity.numbers.count == 2 else { return .lacking("two printed ends", rows: rows.rows) }
    let ends = [least.1, most.1]
    let verdicts = zip(ends, quantity.numbers).map { quantity.verdict(of: $0, against: $1, rule: rounding) }
    let texts = zip(ends, quantity.numbers).map { quantity.text(of: $0, like: $1) }
    let verdict: Verdict =
      verdicts.contains(.notReproduced)
      ? .notReproduced : verdicts.contains(.withinRounding) ? .withinRounding : .reproduced
    return Outcome(
      verdict, ours: texts.joined(separator: " to "), rows: rows.rows,
      note: "over \(values.count) rows: least in \(least.0.study), most in \(most.0.study)"
        + Self.leftOut(rows.rows.filter { $0.value == nil }, why: "no value"))
  }

  /// The unweighted mean of the values of the rows.
  func mean() -> Outcome {
    let values = rows.rows.compactMap(\.value)
    guard !values.isEmpty else { return .lacking("values of the rows", rows: rows.rows) }
    return outcome(
      values.reduce(0, +) / Double(values.count), rows: rows.rows,
      note: "mean of \(rows.rows.filter { $0.value != nil }.map(\.valueText).joined(separator: ", "))"
        + Self.leftOut(rows.rows.filter { $0.value == nil }, why: "no value"))
  }
}
