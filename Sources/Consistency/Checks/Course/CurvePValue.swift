#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import StudyData

/// The p-value of two curves against the difference that they print and the events that there can have been.
///
/// Too small: |z| of the p-value above 1.1 times what `CurveTest` allows and a margin for what the intervals
/// hide: 1, ½ or ¼ with one, two or more times, and 1½ where follow-up goes on after the last time, for which
/// the bound also grows as if all died: a warning. A note where the last time speaks against a p-value up to 0.1,
/// since an earlier part of the curves may carry it: it needs twice the events of the printed shares, and more than there can have been at the best rounding, and less
/// than half of the people can be followed further.
///
/// Too large: |z| below six tenths of the least that the printed numbers give with these sizes, less ¾;
/// without sizes, a p-value that fewer than 4 events give although the hazard is at least doubled at each
/// time. Both only where follow-up hardly goes on after the last time, since curves may cross later.
public struct CurvePValue: ConsistencyCheck {
  /// `curve-p-value`
  public let code = "curve-p-value"
  /// What it checks.
  public let summary = "the p-value of two curves against their difference and their possible events"

  /// Makes the check.
  public init() {}

  /// At most one finding per p-value.
  public func findings(in table: EvidenceTable) -> [Finding] {
    table.studies.flatMap { _, rows in
      ArmComparison.all(in: rows).compactMap { comparison in
        Curves(comparison).flatMap { tooSmall($0) ?? tooLarge($0) }
      }
    }
  }

  /// How much |z| may exceed 1.1 times its bound: measured on simulated studies, so that about one sound
  /// p-value in 500 does.
  static func margin(_ curves: Curves) -> Double {
    guard curves.endsHere else { return 1.5 }
    return curves.first.count == 1 ? 1 : curves.first.count == 2 ? 0.5 : 0.25
  }

  private func tooSmall(_ curves: Curves) -> Finding? {
    guard let sizes = curves.sizes else { return nil }
    let test = curves.test(sizes)
    let z = curves.comparison.z.lowerBound
    let spare = curves.endsHere ? 1 : max(1, (sizes.0 + sizes.1) / test.mostEvents).squareRoot()
    let isImpossible = z > 1.1 * test.largestZ * spare + Self.margin(curves)
    guard let last = curves.middleRatios.last ?? nil, last != 0 else { return nil }
    let needed = CurveTest.eventsNeeded(z: z, logHazardRatio: last, share: sizes.0 / (sizes.0 + sizes.1))
    let middle = curves.middleEvents(sizes)
    let edge = test.logHazardRatios.last?.map { max(abs($0.lowerBound), abs($0.upperBound)) } ?? abs(last)
    let least = CurveTest.eventsNeeded(z: z, logHazardRatio: edge, share: sizes.0 / (sizes.0 + sizes.1))
    let isTooFew = curves.endsLate && z > 1.64 && needed > 2 * middle && least > test.mostEvents
    guard isImpossible || isTooFew else { return nil }
    return finding(
      isImpossible ? .warning : .note, curves,
      "\(curves.comparison.printedP) for \(curves.outcome) "
        + (isImpossible ? "is too small for its rates" : "does not follow from its last rates")
        + ": \(curves.lastPair) would "
        + "need about \(Words.short(needed, 0)) events, and at most \(Words.short(test.mostEvents, 0)) of "
        + "\(Words.short(sizes.0 + sizes.1, 0)) can have had one by then" + curves.carrier,
      curves.arithmetic(z: z)
        + "; events needed \(Words.short(needed, 0)), \(Words.short(least, 0)) at the edge "
        + "of rounding; events by then \(Words.short(middle, 0)), at most \(Words.short(test.mostEvents, 0)), of "
        + "\(Words.short(sizes.0, 0)) and \(Words.short(sizes.1, 0))"
        + (curves.sizesAreBounds ? " (sizes before matching or of the whole arm)" : "")
        + "; log-rank |z| of the printed curves at most \(Words.short(test.largestZ)), "
        + "at their middle \(Words.short(abs(test.z(intervals: curves.first.count))))")
  }

  private func tooLarge(_ curves: Curves) -> Finding? {
    let z = curves.comparison.z.upperBound
    guard z.isFinite, let last = curves.middleRatios.last ?? nil else { return nil }
    if let sizes = curves.sizes, !curves.sizesAreBounds {
      let least = curves.test(sizes).smallestZ
      guard curves.endsLate, z < 0.6 * least - 0.75 else { return nil }
      return finding(
        .warning, curves,
        "\(curves.comparison.printedP) for \(curves.outcome) is too large for its rates, \(curves.lastPair)",
        curves.arithmetic(z: z)
          + "; log-rank |z| of the printed curves at least \(Words.short(least)) with "
          + "nobody censored")
    }
    let needed = CurveTest.eventsNeeded(z: z, logHazardRatio: last, share: 0.5)
    let ratios = curves.test((1, 1)).logHazardRatios
    let isDoubled = ratios.allSatisfy {
      $0.map { $0.lowerBound >= log(2) || $0.upperBound <= -log(2) } ?? false
    }
    guard curves.endsLate, needed < 4, isDoubled else { return nil }
    return finding(
      .warning, curves,
      "\(curves.comparison.printedP) for \(curves.outcome) is too large for its rates: \(curves.lastPair) gives it "
        + "with no more than \(Words.short(needed, 0)) events",
      curves.arithmetic(z: z)
        + "; events that give this p: \(Words.short(needed, 1)) in groups of equal size")
  }

