import Consistency
import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Two rates at one time, of groups of known size.
struct RatePair {
  let first: EvidenceRow
  let second: EvidenceRow

  /// The smallest p-value of a test of the difference at that time: as if every patient had been followed until then.
  ///
  ///     z = (p₁ − p₂) / √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂)
  ///
  /// Censoring makes Greenwood's variance larger than the binomial one and the p-value with it; rounding of the
  /// printed rates is allowed for by their extremes. Nil without sizes or where both variances are 0.
  var smallestP: Double? {
    guard let percent1 = first.percent, let percent2 = second.percent, let size1 = first.size,
      let size2 = second.size
    else { return nil }
    let half1 = 0.5 / Double(power(percent1.decimals))
    let half2 = 0.5 / Double(power(percent2.decimals))
    let isFirstHigher = percent1.value >= percent2.value
    let rate1 = clamped(percent1.value + (isFirstHigher ? half1 : -half1))
    let rate2 = clamped(percent2.value - (isFirstHigher ? half2 : -half2))
    let variance = rate1 * (1 - rate1) / Double(size1) + rate2 * (1 - rate2) / Double(size2)
    guard variance > 0 else { return nil }
    let z = abs(rate1 - rate2) / variance.squareRoot()
    return min(1, 2 * Normal.standard.upperTail(z))
  }

  private func power(_ decimals: Int) -> Int { (0..<decimals).reduce(1) { power, _ in power * 10 } }

  private func clamped(_ percent: Double) -> Double { min(1, max(0, percent / 100)) }
}

extension Arms {
  /// The rows of the two arms that are of the same study, outcome and time.
  var pairs: [RatePair] {
    firstRows.rows.flatMap { first in
      secondRows.rows.filter { Self.key($0, of: self) == Self.key(first, of: self) }
        .map { RatePair(first: first, second: $0) }
    }
  }

  private static func key(_ row: EvidenceRow, of arms: Arms) -> [String] {
    let isBySubgroup = arms.firstRows.rows.contains { $0[.subgroup] == arms.first }
    let fields: [EvidenceField] = [.outcome, .definition, .population, .unit]
    // A count with its percentage and a percentage alone say the same of an arm.
    let statistic = row[.statistic] == "count" ? "percent" : row[.statistic] ?? ""
    return [row.study, statistic] + fields.map { row[$0] ?? "" } + [isBySubgroup ? "" : row[.subgroup] ?? ""]
      + [row.number(.at).map { "\($0)" } ?? ""]
  }
}

extension Claim {
  /// How small the p-value of a difference can be at each printed time. A test of whole curves needs the curves.
  func pFromRates(_ arms: Arms) -> Outcome {
    let pairs = arms.pairs
    let all = pairs.flatMap { [$0.first, $0.second] }
    let bounds = pairs.compactMap { pair in
      pair.smallestP.map { p in
        (
          p: p,
          text:
            "\(pair.first.number(.at).map { "at \(DecimalDigits.short($0)) months " } ?? "")≥ \(DecimalDigits.p(p))"
        )
      }
    }
    guard let least = bounds.map(\.p).min() else {
      return .lacking("the sizes of both arms", rows: all)
    }
    return Outcome(
      .notCheckable, ours: "≥ \(DecimalDigits.p(least))", rows: all,
      note: "pointwise, if all were followed: " + bounds.map(\.text).joined(separator: ", "),
      missing: "the numbers at risk and the events over time, or individual times")
  }
}
