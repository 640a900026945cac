import EffectSizes

/// The random-effects model of RevMan 5 for the counts of two groups: the moment estimator of DerSimonian and Laird
/// with the Q around the Mantel–Haenszel value instead of the one around the inverse-variance mean,
///
///     Q = Σ(yᵢ − μ̂_MH)²/vᵢ,   τ̂² = max(0, (Q − (k − 1)) / (Σ1/vᵢ − Σ1/vᵢ²/Σ1/vᵢ)),
///
/// and that Q behind I² and its p-value too. The zero cells are corrected in both, as the studies' own effects are.
/// It is no estimator of its own merit (its Q is never smaller than Cochran's, so neither is τ̂²) and stands here to
/// repeat the results of old reviews; hence it is not among ``Tau2Estimator``.
///
/// Source: Deeks JJ, Higgins JPT (2010), *Statistical algorithms in Review Manager 5*. meta: `metabin` with
/// `method = "MH"`, `method.tau = "DL"`, `Q.Cochrane = TRUE`, `RR.Cochrane = TRUE`.
public struct DerSimonianLairdMantelHaenszel: PoolingModel, Equatable {
  /// The code in the description of the fit.
  public static let code = "DL-MH"
  /// The name in words.
  public static let name = "DerSimonian-Laird with the Q around the Mantel-Haenszel value"

  /// What else is chosen; its estimator of τ² is not used.
  public var choices: RandomEffects

  /// The confidence level of the intervals.
  public var level: Double { choices.level }

  /// The model with the tests and intervals of `choices`.
  public init(_ choices: RandomEffects) {
    self.choices = choices
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled, or not by Mantel and Haenszel.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let model = try effects.interceptModel()
    let q = try MantelHaenszel(poolsCorrectedCounts: true, level: level).fit(effects).heterogeneity.q
    let traceP = model.moments(tau2: 0).traceP
    let tau2 = model.k > 1 ? max(0, (q - model.degreesOfFreedom) / traceP) : 0
    var moments = choices
    moments.tau2 = .derSimonianLaird
    let between = Tau2Estimate(value: tau2)
    let fit = try moments.fit(effects, model: model, tau2: between)
    return PooledFit(
      model: ModelDescription(
        effects: fit.model.effects, method: fit.model.method, tau2: Self.code, test: fit.model.test,
        prediction: fit.model.prediction, i2: fit.model.i2, level: level, variance: nil,
        tau2Interval: fit.model.tau2Interval),
      effects: effects, estimate: fit.estimate, prediction: fit.prediction,
      heterogeneity: Heterogeneity(
        model, q: q, tau2: between, definition: choices.i2, level: level, interval: choices.tau2Interval,
        estimator: .derSimonianLaird),
      weights: fit.weights, convergence: nil, otherMaxima: [], warnings: fit.warnings,
      fitStatistics: fit.fitStatistics)
  }
}
