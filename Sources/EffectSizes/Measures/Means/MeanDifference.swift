import StudyData

/// The mean difference, yᵢ = m₁ − m₂, vᵢ = s₁²/n₁ + s₂²/n₂.
///
/// metafor: `escalc(measure = "MD")`.
enum MeanDifference {
  static let measure = Measure(
    code: "MD", name: "mean difference", quantity: "Mean difference", transformation: .identity, null: 0,
    naturalRange: -Double.infinity...Double.infinity)

  static func effect(of groups: TwoGroupMeans) -> (yi: Double, vi: Double) {
    let (first, second) = (groups.first, groups.second)
    return (
      first.mean - second.mean,
      first.sd * first.sd / first.total + second.sd * second.sd / second.total
    )
  }
}
