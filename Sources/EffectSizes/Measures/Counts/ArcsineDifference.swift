import StudyData

/// The arcsine difference, yᵢ = arcsin √p₁ − arcsin √p₂, vᵢ = 1/(4n₁) + 1/(4n₂).
///
/// Defined with zero cells as they stand. Source: Rücker G and others (2009), *Stat Med* 28:721–738.
/// metafor: `escalc(measure = "AS")`.
enum ArcsineDifference {
  static let measure = Measure(
    code: "AS", name: "arcsine difference", quantity: "Arcsine difference", transformation: .identity,
    null: 0, naturalRange: (-Double.pi / 2)...(Double.pi / 2))

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let (first, second) = (counts.first, counts.second)
    return (
      Arcsine.forward(first.risk) - Arcsine.forward(second.risk),
      1 / (4 * first.total) + 1 / (4 * second.total)
    )
  }
}
