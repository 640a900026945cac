import StudyData

/// The log risk ratio, yᵢ = ln[(a/n₁) / (c/n₂)], vᵢ = 1/a − 1/n₁ + 1/c − 1/n₂.
///
/// metafor: `escalc(measure = "RR")`.
enum RiskRatio {
  static let measure = Measure(
    code: "RR", name: "log risk ratio", quantity: "Risk ratio", transformation: .log, null: 1,
    naturalRange: 0...Double.infinity)

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let (first, second) = (counts.first, counts.second)
    return (
      Logarithm.forward(first.risk) - Logarithm.forward(second.risk),
      first.nonEvents / (first.events * first.total) + second.nonEvents / (second.events * second.total)
    )
  }
}
