import EffectSizes
import Pooling

extension ModelChoices {
  /// Refuses choices that do not go together or would have no effect.
  ///
  /// - Throws: ``AnalysisError/choices(_:)``, the first that is found.
  public func check() throws(AnalysisError) {
    try checkLikelihood()
    if method == .mh || method == .peto, model == .random {
      throw .choices(
        "--method \(chosenMethod.rawValue) is a common-effect method; leave out --model random")
    }
    if method == .mh || method == .peto, let test, test != .z {
      throw .choices(
        "--method \(chosenMethod.rawValue) is tested with z; leave out --test \(test.rawValue)")
    }
    if isCommon {
      for (name, isGiven) in [
        ("--tau2", tau2 != nil), ("--prediction", prediction != nil && prediction != PredictionMethod.none),
        ("--i2 tau2", i2 == .tau2), ("--tau2-ci", tau2Interval != nil),
        ("--test \(test?.rawValue ?? "")", test?.needsRandomEffects == true),
      ] where isGiven {
        throw .choices("\(name) belongs to the random-effects model, and a common-effect one is asked for")
      }
    }
    try checkEstimator()
    if method != .mh, riskDifferenceVariance != nil { throw .choices("--mh-variance belongs to --method mh") }
  }

  /// Refuses choices that would have no effect on this measure.
  package func check(against measure: Measure) throws(AnalysisError) {
    if size != nil, measure.code != ProportionMeasure.freemanTukey.rawValue {
      throw .choices("--pft-n belongs to --measure PFT, and \(measure.code) is pooled")
    }
    if riskDifferenceVariance != nil, measure.code != TwoGroupMeasure.riskDifference.rawValue {
      throw .choices("--mh-variance belongs to --measure RD, and \(measure.code) is pooled")
    }
  }

  /// Refuses what a likelihood of the counts has no place for.
  ///
  /// - Parameters:
  ///   - measure: the measure that is pooled.
  ///   - correction: the correction that is asked for.
  func checkLikelihood(measure: Measure, correction: ContinuityCorrection?) throws(AnalysisError) {
    guard chosenMethod.isLikelihood else { return }
    if correction != nil {
      throw .choices(
        "--method \(chosenMethod.rawValue) uses the counts as they are; leave out --correction, --correct and"
          + " --double-zero")
    }
    if approach != nil, measure.null == nil {
      throw .choices("--glmm-model is for two groups, and these data are of one")
    }
  }

  private func checkLikelihood() throws(AnalysisError) {
    if method != .glmm, approach != nil { throw .choices("--glmm-model belongs to --method glmm") }
    if method != .glmm, nodes != nil { throw .choices("--nodes belongs to --method glmm") }
    if let nodes, nodes < 3 || nodes > 249 { throw .choices("--nodes takes 3 to 249 nodes") }
    guard chosenMethod.isLikelihood else { return }
    let name = "--method \(chosenMethod.rawValue)"
    if let test, test != .z, test != .t {
      throw .choices("\(name) is tested with z or t; leave out --test \(test.rawValue)")
    }
    if let tau2, tau2 != .maximumLikelihood || method == .betaBinomial {
      throw .choices("\(name) is fitted by maximum likelihood; leave out --tau2 \(tau2.code)")
    }
    if tau2Interval != nil { throw .choices("\(name) has no interval for τ²; leave out --tau2-ci") }
    if i2 == .q { throw .choices("\(name) has no I2 from Q; leave out --i2 q") }
    if let prediction, prediction == .hk || prediction == .kr {
      throw .choices("\(name) has no weights, which --prediction \(prediction.rawValue) needs")
    }
    guard method == .betaBinomial else { return }
    if model == .common {
      throw .choices("\(name) is a random-effects model; leave out --model common")
    }
    if prediction != nil { throw .choices("\(name) gives no prediction interval") }
    if i2 != nil { throw .choices("\(name) has no τ², and no I2 from it") }
  }

  /// Refuses a test or an interval that is not made for the estimator of τ².
  private func checkEstimator() throws(AnalysisError) {
    guard !isCommon else { return }
    if let test, !test.applies(to: estimator) {
      let needed = test == .henmiCopas ? "DL" : "REML"
      throw .choices("--test \(test.rawValue) needs --tau2 \(needed), not \(estimator.code)")
    }
    if prediction == .kr, estimator != .reml {
      throw .choices("--prediction kr needs --tau2 REML, not \(estimator.code)")
    }
    if let tau2Interval, !tau2Interval.applies(to: estimator) {
      throw .choices("--tau2-ci \(tau2Interval.rawValue) needs --tau2 REML or ML, not \(estimator.code)")
    }
  }
}