  private func finding(
    _ severity: Severity, _ curves: Curves, _ message: String, _ arithmetic: String
  ) -> Finding {
    Finding(
      severity, code: code, rows: curves.rows, message: "\(curves.comparison.row.study): \(message)",
      arithmetic: arithmetic,
      settles:
        "the events in each arm, the numbers at risk, which test was done (log-rank, Gray, Wilcoxon, adjusted) "
        + "and on which people")
  }
}

/// Two curves at common times and the p-value that compares them.
struct Curves {
  let comparison: ArmComparison
  /// The times; none for a rate whose time is not told.
  let times: [Double]
  let first: [Course.Point]
  let second: [Course.Point]

  /// The curves of a comparison; nil where the arms have no common time, or where the outcome is no course.
  init?(_ comparison: ArmComparison) {
    let kind = comparison.row.outcomeKind
    guard let falls = kind.falls, kind != .earlyDeath else { return nil }
    let limit = comparison.row.number(.at) ?? .infinity
    var found: ([Course.Point], [Course.Point]) = ([], [])
    for one in comparison.rows.0 {
      guard let share = one.share,
        let other = comparison.rows.1.first(where: {
          $0.share != nil && $0.number(.at) == one.number(.at) && $0[.definition] == one[.definition]
        }), let otherShare = other.share, let time = one.number(.at) ?? (falls ? -1 : nil), time <= limit
      else { continue }
      found.0.append(Course.Point(time: time, share: share, row: one))
      found.1.append(Course.Point(time: time, share: otherShare, row: other))
    }
    let timed = found.0.contains { $0.time >= 0 }
    let keep = { (points: [Course.Point]) in
      points.filter { !timed || $0.time >= 0 }.sorted { ($0.time, $0.row.row) < ($1.time, $1.row.row) }
    }
    first = keep(found.0)
    second = keep(found.1)
    times = timed ? first.map(\.time) : []
    self.comparison = comparison
    guard !first.isEmpty, Set(first.map(\.time)).count == first.count else { return nil }
  }

  var outcome: String { comparison.row.outcomeWords }
  var rows: [EvidenceRow] {
    (zip(first, second).flatMap { [$0.row, $1.row] } + [comparison.row]).sorted { $0.row < $1.row }
  }

  /// Whether the sizes are only upper limits: before matching, or of the arm that a part is of.
  var sizesAreBounds: Bool { comparison.sizes.0 == nil || comparison.sizes.1 == nil }

  /// The sizes, or their upper limits.
  var sizes: (Double, Double)? {
    guard let one = comparison.sizes.0 ?? comparison.largestSizes.0,
      let two = comparison.sizes.1 ?? comparison.largestSizes.1
    else { return nil }
    return (Double(one), Double(two))
  }

  private var longest: Double? { (first + second).compactMap { $0.row.number(.followUpHigh) }.max() }
  private var medianFollowUp: Double? { (first + second).compactMap { $0.row.number(.followUpMedian) }.max() }

  /// Whether hardly anything can come after the last time.
  var endsHere: Bool {
    guard let last = times.last else { return true }
    return comparison.row.number(.at) == last || longest.map { last >= 0.9 * $0 } ?? false
  }

  /// Whether less than half of the people can be followed past the last time.
  var endsLate: Bool {
    guard let last = times.last else { return true }
    return endsHere || medianFollowUp.map { last >= 1.25 * $0 } ?? false
  }

  func test(_ sizes: (Double, Double)) -> CurveTest {
    CurveTest(sizes: sizes, first: first.map(\.survival), second: second.map(\.survival))
  }

  private func middle(_ point: Course.Point) -> Double {
    (point.survival.lowerBound + point.survival.upperBound) / 2
  }

  /// The events at the middle of what is printed, if nobody is censored before the last time.
  func middleEvents(_ sizes: (Double, Double)) -> Double {
    guard let one = first.last, let two = second.last else { return 0 }
    return sizes.0 * (1 - middle(one)) + sizes.1 * (1 - middle(two))
  }

  /// The log hazard ratio at each time, at the middle of what is printed.
  var middleRatios: [Double?] {
    zip(first, second).map { one, two in
      let (low, high) = (middle(one), middle(two))
      guard low > 0, high > 0, low < 1, high < 1 else { return nil }
      return log(log(high) / log(low))
    }
  }

  /// "7% v 11% at 36".
  var lastPair: String { first.isEmpty ? "" : pair(first.count - 1) }

  /// What else could carry a small p-value, where an earlier time has a larger ratio.
  var carrier: String {
    let sizes = middleRatios.map { abs($0 ?? 0) }
    guard let most = sizes.indices.max(by: { sizes[$0] < sizes[$1] }), most < sizes.count - 1,
      sizes[most] > 1.2 * sizes[sizes.count - 1]
    else { return "" }
    return "; only the earlier difference, \(pair(most)), could carry it"
  }

  private func pair(_ index: Int) -> String {
    let time = first[index].time < 0 ? "" : " at " + Words.short(first[index].time)
    return "\(first[index].row.printedShare) v \(second[index].row.printedShare)\(time)"
  }

  func arithmetic(z: Double) -> String {
    let steps = middleRatios.enumerated().map { index, ratio in
      pair(index) + (ratio.map { " (HR \(Words.short(exp($0))), ln \(Words.short($0)))" } ?? "")
    }
    return steps.joined(separator: ", ") + "; \(comparison.printedP) is |z| = \(Words.short(z))"
  }
}
