import StudyData

/// The log odds ratio that a standardized mean difference d stands for, yᵢ = c·d, vᵢ = c² [1/n₁ + 1/n₂ + d²/(2N)].
///
/// c = π/√3 for logistic distributions, 1.65 for normal ones; d is not corrected for bias.
/// Source: Hasselblad V, Hedges LV (1995), *Psychol Bull* 117:167–178; Cox DR, Snell EJ (1989). metafor:
/// `escalc(measure = "D2ORL")`, `"D2ORN"`.
enum OddsRatioFromMeans {
  static func measure(code: String, distribution: String) -> Measure {
    Measure(
      code: code, name: "log odds ratio from means (\(distribution) distributions)", quantity: "Odds ratio",
      transformation: .log, null: 1, naturalRange: 0...Double.infinity)
  }

  static func effect(of groups: TwoGroupMeans, factor: Double) -> (yi: Double, vi: Double) {
    let (n1, n2) = (groups.first.total, groups.second.total)
    let d = StandardizedMeanDifference.cohenD(groups)
    return (factor * d, factor * factor * (1 / n1 + 1 / n2 + d * d / (2 * (n1 + n2))))
  }
}
