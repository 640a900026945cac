import Distributions
import StudyData

/// The exact interval: the lower limit is the α/2 quantile of Beta(x, n − x + 1), the upper one the
/// 1 − α/2 quantile of Beta(x + 1, n − x).
///
/// Source: Clopper CJ, Pearson ES (1934), *Biometrika* 26:404–413. R: `binom.test`.
enum ClopperPearson {
  static func limits(of counts: GroupCounts, level: Double) -> (lower: Double, upper: Double) {
    let tail = (1 - level) / 2
    let (events, nonEvents) = (counts.events, counts.nonEvents)
    let lower = events <= 0 ? 0 : Beta(alpha: events, beta: nonEvents + 1).quantile(tail)
    let upper = nonEvents <= 0 ? 1 : Beta(alpha: events + 1, beta: nonEvents).upperQuantile(tail)
    return (lower, upper)
  }
}
