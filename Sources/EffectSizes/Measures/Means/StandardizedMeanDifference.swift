import StudyData

/// The standardized mean difference, Hedges' g,
///
///     yᵢ = J(n₁ + n₂ − 2) · (m₁ − m₂)/s,   vᵢ = 1/n₁ + 1/n₂ + yᵢ²/[2(n₁ + n₂)],
///
/// with the pooled standard deviation s, the exact J of ``HedgesCorrection`` and the usual large-sample variance.
/// Source: Hedges LV (1981), *J Educ Stat* 6:107–128. metafor: `escalc(measure = "SMD", vtype = "LS")`.
///
/// For unequal variances s² = (s₁² + s₂²)/2 and, after Bonett DG (2008), *Psychol Methods* 13:99–109,
///
///     vᵢ = yᵢ² [s₁⁴/(n₁ − 1) + s₂⁴/(n₂ − 1)] / (8s⁴) + [s₁²/(n₁ − 1) + s₂²/(n₂ − 1)] / s².
///
/// metafor from 4.6 on: `escalc(measure = "SMDH")`; earlier versions multiply this variance by J².
enum StandardizedMeanDifference {
  static let measure = Measure(
    code: "SMD", name: "standardized mean difference (Hedges' g, large-sample variance)",
    quantity: "Standardized mean difference", transformation: .identity, null: 0,
    naturalRange: -Double.infinity...Double.infinity)

  static let unequalMeasure = Measure(
    code: "SMDH", name: "standardized mean difference for unequal variances",
    quantity: "Standardized mean difference", transformation: .identity, null: 0,
    naturalRange: -Double.infinity...Double.infinity)

  static func effect(of groups: TwoGroupMeans) -> (yi: Double, vi: Double) {
    let (n1, n2) = (groups.first.total, groups.second.total)
    let yi = HedgesCorrection.factor(df: n1 + n2 - 2) * cohenD(groups)
    return (yi, 1 / n1 + 1 / n2 + yi * yi / (2 * (n1 + n2)))
  }

  static func unequalEffect(of groups: TwoGroupMeans) -> (yi: Double, vi: Double) {
    let (first, second) = (groups.first, groups.second)
    let (v1, v2) = (first.sd * first.sd, second.sd * second.sd)
    let (df1, df2) = (first.total - 1, second.total - 1)
    let variance = (v1 + v2) / 2
    let yi = HedgesCorrection.factor(df: df1 + df2) * (first.mean - second.mean) / variance.squareRoot()
    let vi =
      yi * yi * (v1 * v1 / df1 + v2 * v2 / df2) / (8 * variance * variance)
      + (v1 / df1 + v2 / df2) / variance
    return (yi, vi)
  }

  /// (m₁ − m₂)/s with the pooled standard deviation, not corrected for its bias.
  static func cohenD(_ groups: TwoGroupMeans) -> Double {
    let (first, second) = (groups.first, groups.second)
    let (df1, df2) = (first.total - 1, second.total - 1)
    let pooled = (df1 * first.sd * first.sd + df2 * second.sd * second.sd) / (df1 + df2)
    return (first.mean - second.mean) / pooled.squareRoot()
  }
}
