import StudyData

/// The risk difference, yᵢ = p₁ − p₂, vᵢ = p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂.
///
/// metafor: `escalc(measure = "RD")`.
enum RiskDifference {
  static let measure = Measure(
    code: "RD", name: "risk difference", quantity: "Risk difference", transformation: .identity, null: 0,
    naturalRange: -1...1)

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let (first, second) = (counts.first, counts.second)
    return (
      first.risk - second.risk,
      first.risk * (1 - first.risk) / first.total + second.risk * (1 - second.risk) / second.total
    )
  }
}
