import ArgumentParser
import MetaAnalysis

/// The funnel plot.
struct FunnelOptions: ParsableArguments, BiasPartOptions {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Levels of the contours around no effect [default: 0.9,0.95,0.99].", valueName: "level,…"),
    transform: LevelList.init(parsing:))
  var contours: LevelList?

  var given: [String] { contours == nil ? [] : ["--contours"] }

  func part(of question: BiasQuestion) throws -> BiasPart {
    if contours != nil, question.effects.measure.null == nil {
      throw Failure.usage(
        "--contours lie around no effect, which \(question.effects.measure.code) does not have")
    }
    return BiasPart(
      funnel: FunnelPlot(
        question.effects, center: question.result.fit.estimate.value,
        transformation: question.result.display.transformation, level: question.level,
        contours: contours?.values ?? FunnelPlot.standardContours, sizes: question.sizes),
      of: question.result)
  }
}

/// Confidence levels separated by commas.
struct LevelList {
  let values: [Double]

  init(parsing argument: String) throws {
    let levels = try CommaList(parsing: argument).values.map { try Level(parsing: $0).value }
    values = Array(Set(levels)).sorted()
  }
}
