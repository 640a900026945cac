import StudyData

/// A range printed with a median or mean: order, and a symmetry that ranges do not have.
public struct RangeOfValues: ConsistencyCheck {
  /// `range`.
  public let code = "range"
  /// What it checks.
  public let summary = "a median or mean lies within its range, and the range is no interval in disguise"

  /// Makes the check.
  public init() {}

  /// What it finds; a follow-up that is repeated on several rows of a study is told once. O(rows).
  public func findings(in table: EvidenceTable) -> [Finding] {
    var told: Set<[String]> = []
    return table.rows.flatMap { row -> [Finding] in
      let followUp = [EvidenceField.followUpMedian, .followUpLow, .followUpHigh].map { row.numbers[$0] }
      let isNew = told.insert([row.study] + followUp.map { $0?.text ?? "" }).inserted
      return [
        finding(
          row, row.numbers[.estimate], row.numbers[.rangeLow], row.numbers[.rangeHigh], isFollowUp: false),
        isNew ? finding(row, followUp[0], followUp[1], followUp[2], isFollowUp: true) : nil,
      ].compactMap(\.self)
    }
  }

  private func finding(
    _ row: EvidenceRow, _ middle: PrintedNumber?, _ low: PrintedNumber?, _ high: PrintedNumber?,
    isFollowUp: Bool
  ) -> Finding? {
    guard let low, let high else { return nil }
    let what = isFollowUp ? "follow-up" : row.outcomeWords
    let isOutside = middle.map { $0.value < low.value || $0.value > high.value } ?? false
    if low.value > high.value || isOutside {
      return Finding(
        .error, code: code, rows: [row],
        message: "\(row.study): the range \(low) to \(high) (\(what)) "
          + (isOutside ? "does not hold its middle" : "is reversed"),
        arithmetic: middle.map { "\(low), \($0), \(high)" } ?? "\(low), \(high)", settles: "the numbers")
    }
    guard let middle, low.value < high.value, isSymmetric(middle, low, high) else { return nil }
    let half = Words.fixed(high.value - middle.value, max(high.decimals, middle.decimals, 0))
    return Finding(
      middle.decimals >= 1 ? .warning : .note, code: code, rows: [row],
      message: "\(row.study): \(middle) (\(what)) is exactly in the middle of its range, \(low) to \(high);"
        + " a range is hardly so, a confidence interval or mean and SD is",
      arithmetic: "\(middle) - \(low) = \(high) - \(middle) = \(half)",
      settles: "whether the limits are extremes, quartiles, a confidence interval or a standard deviation")
  }

  /// To the last printed digit.
  private func isSymmetric(_ middle: PrintedNumber, _ low: PrintedNumber, _ high: PrintedNumber) -> Bool {
    abs(low.value + high.value - 2 * middle.value) < 1e-9 * max(1, abs(high.value))
  }
}
