#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import StudyData

/// The p-value of two curves against the ratio of their medians.
///
/// With exponential survival HR = m_A/m_B, and D events give |z| = |ln HR| √(D π (1 − π)); D is at most the
/// number of people, and as the median is reached in both arms, taken to be at least a quarter of it. The
/// median's own log ratio has about √2 times the standard error of the log-rank's, with a correlation near
/// 0.7, so that the difference of the two z has a standard deviation near 1: a warning from 3 on.
public struct MedianPValue: ConsistencyCheck {
  /// `median-p-value`
  public let code = "median-p-value"
  /// What it checks.
  public let summary = "the p-value of two curves against their medians and the number of people"

  /// Makes the check.
  public init() {}

  /// At most one finding per p-value.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in ArmComparison.all(in: rows).compactMap(finding) }
  }

  private func finding(_ comparison: ArmComparison) -> Finding? {
    let kind = comparison.row.outcomeKind
    guard kind.falls == true || kind == .timeToEvent,
      let one = comparison.rows.0.first(where: { $0.median != nil }),
      let two = comparison.rows.1.first(where: { $0.median != nil }),
      let first = one.median?.rounded, let second = two.median?.rounded,
      first.lowerBound > 0, second.lowerBound > 0
    else { return nil }
    let ratios = [log(first.lowerBound / second.upperBound), log(first.upperBound / second.lowerBound)]
    let largest = max(abs(ratios[0]), abs(ratios[1]))
    let least = ratios[0] < 0 && ratios[1] > 0 ? 0 : min(abs(ratios[0]), abs(ratios[1]))
    guard let size1 = comparison.sizes.0 ?? comparison.largestSizes.0,
      let size2 = comparison.sizes.1 ?? comparison.largestSizes.1
    else { return nil }
    let people = Double(size1 + size2)
    let balance = Double(size1) * Double(size2) / (people * people)
    let known = comparison.sizes.0 != nil && comparison.sizes.1 != nil
    let most = largest * (people * balance).squareRoot()
    let fewest = least * (people / 4 * balance).squareRoot()
    let tooSmall = comparison.z.lowerBound - most > 3
    let tooLarge = known && fewest - comparison.z.upperBound > 3
    guard tooSmall || tooLarge else { return nil }
    let z = tooSmall ? comparison.z.lowerBound : comparison.z.upperBound
    let ratio = tooSmall ? largest : least
    let needed = ratio > 0 ? z * z / (ratio * ratio * balance) : .infinity
    return Finding(
      .warning, code: code, rows: [one, two, comparison.row].sorted { $0.row < $1.row },
      message: "\(comparison.row.study): the p-value of \(comparison.row.outcomeWords) is too "
        + "\(tooSmall ? "small" : "large") for the medians and the number of people",
      arithmetic:
        "ln(\(one.median?.text ?? "")/\(two.median?.text ?? "")) is \(Words.short(ratio)) at the edge "
        + "of rounding; \(comparison.printedP) is |z| = \(Words.short(z)) and needs "
        + "\(Words.short(needed, 0)) events; \(size1) and \(size2) people",
      settles:
        "the events in each arm, and whether the p-value is of the medians, of the curves, or adjusted")
  }
}
