import StudyData

/// The log ratio of means (log response ratio), yᵢ = ln(m₁/m₂), vᵢ = s₁²/(n₁m₁²) + s₂²/(n₂m₂²).
///
/// Corrected for bias, yᵢ gains ½[s₁²/(n₁m₁²) − s₂²/(n₂m₂²)]; the variance stays.
/// Source: Hedges LV, Gurevitch J, Curtis PS (1999), *Ecology* 80:1150–1156; the correction: Lajeunesse MJ (2015),
/// *Ecology* 96:2056–2063. metafor: `escalc(measure = "ROM")`, uncorrected before version 5 and with
/// `correct = FALSE` since.
enum RatioOfMeans {
  static let measure = Measure(
    code: "ROM", name: "log ratio of means", quantity: "Ratio of means", transformation: .log, null: 1,
    naturalRange: 0...Double.infinity)

  static func effect(of groups: TwoGroupMeans, bias: RatioBias) -> (yi: Double, vi: Double) {
    let (first, second) = (groups.first.relativeVariance, groups.second.relativeVariance)
    let correction = bias == .corrected ? (first - second) / 2 : 0
    return (Logarithm.forward(groups.first.mean / groups.second.mean) + correction, first + second)
  }
}
