import EffectSizes

/// An estimate by the likelihood as a fit like any other, without weights.
enum LikelihoodFit {
  static func pooled(
    _ effects: EffectSizes, _ estimate: LikelihoodEstimate, method: String, isRandom: Bool, test: MeanTest,
    prediction: PredictionMethod?, level: Double, variance: String?
  ) -> PooledFit {
    let k = estimate.k
    let interval = prediction.flatMap { method -> PredictionInterval? in
      guard isRandom, let tau2 = estimate.tau2 else { return nil }
      let variance = estimate.se * estimate.se
      return PredictionInterval(
        method, mean: estimate.value, tau2: tau2, waldVariance: variance, testVariance: variance, k: k,
        level: level)
    }
    var fit = PooledFit(
      model: ModelDescription(
        effects: isRandom ? "random" : "common", method: method, tau2: estimate.tau2 == nil ? nil : "ML",
        test: test.rawValue, prediction: isRandom ? prediction?.rawValue : nil,
        i2: (estimate.tau2 == nil ? I2Definition.q : .tau2).rawValue, level: level, variance: variance),
      effects: effects,
      estimate: Estimate(
        value: estimate.value, se: estimate.se, df: test.degreesOfFreedom(k: k), level: level,
        null: effects.measure.analysisNull),
      prediction: interval, heterogeneity: Heterogeneity(effects, estimate), weights: [],
      convergence: estimate.convergence, otherMaxima: estimate.otherMaxima,
      warnings: warnings(effects, estimate, isRandom: isRandom))
    fit.likelihood = estimate.summary
    return fit
  }

  private static func warnings(
    _ effects: EffectSizes, _ estimate: LikelihoodEstimate, isRandom: Bool
  ) -> [AnalysisWarning] {
    var warnings =
      isRandom
      ? CommonWarnings.randomEffects(k: estimate.k, tau2Given: false)
      : CommonWarnings.smallK(k: estimate.k)
    warnings += estimate.warnings
    if LikelihoodCounts.areEffective(effects) {
      warnings.append(
        AnalysisWarning(
          code: "effective-counts",
          message:
            "the likelihood takes effective numbers of people, S(1 − S)/Var S, for counts; they are only as"
            + " good as the standard errors that they come from"))
    }
    let silent = effects.k - estimate.k
    if silent > 0 {
      warnings.append(
        AnalysisWarning(
          code: "uninformative-studies",
          message: "\(silent) of \(effects.k) studies have no events, or nothing else, in both groups; they"
            + " do not enter this likelihood"))
    }
    if estimate.tau2 != nil, effects.studies.contains(where: { $0.correction > 0 }) {
      warnings.append(
        AnalysisWarning(
          code: "i2-from-corrected-variances",
          message: "I² and H² rest on the sampling variances of the studies, which for zero cells exist only"
            + " with a correction; the estimate and τ² do not"))
    }
    return warnings
  }
}

extension Heterogeneity {
  /// Of an estimate by the likelihood: Q is the likelihood-ratio statistic; I² and H² set τ² against the
  /// typical sampling variance of the studies, as metafor does, or rest on Q where there is no τ².
  init(_ effects: EffectSizes, _ estimate: LikelihoodEstimate) {
    let model = InterceptModel(yi: effects.yi, vi: effects.vi)
    let test = estimate.summary.likelihoodRatioTest
    let df = Double(estimate.k - 1)
    let share: Double?
    if let tau2 = estimate.tau2, model.k > 1 {
      share = 1 + tau2 * model.moments(tau2: 0).traceP / model.degreesOfFreedom
    } else {
      share = test.map { $0.q / $0.df }
    }
    tau2 = estimate.tau2
    tau2SE = estimate.tau2SE
    (tau2Lower, tau2Upper) = (nil, nil)
    h2 = share
    i2 = share.map { $0 <= 1 ? 0 : ($0 - 1) / $0 }
    (i2Lower, i2Upper, h2Lower, h2Upper) = (nil, nil, nil, nil)
    i2Definition = estimate.tau2 == nil ? .q : .tau2
    q = test?.q ?? 0
    qDF = df
    qP = test?.p
  }
}
