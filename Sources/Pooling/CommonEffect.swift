import EffectSizes

/// The common-effect model: every study estimates the same effect, by inverse variance,
///
///     μ̂ = Σyᵢ/vᵢ / Σ1/vᵢ,   Var μ̂ = 1/Σ(1/vᵢ).
///
/// Also called the fixed-effect model. metafor: `rma(method = "EE")`.
public struct CommonEffect: PoolingModel, Equatable {
  /// The test of the effect.
  public var test: MeanTest
  /// The confidence level of the intervals.
  public var level: Double

  /// A common-effect model; by default tested with z.
  public init(test: MeanTest = .z, level: Double = 0.95) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.test = test
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    guard !test.needsRandomEffects else {
      throw .notApplicable(choice: "the test \(test.rawValue)", reason: "it needs a random-effects model")
    }
    let model = try effects.interceptModel()
    let mean = model.mean(tau2: 0)
    let q = model.generalizedQ(tau2: 0)
    let variance = test.varianceFactor(residualSumOfSquares: q, k: model.k) / mean.sumOfWeights
    return PooledFit(
      model: ModelDescription(
        effects: "common", method: "iv", tau2: nil, test: test.rawValue, prediction: nil,
        i2: I2Definition.q.rawValue, level: level, variance: nil),
      effects: effects,
      estimate: Estimate(
        value: mean.value, se: variance.squareRoot(), df: test.degreesOfFreedom(k: model.k),
        level: level, null: effects.measure.analysisNull),
      prediction: nil,
      heterogeneity: Heterogeneity(model, q: q, tau2: nil, definition: .q, level: level),
      weights: model.vi.map { 1 / $0 / mean.sumOfWeights },
      convergence: nil, otherMaxima: [],
      warnings: CommonWarnings.smallK(k: model.k),
      fitStatistics: FitStatistics(model, tau2: 0, isEstimated: false))
  }
}
