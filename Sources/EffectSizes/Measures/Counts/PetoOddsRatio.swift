import StudyData

/// Peto's one-step log odds ratio, yᵢ = (O − E)/V, vᵢ = 1/V, with
///
///     O = a,   E = n₁(a + c)/N,   V = n₁n₂(a + c)(b + d) / [N²(N − 1)].
///
/// Good for rare events, small effects and balanced groups; no correction for zero cells is needed.
/// Source: Yusuf S and others (1985), *Prog Cardiovasc Dis* 27:335–371. metafor: `escalc(measure = "PETO",
/// add = 0)`.
enum PetoOddsRatio {
  static let measure = Measure(
    code: "PETO", name: "log odds ratio (Peto)", quantity: "Odds ratio (Peto)", transformation: .log,
    null: 1, naturalRange: 0...Double.infinity)

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let (observedMinusExpected, variance) = logRank(counts)
    return (observedMinusExpected / variance, 1 / variance)
  }

  /// O − E and its hypergeometric variance V.
  static func logRank(_ counts: TwoGroupCounts) -> (observedMinusExpected: Double, variance: Double) {
    let (first, second) = (counts.first, counts.second)
    let all = first.total + second.total
    let events = first.events + second.events
    let expected = first.total * events / all
    let variance =
      first.total * second.total * events * (all - events) / (all * all * (all - 1))
    return (first.events - expected, variance)
  }
}
