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

  /// The choices, apart from subgroups.
  var choices: ModelChoices {
    var choices = ModelChoices()
    (choices.method, choices.approach, choices.nodes) = (
      requestedMethod, likelihood.approach, likelihood.nodes
    )
    (choices.model, choices.tau2, choices.test) = (model, tau2, test)
    (choices.prediction, choices.tau2Interval, choices.i2) = (prediction, tau2CI, i2)
    (choices.size, choices.riskDifferenceVariance) = (pftN, mhVariance)
    return choices
  }

  /// How the studies are pooled.
  var method: MethodName { choices.chosenMethod }

  /// Whether a common-effect model is fitted.
  var isCommon: Bool { choices.isCommon }

  /// The estimator of τ²: as asked for, or the one that the test is made for.
  var estimator: Tau2Estimator { choices.estimator }

  /// The measure that the method implies.
  func measure(_ requested: MeasureName?) throws(Failure) -> MeasureName? {
    do throws(AnalysisError) { return try choices.measure(requested) } catch { throw Failure(error) }
  }

  /// The measure of a kind of data where none is named.
  func standardMeasure(for kind: DataKind) -> MeasureName { choices.standardMeasure(for: kind) }

  /// Refuses options that do not go together or would have no effect.
  func check() throws(Failure) {
    do throws(AnalysisError) { try choices.check() } catch { throw Failure(error) }
    guard let byTau2 else { return }
    if isCommon {
      throw .usage("--by-tau2 belongs to the random-effects model, and a common-effect one is asked for")
    }
    if byTau2 == .common { try checkCommonTau2() }
    if by == nil { throw .usage("--by-tau2 needs subgroups; name their column with --by") }
  }

  /// Refuses what does not go with one between-study variance of all subgroups.
  private func checkCommonTau2() throws(Failure) {
    if method.isLikelihood {
      throw .usage("--method \(method.rawValue) gives each subgroup its own variance")
    }
    if test?.needsRandomEffects == true || prediction == .kr || tau2CI == .profileLikelihood {
      throw .usage(
        "--by-tau2 common goes with the tests hk-conservative, hk, z and t, with --tau2-ci qp, genq and bj, and"
          + " with any prediction interval but kr")
    }
  }

  /// Refuses options that would have no effect on this measure.
  func check(against measure: Measure) throws(Failure) {
    do throws(AnalysisError) { try choices.check(against: measure) } catch { throw Failure(error) }
  }

  /// The model.
  ///
  /// - Parameter poolsCorrectedCounts: whether the correction of zero cells enters the
  ///   Mantel–Haenszel method too.
  func poolingModel(level: Double, poolsCorrectedCounts: Bool) -> any PoolingModel {
    choices.poolingModel(level: level, poolsCorrectedCounts: poolsCorrectedCounts)
  }
}
