import Distributions
import StudyData

/// p ± z √(p(1 − p)/n), cut at 0 and 1; of no width at 0 and 100 %.
enum Wald {
  static func limits(of counts: GroupCounts, level: Double) -> (lower: Double, upper: Double) {
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let half = z * (counts.risk * (1 - counts.risk) / counts.total).squareRoot()
    return (max(0, counts.risk - half), min(1, counts.risk + half))
  }
}
