import Distributions
import StudyData

/// The difference of the probits, yᵢ = z₁ − z₂ with z = Φ⁻¹(x/n): the standardized mean difference of two normal
/// variables that were cut at one point,
///
///     vᵢ = Σ p(1 − p) / [n φ(z)²]   over the groups.
///
/// Source: Sánchez-Meca J and others (2003), *Psychol Methods* 8:448–467. metafor: `escalc(measure = "PBIT")`.
enum ProbitDifference {
  static let measure = Measure(
    code: "PBIT", name: "difference of probits", quantity: "Standardized mean difference",
    transformation: .identity, null: 0, naturalRange: -Double.infinity...Double.infinity)

  static func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    let groups = [counts.first, counts.second]
    let probits = groups.map { Probit.forward($0.risk) }
    let variances = zip(groups, probits).map { group, z in
      let density = Normal.standard.density(z)
      return group.risk * (1 - group.risk) / (group.total * density * density)
    }
    return (probits[0] - probits[1], variances[0] + variances[1])
  }
}
