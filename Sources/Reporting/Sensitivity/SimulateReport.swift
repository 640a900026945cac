import EffectSizes
import Figures
import Pooling
import Sensitivity
import StudyData

/// A simulation from a model in every form of output.
public struct SimulateReport: Sendable {
  /// The simulation.
  public let simulation: ParametricSimulation
  /// What came out.
  public let result: SimulationResult
  /// The pooled result whose model is questioned.
  public let pooled: PoolResult

  /// A simulation with its result, beside the pooled result.
  public init(_ simulation: ParametricSimulation, result: SimulationResult, of pooled: PoolResult) {
    self.simulation = simulation
    self.result = result
    self.pooled = pooled
  }

  /// What is unwise about the data and the model, and how many replications could not be fitted.
  public var warnings: [AnalysisWarning] {
    guard result.failures > 0 else { return pooled.warnings }
    return pooled.warnings + [
      AnalysisWarning(
        code: "replications-failed",
        message:
          "the model could not be fitted to \(result.failures) of \(simulation.replications) replications,"
          + " which are in none of the numbers")
    ]
  }

  private struct Line {
    let name: String
    let words: String
    let performance: SimulationResult.Performance?
    /// What the number is for a method that does what it says; nil where that is nothing fixed.
    var target: Double?
  }

  private var lines: [Line] {
    [
      Line(
        name: "coverage", words: "confidence intervals that have the true mean", performance: result.coverage,
        target: result.level),
      Line(
        name: "prediction_coverage", words: "new true effects in the prediction interval",
        performance: result.predictionCoverage, target: result.level),
      Line(
        name: result.rejectionIsError ? "type_1_error" : "power",
        words: result.rejectionIsError ? "rejections of the true null value" : "rejections of the null value",
        performance: result.rejection, target: result.rejectionIsError ? 1 - result.level : nil),
      Line(
        name: "bias", words: "mean error of the pooled value", performance: result.bias, target: 0),
      Line(
        name: "sd", words: "standard deviation of the pooled value", performance: result.standardDeviation),
      Line(
        name: "mean_se", words: "mean of its standard errors", performance: result.standardError,
        target: result.standardDeviation?.value),
      Line(name: "length", words: "mean length of the confidence interval", performance: result.length),
      Line(name: "tau2_bias", words: "mean error of τ²", performance: result.tau2Bias, target: 0),
      Line(name: "tau2_rmse", words: "root mean square error of τ²", performance: result.tau2RMSE),
      Line(name: "tau2_zero", words: "estimates of τ² that are 0", performance: result.tau2Zero),
    ].filter { $0.performance != nil }
  }

  /// One row per number; `target` is its value for a method that does what it says.
  public var table: ResultTable {
    var table = ResultTable(columns: ["quantity", "value", "mc_error", "target", "replications"])
    for line in lines {
      table.append([
        .text(line.name), .init(line.performance?.value), .init(line.performance?.error), .init(line.target),
        .integer(line.performance?.count ?? 0),
      ])
    }
    return table
  }

  /// For reading.
  public var text: String { sections.map(\.text).joined(separator: "\n") }
  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    var sections = [headline, ReportSection(title: "Choices", pairs: choices)]
    if !pooled.excluded.isEmpty {
      let left = pooled.excluded.map { "\($0.label): \($0.reason)" }
      sections.append(ReportSection(title: "Left out (\(pooled.excluded.count))", items: left))
    }
    if !warnings.isEmpty {
      sections.append(ReportSection(title: "Warnings", items: warnings.map { "\($0.message) (\($0.code))" }))
    }
    return sections
  }

  private var choices: [(label: String, text: String)] {
    Choices(pooled).lines.map { ($0.label, $0.words) } + [("Seed", "\(simulation.seed)")]
  }

  private var headline: ReportSection {
    let scale = pooled.measure.transformation.name
    var table = TextTable([
      ("quantity", .left), ("value", .right), ("MC error", .right), ("should be", .right),
    ])
    for line in lines {
      guard let performance = line.performance else { continue }
      let number = { (value: Double?) in value.map { NumberText.significant($0, digits: 4) } ?? "" }
      table.append([
        line.words, number(performance.value),
        performance.error.map { NumberText.significant($0, digits: 2) } ?? "", number(line.target),
      ])
    }
    return ReportSection(
      title: "\(simulation.replications) replications of \(pooled.fit.k) studies",
      pairs: [
        ("True mean", "\(NumberText.significant(result.truth.mean, digits: 6)) on the \(scale) scale"),
        ("True tau2", NumberText.significant(result.truth.tau2, digits: 6)),
      ], table: table)
  }

  /// Schema `copse.simulation/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    let results = lines.map { line in
      JSONValue.object([
        .init("quantity", .string(line.name)), .init("value", .number(line.performance?.value)),
        .init("mcError", .number(line.performance?.error)), .init("target", .number(line.target)),
        .init("replications", .integer(line.performance?.count ?? 0)),
      ])
    }
    return .object(
      [.init("schema", .string("copse.simulation/1"))] + provenance.members
        + [
          .init("measure", .string(pooled.measure.code)), .init("model", PoolResult.json(pooled.fit.model)),
          .init("k", .integer(pooled.fit.k)), .init("seed", .string("\(simulation.seed)")),
          .init("replications", .integer(simulation.replications)),
          .init("failures", .integer(result.failures)),
          .init(
            "truth",
            .object([
              .init("mean", .number(result.truth.mean)), .init("tau2", .number(result.truth.tau2)),
              .init("null", .number(result.null)),
            ])),
          .init("results", .array(results)), .init("excluded", .array(pooled.excluded.map(PoolResult.json))),
          .init("warnings", .array(warnings.map(PoolResult.json))),
        ])
  }
}
