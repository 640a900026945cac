import Distributions
import StudyData

/// The routes on which the hazard ratio is printed and its standard error is not.
extension RouteInputs {
  /// SE = (ln U − ln L)/2z, with z of the interval's level.
  ///
  /// ln HR is as printed; where it is not, the middle of the limits on the log scale. A ratio further from that
  /// middle than the rounding of the three numbers explains is remarked on.
  func fromInterval() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("ci_low", report.ciLow?.value), ("ci_high", report.ciHigh?.value))
    let (low, high) = (logarithm(numbers[0]), logarithm(numbers[1]))
    let middle = (low + high) / 2
    let z = Normal.standard.upperQuantile((1 - report.ciLevel) / 2)
    let se = (high - low) / (2 * z)
    guard let ratio = report.logRatio else {
      let note = RowNote(
        code: "middle-of-interval", text: "the ratio is not printed; it is the geometric mean of its limits")
      return try estimate(middle, variance: se * se, notes: [note])
    }
    return try estimate(ratio, variance: se * se, notes: asymmetry(ratio - middle, ratio, low, high))
  }

  private func asymmetry(_ offset: Double, _ ratio: Double, _ low: Double, _ high: Double) -> [RowNote] {
    if ratio < low || ratio > high {
      return [RowNote(code: "estimate-outside-interval", text: "the ratio lies outside its interval")]
    }
    let own = report.hr.map(Self.logWidth) ?? report.logHR?.halfUnit ?? 0
    let limits = [report.ciLow, report.ciHigh].compactMap { $0.map(Self.logWidth) }.reduce(0, +)
    let allowed = own + limits / 2
    guard abs(offset) > allowed + 1e-9 * (high - low) else { return [] }
    return [
      RowNote(
        code: "asymmetric-interval",
        text:
          "ln HR lies \(ShortNumber.text(abs(offset), digits: 3)) \(offset > 0 ? "above" : "below") the middle of its"
          + " interval, and rounding explains \(ShortNumber.text(allowed, digits: 3)): a limit is misprinted, or the interval is not"
          + " one of a normal ln HR")
    ]
  }

  /// How far rounding can move the logarithm of a number.
  private static func logWidth(_ number: RoundedNumber) -> Double {
    number.halfUnit < number.value ? -logarithm(1 - number.halfUnit / number.value) : .infinity
  }

  /// SE = |ln HR|/z, with z of p/2, or of a one-sided p.
  ///
  /// "p < b" means |z| > z_b, so that the standard error is at most |ln HR|/z_b, which is taken: the study gets too
  /// little weight rather than too much. "p > b" bounds the standard error from below only and is not used.
  func fromRatioAndP() throws(ImpossibleRoute) -> RouteEstimate {
    let numbers = try need(("hr", report.logRatio), ("p", report.zOfP))
    guard report.pComparison != .above else {
      throw refusal("a p-value above a limit bounds the standard error from below only")
    }
    guard numbers[1] > 0 else { throw refusal("p = 1 leaves the variance undefined") }
    guard numbers[0] != 0 else { throw refusal("a hazard ratio of 1 leaves the variance undefined") }
    let se = abs(numbers[0]) / numbers[1]
    guard report.pComparison == .below else {
      return try estimate(numbers[0], variance: se * se, notes: oneSided)
    }
    let note = RowNote(
      code: "p-bound",
      text: "p is a limit: the standard error is at most this large, and the study weighs too little")
    return try estimate(numbers[0], variance: se * se, bound: .errorAtMost, notes: [note] + oneSided)
  }

  /// The variance of a printed ratio is 1/V, with the first V that the numbers of events give.
  func fromRatioAndEvents() throws(ImpossibleRoute) -> RouteEstimate {
    guard let ratio = report.logRatio else {
      let isStarted = report.allEvents != nil
      throw ImpossibleRoute(route: route, reason: "needs hr", isStarted: isStarted)
    }
    for variance in EventVariance.allCases {
      guard let found = try? variance.v(for: self) else { continue }
      return try estimate(ratio, variance: 1 / found.v, notes: found.notes)
    }
    throw ImpossibleRoute(route: route, reason: "needs events, above 0", isStarted: true)
  }

  /// The remark on a one-sided p.
  var oneSided: [RowNote] {
    guard report.pSides == .one else { return [] }
    let half = (report.p?.value ?? 0) > 0.5
    return [
      RowNote(
        code: "one-sided-p",
        text: "p is one-sided and used as it is"
          + (half ? "; above one half, the result goes against what was tested" : ""))
    ]
  }
}
