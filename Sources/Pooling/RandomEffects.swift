import EffectSizes

/// The random-effects model: the studies' true effects scatter around μ with variance τ²,
///
///     wᵢ = 1/(vᵢ + τ̂²),   μ̂ = Σwᵢyᵢ/Σwᵢ,   Var μ̂ = 1/Σwᵢ (Wald).
///
///     let fit = try RandomEffects(tau2: .reml, test: .hartungKnapp).fit(effects)
///
/// metafor: `rma(yi, vi, method = , test = )`. O(k) per evaluation of the estimator.
public struct RandomEffects: PoolingModel, Equatable {
  /// The estimator of τ².
  public var tau2: Tau2Estimator
  /// The test of the mean.
  public var test: MeanTest
  /// The prediction interval.
  public var prediction: PredictionMethod
  /// The definition of I².
  public var i2: I2Definition
  /// The confidence level of the intervals.
  public var level: Double

  /// A random-effects model; by default REML with the conservative Hartung–Knapp test.
  public init(
    tau2: Tau2Estimator = .reml, test: MeanTest = .hartungKnappConservative,
    prediction: PredictionMethod = .hts, i2: I2Definition = .tau2, level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.tau2 = tau2
    self.test = test
    self.prediction = prediction
    self.i2 = i2
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    let model = try effects.interceptModel()
    return fit(effects, model: model, tau2: estimateTau2(model))
  }

  /// The estimate of τ², 0 for a single study unless it is given.
  func estimateTau2(_ model: InterceptModel) -> Tau2Estimate {
    if case .given = tau2 { return tau2.estimate(model) }
    return model.k > 1 ? tau2.estimate(model) : Tau2Estimate(value: 0)
  }

  /// The fit at a τ² that was estimated on these or, for subgroups with a common τ², on all studies.
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - model: the same studies as a model.
  ///   - between: the estimate of τ².
  ///   - shared: what subgroups with a common τ² also have in common; nil for studies by themselves.
  func fit(
    _ effects: EffectSizes, model: InterceptModel, tau2 between: Tau2Estimate, shared: SharedScale? = nil
  ) -> PooledFit {
    let k = model.k
    let mean = model.mean(tau2: between.value)
    let residual = model.moments(tau2: between.value).residualSumOfSquares
    let factor = shared?.factor ?? test.varianceFactor(residualSumOfSquares: residual, k: k)
    let df = shared.map { test == .z ? nil : $0.degreesOfFreedom } ?? test.degreesOfFreedom(k: k)
    let predictionTest = test == .hartungKnappConservative ? test : .hartungKnapp
    let predictionFactor = predictionTest.varianceFactor(residualSumOfSquares: residual, k: k)
    let estimate = Estimate(
      value: mean.value, se: (factor / mean.sumOfWeights).squareRoot(),
      df: df, level: level, null: effects.measure.analysisNull)
    return PooledFit(
      model: ModelDescription(
        effects: "random", method: "iv", tau2: tau2.code, test: test.rawValue,
        prediction: prediction.rawValue, i2: i2.rawValue, level: level, variance: nil),
      effects: effects, estimate: estimate,
      prediction: PredictionInterval(
        prediction, mean: mean.value, tau2: between.value, waldVariance: 1 / mean.sumOfWeights,
        testVariance: predictionFactor / mean.sumOfWeights, k: k, level: level),
      heterogeneity: Heterogeneity(
        model, q: model.moments(tau2: 0).residualSumOfSquares, tau2: between, definition: i2,
        level: level),
      weights: model.vi.map { 1 / ($0 + between.value) / mean.sumOfWeights },
      convergence: between.convergence, otherMaxima: between.otherMaxima,
      warnings: (shared == nil ? ownWarnings(k: k, factor: factor, between: between) : [])
        + predictionWarnings(k: k))
  }

  /// What so few studies cannot tell, and what the estimation of τ² met.
  private func ownWarnings(k: Int, factor: Double, between: Tau2Estimate) -> [AnalysisWarning] {
    let isGiven = if case .given = tau2 { true } else { false }
    return CommonWarnings.randomEffects(k: k, tau2Given: isGiven)
      + CommonWarnings.hartungKnapp(test: test, k: k, factor: factor)
      + CommonWarnings.otherMaxima(between.otherMaxima)
  }

  private func predictionWarnings(k: Int) -> [AnalysisWarning] {
    guard prediction != .none, k < prediction.smallestK else { return [] }
    return [
      AnalysisWarning(
        code: "no-prediction-interval",
        message: "the prediction interval \(prediction.rawValue) needs at least \(prediction.smallestK)"
          + " studies")
    ]
  }
}

/// What subgroups with a common τ² have in common besides it: the factor of Hartung and Knapp, and its degrees
/// of freedom; nil where there are none left.
struct SharedScale {
  let factor: Double
  let degreesOfFreedom: Double?
}
