import ArgumentParser
import MetaAnalysis

/// Trim and fill.
struct TrimAndFillOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .customLong("trim-estimator"), help: "Estimator of the number of missing studies [default: L0].")
  var estimator: MissingStudies.Estimator?

  @Option(
    name: .long, help: "Side of the funnel where studies are missing, on the analysis scale [default: found]."
  )
  var side: TrimAndFill.Side?

  @Option(
    name: .customLong("trim-with"),
    help: """
      Mean around which the studies are trimmed: that of the model as in metafor, or the common-effect one as in \
      meta [default: model].
      """)
  var center: TrimAndFill.Center?

  var given: [String] {
    [("--trim-estimator", estimator != nil), ("--side", side != nil), ("--trim-with", center != nil)]
      .filter(\.1).map(\.0)
  }

  func part(of question: BiasQuestion) -> BiasPart {
    do throws(PoolingError) {
      return BiasPart(trimAndFill: try filled(question), of: question.result)
    } catch {
      return BiasPart(key: "trim-fill", title: "Trim and fill", refused: error.description)
    }
  }

  /// The studies with those that are put in.
  func filled(_ question: BiasQuestion) throws(PoolingError) -> TrimAndFill {
    try TrimAndFill(
      question.effects, model: question.model, estimator: estimator ?? .l0, side: side,
      center: center ?? .model)
  }
}

extension MissingStudies.Estimator: ExpressibleByArgument, NamedChoice {}
extension TrimAndFill.Side: ExpressibleByArgument, NamedChoice {}
extension TrimAndFill.Center: ExpressibleByArgument, NamedChoice {}
