import Distributions
import EffectSizes

/// How many unpublished studies without any effect it would take to undo a result.
///
/// Rosenthal, from the one-sided tests zᵢ = yᵢ/√vᵢ: the combined Σzᵢ/√(k + N) falls to z_α at
///
///     N = (Σzᵢ)²/z_α² − k,
///
/// rounded up, at least 0. Source: Rosenthal R (1979), *Psychol Bull* 86:638–641. metafor: `fsn`. O(k).
public struct FailSafeN: Sendable, Equatable {
  /// How many studies, rounded up.
  public let studies: Double
  /// The one-sided p-value of the combined test of the studies that there are.
  public let p: Double
  /// The level that the combined test would have to reach.
  public let alpha: Double

  /// Rosenthal's number for these effects, at the one-sided level `alpha`; 0 < `alpha` < 0.5 (a precondition).
  public init(rosenthal effects: EffectSizes, alpha: Double = 0.05) {
    precondition(alpha > 0 && alpha < 0.5, "a one-sided level lies between 0 and 0.5")
    let null = effects.measure.analysisNull ?? 0
    let sum = effects.studies.reduce(0) { $0 + ($1.yi - null) / $1.sei }
    let z = Normal.standard.upperQuantile(alpha)
    let k = Double(effects.k)
    studies = max(0, (sum * sum / (z * z) - k).rounded(.up))
    p = Normal.standard.upperTail(abs(sum) / k.squareRoot())
    self.alpha = alpha
  }
}
