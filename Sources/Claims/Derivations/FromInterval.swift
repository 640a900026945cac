import Consistency
import Distributions
import StudyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Claim {
  /// The middle of a confidence interval: √(lower · upper) for a ratio, (lower + upper)/2 otherwise.
  func estimateFromInterval() -> Outcome {
    guard let row = rows.rows.first, let lower = row.number(.ciLow), let upper = row.number(.ciHigh),
      lower < upper
    else { return .lacking("the confidence limits", rows: rows.rows) }
    let isRatio = row[.statistic]?.hasSuffix("ratio") ?? false
    guard isRatio, lower > 0 else {
      return outcome((lower + upper) / 2, rows: rows.rows, note: "the middle of the limits")
    }
    return outcome((lower * upper).squareRoot(), rows: rows.rows, note: "√(\(lower) · \(upper))")
  }

  /// The p-value that a ratio and its interval imply, over all numbers that round to the printed ones.
  ///
  ///     z = ln θ̂ / ((ln upper − ln lower) / (2 z₀.₉₇₅))
  func pFromInterval() -> Outcome {
    guard let row = rows.rows.first, let estimate = row.numbers[.estimate], let lower = row.numbers[.ciLow],
      let upper = row.numbers[.ciHigh], let level = row.number(.ciLevel), level > 0, level < 1,
      lower.rounded.lowerBound > 0, lower.rounded.upperBound < upper.rounded.lowerBound
    else { return .lacking("an estimate with its confidence limits", rows: rows.rows) }
    let quantile = Normal.standard.quantile(0.5 + level / 2)
    func p(_ estimate: Double, _ lower: Double, _ upper: Double) -> Double {
      2 * Normal.standard.upperTail(abs(log(estimate)) * 2 * quantile / log(upper / lower))
    }
    let ours = p(estimate.value, lower.value, upper.value)
    var bounds: [Double] = []
    for estimate in [estimate.rounded.lowerBound, estimate.rounded.upperBound] where estimate > 0 {
      for lower in [lower.rounded.lowerBound, lower.rounded.upperBound] {
        for upper in [upper.rounded.lowerBound, upper.rounded.upperBound] {
          bounds.append(p(estimate, lower, upper))
        }
      }
    }
    let least = bounds.min() ?? ours
    let most = bounds.max() ?? ours
    var result = outcome(
      ours, rows: rows.rows,
      note: "the rounding of the printed numbers allows \(DecimalDigits.p(least)) to \(DecimalDigits.p(most))"
    )
    if let printed = PrintedQuantity(printed).numbers.last, result.verdict == .notReproduced,
      !PrintedQuantity(self.printed).isBelow,
      least <= printed.rounded.upperBound, printed.rounded.lowerBound <= most
    {
      result.verdict = .withinRounding
    }
    return result
  }
}
