import StudyData

/// The log odds ratio, yᵢ = ln(ad / bc), vᵢ = 1/a + 1/b + 1/c + 1/d (Woolf).
///
/// metafor: `escalc(measure = "OR")`.
enum OddsRatio {
  static let measure = Measure(
    code: "OR", name: "log odds ratio", quantity: "Odds ratio", transformation: .log, null: 1,
    naturalRange: 0...Double.infinity)

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let (a, b) = (counts.first.events, counts.first.nonEvents)
    let (c, d) = (counts.second.events, counts.second.nonEvents)
    return (
      Logarithm.forward(a / b) - Logarithm.forward(c / d),
      1 / a + 1 / b + 1 / c + 1 / d
    )
  }
}
