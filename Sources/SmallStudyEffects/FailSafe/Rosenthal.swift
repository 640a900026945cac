import Distributions
import EffectSizes
import Pooling

extension FailSafeN {
  /// Rosenthal's number: the studies with z = 0 that bring the combined one-sided test of the zᵢ = yᵢ/√vᵢ, which is
  /// Σzᵢ/√(k + N), down to z_α,
  ///
  ///     N = (Σzᵢ)²/z_α² − k,
  ///
  /// rounded up, at least 0. It weighs a small study as much as a large one, and is of historical interest.
  ///
  /// Source: Rosenthal R (1979), *Psychol Bull* 86:638–641. metafor: `fsn(type = "Rosenthal")`. O(k).
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - alpha: the one-sided level, 0 < `alpha` < 0.5 (a precondition).
  ///   - null: the value of no effect on the analysis scale; by default that of the measure.
  /// - Throws: `PoolingError` where there is no study, or no value of no effect.
  public static func rosenthal(
    _ effects: EffectSizes, alpha: Double = 0.05, null: Double? = nil
  ) throws(PoolingError) -> FailSafeN {
    precondition(alpha > 0 && alpha < 0.5, "a one-sided level lies between 0 and 0.5")
    guard effects.k > 0 else { throw .noStudies }
    let null = try effects.nullValue(null, for: "the fail-safe N")
    let sum = abs(effects.studies.reduce(0) { $0 + ($1.yi - null) / $1.sei })
    let k = Double(effects.k)
    let z = Normal.standard.upperQuantile(alpha)
    func result(_ added: Double) -> Result {
      Result(p: Normal.standard.upperTail(sum / (k + added).squareRoot()))
    }
    return FailSafeN(
      .rosenthal, k: effects.k, alpha: alpha, observed: result(0), needed: sum * sum / (z * z) - k,
      reached: result)
  }
}
