import Distributions
import EffectSizes
import Pooling

extension FailSafeN {
  /// The number for a random-effects mean: the studies without effect that bring its two-sided p-value above α, or
  /// the mean itself to a target.
  ///
  /// Each added study has the harmonic mean ṽ = k/Σ(1/vᵢ) of the variances, and the added ones scatter around no
  /// effect as the observed ones do around μ̂, with τ̂². Those N and the k observed together have the variance
  ///
  ///     τ²_N = [(k − 1)τ̂² + (N − 1)τ̂² + μ̂² kN/(k + N)] / (k + N − 1),
  ///
  /// within and between the two groups, and with it
  ///
  ///     μ_N = Σwᵢyᵢ/W,   W = Σwᵢ + N/(ṽ + τ²_N),   wᵢ = 1/(vᵢ + τ²_N),   z = μ_N √W.
  ///
  /// N is enough, and N − 1 is not. Without `tau2` all τ² are 0, and the numbers are those of Rosenberg and Orwin.
  ///
  /// This is metafor's `fsn(type = "General", exact = FALSE)` (version 4 and later), which has no publication of its
  /// own; the formula for τ²_N was found from its results, which it gives to 1e-9. There N can be 1 too many, since the
  /// root of a step function is rounded up. The p-value is that of z, whatever the test of the pooled result.
  /// O(k log N).
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - estimator: the estimator of τ²; nil for a common effect.
  ///   - alpha: the two-sided level, 0 < `alpha` < 1 (a precondition); without meaning where there is a target.
  ///   - target: the effect to come to, on the analysis scale; nil where the p-value decides.
  ///   - null: the value of no effect on the analysis scale; by default that of the measure.
  /// - Throws: `PoolingError` where there is no study, or no value of no effect.
  public static func general(
    _ effects: EffectSizes, tau2 estimator: Tau2Estimator? = .reml, alpha: Double = 0.05,
    target: Double? = nil, null: Double? = nil
  ) throws(PoolingError) -> FailSafeN {
    precondition(alpha > 0 && alpha < 1, "a level lies between 0 and 1")
    guard effects.k > 0 else { throw .noStudies }
    let null = try effects.nullValue(null, for: "the fail-safe N")
    let drawer = FileDrawer(effects, estimator: estimator, null: null)
    let mean = drawer.mean(added: 0).value
    let distance = target.map { Self.distance(target: $0, null: null, mean: mean) }
    let needed = drawer.smallest { mean, p in
      distance.map { abs(mean) <= abs($0) } ?? (p > alpha)
    }
    return FailSafeN(
      .general, k: effects.k, alpha: target == nil ? alpha : nil, target: distance.map { null + $0 },
      observed: drawer.result(added: 0), needed: distance == 0 && mean != 0 ? nil : needed,
      reached: drawer.result)
  }
}

/// Observed studies with studies without effect added to them.
struct FileDrawer {
  let yi: [Double]
  let vi: [Double]
  let null: Double
  /// τ̂² of the observed studies; nil for a common effect.
  let tau2: Double?
  /// The mean of the observed studies, less no effect.
  let observed: Double
  /// The variance of an added study.
  let variance: Double

  init(_ effects: EffectSizes, estimator: Tau2Estimator?, null: Double) {
    let yi = effects.yi.map { $0 - null }
    let model = InterceptModel(yi: yi, vi: effects.vi)
    self.yi = yi
    vi = effects.vi
    self.null = null
    tau2 = estimator.map { model.k > 1 ? $0.estimate(model).value : 0 }
    observed = model.mean(tau2: tau2 ?? 0).value
    variance = Double(model.k) / effects.vi.reduce(0) { $0 + 1 / $1 }
  }

  /// τ² of all studies.
  func tau2(added: Double) -> Double {
    guard let tau2 else { return 0 }
    guard added > 0 else { return tau2 }
    let k = Double(yi.count)
    let between = observed * observed * k * (added / (k + added))
    return ((k + added - 2) * tau2 + between) / (k + added - 1)
  }

  /// The mean of all studies, less no effect, and Σw.
  func mean(added: Double) -> (value: Double, weight: Double) {
    let tau2 = tau2(added: added)
    var (product, weight) = (0.0, 0.0)
    for (y, v) in zip(yi, vi) {
      product += y / (v + tau2)
      weight += 1 / (v + tau2)
    }
    weight += added / (variance + tau2)
    return (product / weight, weight)
  }

  func p(_ mean: (value: Double, weight: Double)) -> Double {
    2 * Normal.standard.upperTail(abs(mean.value) * mean.weight.squareRoot())
  }

  func result(added: Double) -> FailSafeN.Result {
    let mean = mean(added: added)
    return FailSafeN.Result(
      value: null + mean.value, p: p(mean), tau2: tau2 == nil ? nil : tau2(added: added))
  }

  /// The number that is enough where one less is not, by doubling and bisection; nil beyond 2⁵⁰.
  func smallest(_ isEnough: (_ mean: Double, _ p: Double) -> Bool) -> Double? {
    func holds(_ added: Double) -> Bool {
      let mean = mean(added: added)
      return isEnough(mean.value, p(mean))
    }
    if holds(0) { return 0 }
    var (below, above) = (0.0, 1.0)
    while !holds(above) {
      (below, above) = (above, 2 * above)
      if above > 0x1p50 { return nil }
    }
    while above - below > 1 {
      let middle = ((below + above) / 2).rounded(.down)
      if holds(middle) { above = middle } else { below = middle }
    }
    return above
  }
}
