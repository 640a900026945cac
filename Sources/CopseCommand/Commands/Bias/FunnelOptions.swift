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
    BiasPart(funnel: try funnel(of: question.result, sizes: question.sizes), of: question.result)
  }

  /// The funnel of a result.
  func funnel(of result: PoolResult, sizes: [Double?]? = nil) throws -> FunnelPlot {
    if contours != nil, result.measure.null == nil {
      throw Failure.usage("--contours lie around no effect, which \(result.measure.code) does not have")
    }
    return FunnelPlot(
      result.fit.effects, center: result.fit.estimate.value,
      transformation: result.display.transformation, level: result.fit.model.level,
      contours: contours?.values ?? FunnelPlot.standardContours, sizes: sizes)
  }

  /// Ends the run where there are more contours than a figure has colors for.
  func refuseManyContours() throws(Failure) {
    guard let count = contours?.values.count, count > 3 else { return }
    throw .usage("a funnel plot is drawn with at most three contours, and --contours names \(count)")
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
