import EffectSizes

/// Peto's common-effect odds ratio, ln OR = Σ(O − E)/ΣV, Var = 1/ΣV.
///
/// Equal to inverse variance on the measure `TwoGroupMeasure.peto`, whose yᵢ is (O − E)/V and whose vᵢ is
/// 1/V. No correction of zero cells. Biased where groups are unbalanced or effects large.
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
    guard effects.measure.code == TwoGroupMeasure.peto.rawValue else {
      throw .measureNotSupported(
        method: "Peto's method", measure: effects.measure.code, supported: ["PETO"])
    }
    let model = try effects.interceptModel()
    let mean = model.mean(tau2: 0)
    return CountFit.fit(
      effects, model: model, method: "peto", value: mean.value, variance: 1 / mean.sumOfWeights,
      weights: model.vi.map { 1 / $0 / mean.sumOfWeights }, level: level, varianceName: nil)
  }
}
