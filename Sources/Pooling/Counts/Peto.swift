import EffectSizes

/// Peto's common-effect odds ratio, ln OR = Σ(O − E)/ΣV, Var = 1/ΣV; of log-rank tests, the hazard ratio.
///
/// Equal to inverse variance on the measures `TwoGroupMeasure.peto` and `LogRankHazardRatio`, whose yᵢ is (O − E)/V
/// and whose vᵢ is 1/V. No correction of zero cells. Biased where groups are unbalanced or effects large.
/// Source: Yusuf S and others (1985), *Prog Cardiovasc Dis* 27:335–371. metafor: `rma.peto`.
public struct Peto: PoolingModel, Equatable {
  /// The confidence level of the intervals.
  public var level: Double

  /// A Peto model.
  public init(level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let supported = [TwoGroupMeasure.peto.rawValue, LogRankHazardRatio.code]
    guard supported.contains(effects.measure.code) else {
      throw .measureNotSupported(
        method: "Peto's method", measure: effects.measure.code, supported: supported)
    }
    let model = try effects.interceptModel()
    let mean = model.mean(tau2: 0)
    return CountFit.fit(
      effects, model: model, method: "peto", value: mean.value, variance: 1 / mean.sumOfWeights,
      weights: model.vi.map { 1 / $0 / mean.sumOfWeights }, level: level, varianceName: nil)
  }
}
