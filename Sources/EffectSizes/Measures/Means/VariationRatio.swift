import StudyData

/// Log ratios that compare the spread of two groups.
///
/// Coefficients of variation: yᵢ = ln[(s₁/m₁)/(s₂/m₂)], vᵢ = Σ [1/(2(n − 1)) + s²/(nm²)] over the groups; corrected
/// for bias, yᵢ gains ½[1/(n₁ − 1) − 1/(n₂ − 1)] − ½[s₁²/(n₁m₁²) − s₂²/(n₂m₂²)]. metafor: `escalc(measure = "CVR")`
/// from version 5 on, uncorrected with `correct = FALSE`; earlier versions have the first of the two terms alone.
///
/// Standard deviations: yᵢ = ln(s₁/s₂) + ½[1/(n₁ − 1) − 1/(n₂ − 1)], vᵢ = ½[1/(n₁ − 1) + 1/(n₂ − 1)].
/// metafor: `escalc(measure = "VR")`.
///
/// Source: Nakagawa S and others (2015), *Methods Ecol Evol* 6:143–152; the corrections: Senior AM, Viechtbauer W,
/// Nakagawa S (2020), *Res Synth Methods* 11:553–567.
enum VariationRatio {
  static let measure = Measure(
    code: "CVR", name: "log ratio of coefficients of variation",
    quantity: "Ratio of coefficients of variation", transformation: .log, null: 1,
    naturalRange: 0...Double.infinity)

  static let variabilityMeasure = Measure(
    code: "VR", name: "log ratio of standard deviations", quantity: "Ratio of standard deviations",
    transformation: .log, null: 1, naturalRange: 0...Double.infinity)

  static func effect(of groups: TwoGroupMeans, bias: RatioBias) -> (yi: Double, vi: Double) {
    let (first, second) = (groups.first, groups.second)
    let (d1, d2) = (1 / (first.total - 1), 1 / (second.total - 1))
    let (r1, r2) = (first.relativeVariance, second.relativeVariance)
    let plain = Logarithm.forward(first.sd / first.mean) - Logarithm.forward(second.sd / second.mean)
    let correction = bias == .corrected ? (d1 - d2 - r1 + r2) / 2 : 0
    return (plain + correction, (d1 + d2) / 2 + r1 + r2)
  }

  static func variabilityEffect(of groups: TwoGroupMeans) -> (yi: Double, vi: Double) {
    let (first, second) = (groups.first, groups.second)
    let (d1, d2) = (1 / (first.total - 1), 1 / (second.total - 1))
    return (Logarithm.forward(first.sd / second.sd) + (d1 - d2) / 2, (d1 + d2) / 2)
  }
}
