import ArgumentParser
import MetaAnalysis

/// The choices of the models that pool counts by their own likelihood.
struct LikelihoodOptions: ParsableArguments {
  @Option(name: .customLong("glmm-model"), help: "Approach of --method glmm to two groups [default: um-fs].")
  var approach: MixedModelApproach?

  @Option(
    name: .long, help: ArgumentHelp("Quadrature nodes [default: as many as it takes].", valueName: "number"))
  var nodes: Int?
}
