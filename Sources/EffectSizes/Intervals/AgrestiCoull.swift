import Distributions
import StudyData

/// Wald's interval around p̃ = (x + z²/2) / (n + z²) with ñ = n + z², cut at 0 and 1.
///
/// Source: Agresti A, Coull BA (1998), *Am Stat* 52:119–126.
enum AgrestiCoull {
  static func limits(of counts: GroupCounts, level: Double) -> (lower: Double, upper: Double) {
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let shrunken = GroupCounts(events: counts.events + z * z / 2, total: counts.total + z * z)
    return Wald.limits(of: shrunken, level: level)
  }
}
