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
  /// The interval for τ².
  public var tau2Interval: Tau2IntervalMethod
  /// The confidence level of the intervals.
  public var level: Double

  /// A random-effects model; by default REML with the conservative Hartung–Knapp test.
  public init(
    tau2: Tau2Estimator = .reml, test: MeanTest = .hartungKnappConservative,
    prediction: PredictionMethod = .hts, i2: I2Definition = .tau2,
    tau2Interval: Tau2IntervalMethod = .qProfile, level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.tau2 = tau2
    self.test = test
    self.prediction = prediction
    self.i2 = i2
    self.tau2Interval = tau2Interval
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled, and where the choices do not go together.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit {
    try check()
    let model = try effects.interceptModel()
    return try fit(effects, model: model, tau2: estimateTau2(model))
  }

  /// Refuses a test, a prediction interval or an interval for τ² that does not go with the estimator.
  private func check() throws(PoolingError) {
    guard test.applies(to: tau2) else {
      throw .notApplicable(
        choice: "the test \(test.rawValue)",
        reason: "it needs τ² by \(test == .henmiCopas ? "DL" : "REML"), not \(tau2.code)")
    }
    guard prediction != .kr || tau2 == .reml else {
      throw .notApplicable(
        choice: "the prediction interval kr", reason: "it needs τ² by REML, not \(tau2.code)")
    }
    guard tau2Interval.applies(to: tau2) else {
      throw .notApplicable(
        choice: "the interval \(tau2Interval.rawValue) for τ²",
        reason: "the profile likelihood needs τ² by REML or ML, not \(tau2.code)")
    }
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
  /// - Throws: ``PoolingError`` where the test does not hold at this τ².
  func fit(
    _ effects: EffectSizes, model: InterceptModel, tau2 between: Tau2Estimate, shared: SharedScale? = nil
  ) throws(PoolingError) -> PooledFit {
    let k = model.k
    let inference = try MeanInference(
      self, model, tau2: between.value, null: effects.measure.analysisNull, shared: shared)
    let isGiven = if case .given = tau2 { true } else { false }
    return PooledFit(
      model: ModelDescription(
        effects: "random", method: "iv", tau2: tau2.code, test: test.rawValue,
        prediction: prediction.rawValue, i2: i2.rawValue, level: level, variance: nil,
        tau2Interval: tau2Interval.rawValue),
      effects: effects, estimate: inference.estimate, prediction: inference.prediction,
      heterogeneity: Heterogeneity(
        model, q: model.generalizedQ(tau2: 0), tau2: between, definition: i2,
        level: level, interval: tau2Interval, estimator: tau2),
      weights: inference.weights,
      convergence: between.convergence, otherMaxima: between.otherMaxima,
      warnings: (shared == nil ? ownWarnings(k: k, factor: inference.factor, between: between) : [])
        + predictionWarnings(k: k, interval: inference.prediction),
      fitStatistics: FitStatistics(model, tau2: between.value, isEstimated: !isGiven))
  }

  /// What so few studies cannot tell, and what the estimation of τ² met.
  private func ownWarnings(k: Int, factor: Double, between: Tau2Estimate) -> [AnalysisWarning] {
    let isGiven = if case .given = tau2 { true } else { false }
    return CommonWarnings.randomEffects(k: k, tau2Given: isGiven)
      + CommonWarnings.hartungKnapp(test: test, k: k, factor: factor)
      + CommonWarnings.otherMaxima(between.otherMaxima)
  }

  private func predictionWarnings(k: Int, interval: PredictionInterval?) -> [AnalysisWarning] {
    guard prediction != .none, interval == nil else { return [] }
    let need =
      k < prediction.smallestK
      ? "needs at least \(prediction.smallestK) studies"
      : "does not hold where τ² is estimated as 0 or its degrees of freedom are below 1"
    return [
      AnalysisWarning(
        code: "no-prediction-interval",
        message: "the prediction interval \(prediction.rawValue) \(need)")
    ]
  }
}

/// What subgroups with a common τ² have in common besides it: the factor of Hartung and Knapp, and its degrees
/// of freedom; nil where there are none left.
struct SharedScale {
  let factor: Double
  let degreesOfFreedom: Double?
}
