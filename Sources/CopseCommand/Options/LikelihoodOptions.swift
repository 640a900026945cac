import ArgumentParser
import MetaAnalysis

/// The choices of the models that pool counts by their own likelihood.
struct LikelihoodOptions: ParsableArguments {
  @Option(name: .customLong("glmm-model"), help: "Approach of --method glmm to two groups [default: um-fs].")
  var approach: MixedModelApproach?

  @Option(
    name: .long, help: ArgumentHelp("Quadrature nodes [default: as many as it takes].", valueName: "number"))
  var nodes: Int?

  /// Refuses options that do not go together or would have no effect.
  func check(_ method: MethodName, model: ModelOptions) throws(Failure) {
    if method != .glmm, approach != nil { throw .usage("--glmm-model belongs to --method glmm") }
    if method != .glmm, nodes != nil { throw .usage("--nodes belongs to --method glmm") }
    if let nodes, nodes < 3 || nodes > 249 { throw .usage("--nodes takes 3 to 249 nodes") }
    guard method.isLikelihood else { return }
    let name = "--method \(method.rawValue)"
    if let test = model.test, test != .z, test != .t {
      throw .usage("\(name) is tested with z or t; leave out --test \(test.rawValue)")
    }
    if let tau2 = model.tau2, tau2 != .maximumLikelihood || method == .betaBinomial {
      throw .usage(
        "\(name) is fitted by maximum likelihood; leave out --tau2 \(tau2.code)")
    }
    if model.tau2CI != nil { throw .usage("\(name) has no interval for τ²; leave out --tau2-ci") }
    if model.byTau2 == .common { throw .usage("\(name) gives each subgroup its own variance") }
    if model.i2 == .q { throw .usage("\(name) has no I2 from Q; leave out --i2 q") }
    if let prediction = model.prediction, prediction == .hk || prediction == .kr {
      throw .usage("\(name) has no weights, which --prediction \(prediction.rawValue) needs")
    }
    if method == .betaBinomial {
      if model.model == .common {
        throw .usage("\(name) is a random-effects model; leave out --model common")
      }
      if model.prediction != nil { throw .usage("\(name) gives no prediction interval") }
      if model.i2 != nil { throw .usage("\(name) has no τ², and no I2 from it") }
    }
  }

  /// Refuses what does not fit these data.
  func check(_ method: MethodName, measure: Measure, options: MeasureOptions) throws(Failure) {
    guard method.isLikelihood else { return }
    if options.requestedCorrection != nil {
      throw .usage(
        "--method \(method.rawValue) uses the counts as they are; leave out --correction, --correct and"
          + " --double-zero")
    }
    if approach != nil, measure.null == nil {
      throw .usage("--glmm-model is for two groups, and these data are of one")
    }
  }

  /// The mixed model.
  func mixedModel(_ model: ModelOptions, level: Double) -> MixedModel {
    MixedModel(
      isRandom: !model.isCommon, approach: approach ?? .unconditionalFixed, test: model.test ?? .z,
      prediction: model.prediction ?? .hts, level: level, nodes: nodes)
  }
}
