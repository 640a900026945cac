import StudyData
import Survival

/// An estimate and its confidence interval: order, scale, level and p-value.
public struct IntervalOfEstimate: ConsistencyCheck {
  /// `interval`.
  public let code = "interval"
  /// What it checks.
  public let summary =
    "an estimate lies within its interval, in the middle on its scale, and agrees with its p-value"

  /// Makes the check.
  public init() {}

  /// What it finds; O(rows).
  public func findings(in table: EvidenceTable) -> [Finding] {
    let intervals = table.rows.filter { $0.numbers[.ciLow] != nil && $0.numbers[.ciHigh] != nil }
    let stated = intervals.contains { $0.number(.ciLevel) != nil }
    return intervals.flatMap { row -> [Finding] in
      guard let low = row.numbers[.ciLow], let high = row.numbers[.ciHigh] else { return [] }
      let estimate = row.numbers[.estimate] ?? percent(row, high)
      if let finding = order(row, estimate, low, high) { return [finding] }
      return [
        estimate.flatMap { middle(row, $0, low, high) }, estimate.flatMap { pValue(row, $0, low, high) },
        stated ? level(row) : nil,
      ].compactMap(\.self)
    } + (stated ? [] : intervals.prefix(1).map(noLevels))
  }

  /// The percentage as the estimate, unless the limits are shares and it is not.
  private func percent(_ row: EvidenceRow, _ high: PrintedNumber) -> PrintedNumber? {
    guard let percent = row.percent, percent.value <= 1 || high.value > 1 else { return nil }
    return PrintedNumber(percent.digits)
  }

  private func order(
    _ row: EvidenceRow, _ estimate: PrintedNumber?, _ low: PrintedNumber, _ high: PrintedNumber
  ) -> Finding? {
    let isReversed = low.value > high.value
    let isOutside =
      estimate.map {
        $0.value < low.value - low.halfUnit - $0.halfUnit
          || $0.value > high.value + high.halfUnit + $0.halfUnit
      } ?? false
    let isImpossible = isRatio(row) && low.value < 0
    guard isReversed || isOutside || isImpossible else { return nil }
    let what =
      isReversed
      ? "has its limits reversed" : isOutside ? "does not hold its estimate" : "of a ratio is negative"
    return Finding(
      .error, code: code, rows: [row],
      message: "\(row.study): the interval \(low) to \(high)\(row.about) \(what)",
      arithmetic: estimate.map { "\(low), \($0), \(high)" } ?? "\(low), \(high)",
      settles: "the three numbers in the study's own table")
  }

  /// Ratios only: an interval of a share can be of many kinds, none of them symmetric.
  private func middle(
    _ row: EvidenceRow, _ estimate: PrintedNumber, _ low: PrintedNumber, _ high: PrintedNumber
  ) -> Finding? {
    guard isRatio(row), low.value >= 0, estimate.value > 0,
      !IntervalScale.log.fits(estimate: estimate, low: low, high: high)
    else { return nil }
    let geometric = (low.value * high.value).squareRoot()
    let arithmetic = (low.value + high.value) / 2
    let isPlain = IntervalScale.plain.fits(estimate: estimate, low: low, high: high)
    let off = low.value > 0 ? abs(geometric / estimate.value - 1) : 1
    return Finding(
      isPlain || off > 0.1 ? .warning : .note, code: code, rows: [row],
      message: "\(row.study): the \(kind(row)) \(estimate) (\(low) to \(high)) "
        + (isPlain
          ? "is in the middle of its interval on the plain scale, not on the log scale"
          : "is in the middle of its interval on neither the log nor the plain scale"),
      arithmetic: "sqrt(\(low) x \(high)) = \(Words.fixed(geometric, estimate.decimals + 2)); "
        + "(\(low) + \(high))/2 = \(Words.fixed(arithmetic, estimate.decimals + 2)); printed \(estimate)",
      settles: "whether a digit is wrong, or the interval is exact, bootstrapped or of a profile likelihood")
  }

  private func pValue(
    _ row: EvidenceRow, _ estimate: PrintedNumber, _ low: PrintedNumber, _ high: PrintedNumber
  ) -> Finding? {
    guard let p = row.numbers[.p], (0...1).contains(p.value), isRatio(row) || isDifference(row),
      let test = IntervalTest(
        estimate: estimate, low: low, high: high, level: intervalLevel(row), isRatio: isRatio(row))
    else { return nil }
    let gap = test.distance(to: p)
    guard gap > 0.15 else { return nil }
    return Finding(
      gap > 0.5 ? .warning : .note, code: code, rows: [row],
      message: "\(row.study): the interval \(low) to \(high) around \(estimate) does not go with p = \(p)",
      arithmetic: "by the interval z is from \(Words.fixed(test.z.lowerBound, 2)) to "
        + "\(Words.fixed(test.z.upperBound, 2)), so p from \(Words.p(test.p.lowerBound)) to "
        + Words.p(test.p.upperBound),
      settles: "the test that p is of, and the level of the interval")
  }

  private func level(_ row: EvidenceRow) -> Finding? {
    guard row.number(.ciLevel) == nil else { return nil }
    return Finding(
      .note, code: code, rows: [row],
      message: "\(row.study): the level of an interval\(row.about) is not stated",
      arithmetic: "taken as 95%", settles: "the level")
  }

  /// One note for a table without levels.
  private func noLevels(_ row: EvidenceRow) -> Finding {
    Finding(
      .note, code: code, rows: [row],
      message: "\(row.study): neither this interval nor any other of the table states its level",
      arithmetic: "taken as 95%", settles: "the level")
  }

  private func intervalLevel(_ row: EvidenceRow) -> Double {
    guard let level = row.number(.ciLevel) else { return 0.95 }
    let share = level > 1 ? level / 100 : level
    return share > 0 && share < 1 ? share : 0.95
  }

  private func isRatio(_ row: EvidenceRow) -> Bool {
    let words = row.words(.statistic)
    return !words.contains("log") && !Set(["ratio", "hr", "or", "rr", "irr"]).isDisjoint(with: words)
  }

  private func isDifference(_ row: EvidenceRow) -> Bool {
    row.words(.statistic).contains("difference") || row.words(.statistic).contains("log")
  }

  private func kind(_ row: EvidenceRow) -> String { row.words(.statistic).joined(separator: " ") }
}

extension PrintedPercent {
  /// The digits without `%`.
  var digits: String { String(description.dropLast()) }
}
