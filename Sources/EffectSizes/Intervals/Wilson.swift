import Distributions
import StudyData

/// The score interval, the p for which |x/n − p| ≤ z √(p(1 − p)/n):
///
///     [x + z²/2 ± z √(x(n − x)/n + z²/4)] / (n + z²).
///
/// Source: Wilson EB (1927), *JASA* 22:209–212. R: `prop.test(correct = FALSE)`.
enum Wilson {
  static func limits(of counts: GroupCounts, level: Double) -> (lower: Double, upper: Double) {
    let z = Normal.standard.upperQuantile((1 - level) / 2)
    let (events, total) = (counts.events, counts.total)
    let center = events + z * z / 2
    let half = z * (events * counts.nonEvents / total + z * z / 4).squareRoot()
    let scale = total + z * z
    return (
      events == 0 ? 0 : max(0, (center - half) / scale),
      counts.nonEvents == 0 ? 1 : min(1, (center + half) / scale)
    )
  }
}
