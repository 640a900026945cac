import EffectSizes
import Pooling

extension FailSafeN {
  /// Orwin's number: the studies without effect that bring the mean ȳ to a target t,
  ///
  ///     N = k(ȳ − t)/t,
  ///
  /// rounded up, at least 0. The mean is unweighted, or has the weights 1/vᵢ; an added study weighs as much as the
  /// average one. Half of the mean, the target by default, always gives N = k and says nothing: name an effect
  /// that would not matter. A target on the other side of no effect is taken to the side of the mean.
  ///
  /// Source: Orwin RG (1983), *J Educ Stat* 8:157–159. metafor: `fsn(type = "Orwin")`. O(k).
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - isWeighted: whether the mean has the weights 1/vᵢ.
  ///   - target: the effect to come to, on the analysis scale.
  ///   - null: the value of no effect on the analysis scale; by default that of the measure.
  /// - Throws: `PoolingError` where there is no study, or no value of no effect.
  public static func orwin(
    _ effects: EffectSizes, isWeighted: Bool = false, target: Double? = nil, null: Double? = nil
  ) throws(PoolingError) -> FailSafeN {
    guard effects.k > 0 else { throw .noStudies }
    let null = try effects.nullValue(null, for: "the fail-safe N")
    let sums = sums(effects, null: null) { isWeighted ? 1 / $0 : 1 }
    let mean = sums.product / sums.weight
    let distance = Self.distance(target: target, null: null, mean: mean)
    let k = Double(effects.k)
    let needed: Double? = distance == 0 ? (mean == 0 ? 0 : nil) : k * (mean - distance) / distance
    return FailSafeN(
      isWeighted ? .orwinWeighted : .orwin, k: effects.k, target: null + distance,
      observed: Result(value: null + mean), needed: needed
    ) { added in Result(value: null + mean * k / (k + added)) }
  }

  /// The target as a distance from no effect, on the side of the mean; half of the mean where none is named.
  static func distance(target: Double?, null: Double, mean: Double) -> Double {
    guard let target else { return mean / 2 }
    let distance = target - null
    return distance * mean < 0 ? -distance : distance
  }
}
