import ArgumentParser
import MetaAnalysis

/// Which model is fitted.
struct ModelOptions: ParsableArguments {
  @Option(name: .long, help: "Random-effects or common-effect (also: fixed) model [default: random].")
  var model: ModelName?

  @Option(
    name: .customLong("method"),
    help: """
      Inverse variance, Mantel-Haenszel, Peto, or the likelihood of the counts (glmm, beta-binomial) \
      [default: iv].
      """)
  var requestedMethod: MethodName?

  @Option(name: .long, help: "Estimator of the between-study variance, or its value [default: REML].")
  var tau2: Tau2Estimator?

  @Option(
    name: .long, help: "Test and confidence interval [default: hk-conservative; z for common effects].")
  var test: MeanTest?

  @Option(name: .long, help: "Prediction interval [default: hts].")
  var prediction: PredictionMethod?

  @Option(name: .customLong("tau2-ci"), help: "Confidence interval for tau2 [default: qp].")
  var tau2CI: Tau2IntervalMethod?

  @Option(name: .long, help: "Definition of I2 and H2 [default: tau2].")
  var i2: I2Definition?

  @Option(name: .long, help: "Column of subgroups.")
  var by: String?

  @Option(name: .customLong("by-tau2"), help: "Between-study variance of subgroups [default: separate].")
  var byTau2: SubgroupTau2?

  @Option(
    name: .customLong("mh-variance"), help: "Variance of the Mantel-Haenszel risk difference [default: sato]."
  )
  var mhVariance: MantelHaenszel.RiskDifferenceVariance?

  @Option(
    name: .customLong("pft-n"),
    help: "Size by which a pooled double arcsine (PFT) is transformed back [default: harmonic].")
  var pftN: FreemanTukeySize?

  @OptionGroup var likelihood: LikelihoodOptions

  /// How the studies are pooled.
  var method: MethodName { requestedMethod ?? .iv }

  /// Whether a common-effect model is fitted.
  var isCommon: Bool { model == .common || method == .mh || method == .peto }

  /// The measure that the method implies.
  func measure(_ requested: MeasureName?) throws(Failure) -> MeasureName? {
    guard method == .peto else { return requested }
    switch requested {
    case nil, .twoGroups(.oddsRatio), .twoGroups(.peto): return .twoGroups(.peto)
    case .hazardRatio: return .hazardRatio
    default:
      throw .usage(
        "Peto's method estimates an odds or hazard ratio; give --measure PETO or HR, or leave it out")
    }
  }

  /// The measure of a kind of data where none is named: mixed models have odds ratios, not risk ratios, and logits of
  /// survival.
  func standardMeasure(for kind: DataKind) -> MeasureName {
    guard method == .glmm else { return .standard(for: kind) }
    switch kind {
    case .twoGroupCounts: return .twoGroups(.oddsRatio)
    case .oneGroupSurvival: return .survival(.logit)
    default: return .standard(for: kind)
    }
  }

  /// Refuses options that do not go together or would have no effect.
  func check() throws(Failure) {
    try likelihood.check(method, model: self)
    if method == .mh || method == .peto, model == .random {
      throw .usage("--method \(method.rawValue) is a common-effect method; leave out --model random")
    }
    if method == .mh || method == .peto, let test, test != .z {
      throw .usage("--method \(method.rawValue) is tested with z; leave out --test \(test.rawValue)")
    }
    if isCommon {
      for (name, isGiven) in [
        ("--tau2", tau2 != nil), ("--prediction", prediction != nil && prediction != PredictionMethod.none),
        ("--i2 tau2", i2 == .tau2), ("--by-tau2", byTau2 != nil), ("--tau2-ci", tau2CI != nil),
        ("--test \(test?.rawValue ?? "")", test?.needsRandomEffects == true),
      ] where isGiven {
        throw .usage("\(name) belongs to the random-effects model, and a common-effect one is asked for")
      }
    }
    try checkEstimator()
    if method != .mh, mhVariance != nil { throw .usage("--mh-variance belongs to --method mh") }
    if byTau2 != nil, by == nil { throw .usage("--by-tau2 needs subgroups; name their column with --by") }
  }

  /// Refuses options that would have no effect on this measure.
  func check(against measure: Measure) throws(Failure) {
    if pftN != nil, measure.code != ProportionMeasure.freemanTukey.rawValue {
      throw .usage("--pft-n belongs to --measure PFT, and \(measure.code) is pooled")
    }
    if mhVariance != nil, measure.code != TwoGroupMeasure.riskDifference.rawValue {
      throw .usage("--mh-variance belongs to --measure RD, and \(measure.code) is pooled")
    }
  }

  /// The estimator of τ²: as asked for, or the one that the test is made for.
  var estimator: Tau2Estimator { tau2 ?? (test == .henmiCopas ? .derSimonianLaird : .reml) }

  /// Refuses a test or an interval that is not made for the estimator of τ².
  private func checkEstimator() throws(Failure) {
    guard !isCommon else { return }
    if let test, !test.applies(to: estimator) {
      let needed = test == .henmiCopas ? "DL" : "REML"
      throw .usage("--test \(test.rawValue) needs --tau2 \(needed), not \(estimator.code)")
    }
    if prediction == .kr, estimator != .reml {
      throw .usage("--prediction kr needs --tau2 REML, not \(estimator.code)")
    }
    if let tau2CI, !tau2CI.applies(to: estimator) {
      throw .usage("--tau2-ci \(tau2CI.rawValue) needs --tau2 REML or ML, not \(estimator.code)")
    }
    guard byTau2 == .common else { return }
    if test?.needsRandomEffects == true || prediction == .kr || tau2CI == .profileLikelihood {
      throw .usage(
        "--by-tau2 common goes with the tests hk-conservative, hk, z and t, with --tau2-ci qp, genq and bj, and"
          + " with any prediction interval but kr")
    }
  }

  /// The model.
  ///
  /// - Parameter poolsCorrectedCounts: whether the correction of zero cells enters the
  ///   Mantel–Haenszel method too.
  func poolingModel(level: Double, poolsCorrectedCounts: Bool) -> any PoolingModel {
    switch method {
    case .mh:
      return MantelHaenszel(
        riskDifferenceVariance: mhVariance ?? .sato, poolsCorrectedCounts: poolsCorrectedCounts, level: level)
    case .peto: return Peto(level: level)
    case .glmm: return likelihood.mixedModel(self, level: level)
    case .betaBinomial: return BetaBinomial(test: test ?? .z, level: level)
    case .iv:
      if isCommon { return CommonEffect(test: test ?? .z, level: level) }
      return RandomEffects(
        tau2: estimator, test: test ?? .hartungKnappConservative, prediction: prediction ?? .hts,
        i2: i2 ?? .tau2, tau2Interval: tau2CI ?? .qProfile, level: level)
    }
  }
}
