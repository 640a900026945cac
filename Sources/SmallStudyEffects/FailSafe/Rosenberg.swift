import Distributions
import EffectSizes
import Pooling

extension FailSafeN {
  /// Rosenberg's number: the studies without effect and of average weight that bring the two-sided p-value of the
  /// common-effect mean, z = Σwᵢyᵢ/√Σwᵢ with wᵢ = 1/vᵢ, up to α. They need the weight
  ///
  ///     W = (Σwᵢyᵢ/z_{α/2})² − Σwᵢ   in all,   N = kW/Σwᵢ,
  ///
  /// rounded up, at least 0. The normal distribution stands in the place of Rosenberg's t.
  ///
  /// Source: Rosenberg MS (2005), *Evolution* 59:464–468. metafor: `fsn(type = "Rosenberg")`. O(k).
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - alpha: the two-sided level, 0 < `alpha` < 1 (a precondition).
  ///   - null: the value of no effect on the analysis scale; by default that of the measure.
  /// - Throws: `PoolingError` where there is no study, or no value of no effect.
  public static func rosenberg(
    _ effects: EffectSizes, alpha: Double = 0.05, null: Double? = nil
  ) throws(PoolingError) -> FailSafeN {
    precondition(alpha > 0 && alpha < 1, "a level lies between 0 and 1")
    guard effects.k > 0 else { throw .noStudies }
    let null = try effects.nullValue(null, for: "the fail-safe N")
    let sums = sums(effects, null: null) { 1 / $0 }
    let k = Double(effects.k)
    let ratio = sums.product / Normal.standard.upperQuantile(alpha / 2)
    func result(_ added: Double) -> Result {
      let weight = sums.weight * (1 + added / k)
      let z = abs(sums.product) / weight.squareRoot()
      return Result(value: null + sums.product / weight, p: 2 * Normal.standard.upperTail(z))
    }
    return FailSafeN(
      .rosenberg, k: effects.k, alpha: alpha, observed: result(0),
      needed: k * (ratio * ratio - sums.weight) / sums.weight, reached: result)
  }
}
