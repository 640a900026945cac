import Figures
import Pooling
import Sensitivity
import StudyData

/// Baujat's plot in every form of output.
public struct BaujatReport: Sendable {
  /// The points.
  public let result: Baujat
  /// What is analyzed.
  public let subject: RefitSubject

  /// The points of a result.
  public init(_ result: Baujat, of subject: RefitSubject) {
    self.result = result
    self.subject = subject
  }

  /// For reading.
  public var text: String { sections.text }
  /// The same in Markdown.
  public var markdown: String { sections.markdown }

  /// The parts of the text.
  public var sections: [ReportSection] {
    result.analyses.map(Self.section)
      + subject.closing(
        subject.warnings, without: RefitSubject.choicesOfIntervals + ["I2", "Back-transformation"])
  }

  /// What y is.
  static let yName = "Influence on the result"

  /// What x is.
  static func xName(_ analysis: Baujat.Analysis) -> String {
    analysis.tau2 == nil ? "Contribution to Q" : "Squared Pearson residual"
  }

  private static func section(_ analysis: Baujat.Analysis) -> ReportSection {
    let hasX = analysis.points.contains { $0.x != nil }
    var table = TextTable(
      [("Study", .left)] + (hasX ? [(xName(analysis), .right)] : []) + [(yName, .right)])
    for point in analysis.points {
      table.append([point.label] + (hasX ? [words(point.x)] : []) + [words(point.y)])
    }
    var items = [
      largest(analysis.points, "most heterogeneity", \.x), largest(analysis.points, "most influence", \.y),
    ].compactMap { $0 }
    if !hasX {
      items.append("this model has no contributions to the heterogeneity on the scale of the effect sizes")
    }
    items += analysis.points.compactMap { point in point.reason.map { "without \(point.label): \($0)" } }
    let place = analysis.name == "all" ? "" : ", \(analysis.name)"
    return ReportSection(title: "Heterogeneity and influence\(place)", items: items, table: table)
  }

  private static func words(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, decimals: 3) } ?? ""
  }

  private static func largest(
    _ points: [Baujat.Point], _ words: String, _ value: (Baujat.Point) -> Double?
  ) -> String? {
    let known = points.compactMap { point in value(point).map { (point.label, $0) } }
    guard let top = known.max(by: { $0.1 < $1.1 }), top.1 > 0 else { return nil }
    return "\(words): \(top.0) (\(NumberText.fixed(top.1, decimals: 2)))"
  }

  /// One row per model and study.
  public var table: ResultTable {
    var table = ResultTable(columns: ["analysis", "label", "group", "x", "y", "x_name", "note"])
    for analysis in result.analyses {
      for point in analysis.points {
        table.append([
          .text(analysis.name), .text(point.label), .init(point.group), .init(point.x), .init(point.y),
          .text(Self.xName(analysis)), .init(point.reason),
        ])
      }
    }
    return table
  }

  /// Schema `copse.baujat/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    .object(
      [.init("schema", .string("copse.baujat/1"))] + subject.members(provenance)
        + [
          .init("analyses", .array(result.analyses.map { Self.json($0) })),
          .init("warnings", .array(subject.warnings.map(PoolResult.json))),
        ])
  }

  private static func json(_ analysis: Baujat.Analysis) -> JSONValue {
    .object([
      .init("name", .string(analysis.name)), .init("xName", .string(xName(analysis))),
      .init("yName", .string(yName)),
      .init("tau2", .number(analysis.tau2)), .init("q", .number(analysis.q)),
      .init(
        "points",
        .array(
          analysis.points.map {
            .object([
              .init("label", .string($0.label)), .init("group", .string($0.group)), .init("x", .number($0.x)),
              .init("y", .number($0.y)), .init("note", .string($0.reason)),
            ])
          })),
    ])
  }
}
