import Figures
import Pooling
import Sensitivity
import StudyData

/// The influence of studies or clusters in every form of output.
public struct InfluenceReport: Sendable {
  /// The diagnostics.
  public let result: Influence
  /// What is analyzed.
  public let subject: RefitSubject
  /// The column of clusters; nil where each study stands by itself.
  public let cluster: String?

  /// The diagnostics of a result.
  public init(_ result: Influence, of subject: RefitSubject, cluster: String? = nil) {
    self.result = result
    self.subject = subject
    self.cluster = cluster
  }

  /// For reading.
  public var text: String { sections.text }
  /// The same in Markdown.
  public var markdown: String { sections.markdown }

  /// The parts of the text.
  public var sections: [ReportSection] {
    result.analyses.flatMap { InfluenceText($0, cluster: cluster).sections }
      + subject.closing(
        subject.warnings, without: RefitSubject.choicesOfIntervals + ["I2", "Back-transformation"])
  }

  // MARK: Rows

  /// One row per model and study or cluster, with everything that a plot needs: the diagnostics, whether they lie
  /// beyond their cut-offs, the cut-offs, and the values of all studies to draw lines at.
  public var table: ResultTable {
    var names: [String] = []
    for name in result.analyses.flatMap(\.coefficients) where !names.contains(name) { names.append(name) }
    var table = ResultTable(
      columns: [
        "analysis", "row", "label", "group", "studies", "rstandard", "rstudent", "dffits", "cooks_distance",
        "cov_ratio", "tau2_without", "q_without", "hat", "weight_percent",
      ] + names.map { "dfbetas_\($0)" } + [
        "rstudent_flag", "dffits_flag", "cooks_distance_flag", "hat_flag",
      ] + names.map { "dfbetas_\($0)_flag" } + [
        "influential", "outlier", "rstudent_cutoff", "dffits_cutoff", "cooks_distance_cutoff", "hat_cutoff",
        "dfbetas_cutoff", "tau2_all", "q_all", "k_all", "note",
      ])
    for analysis in result.analyses {
      for place in analysis.rows.indices { table.append(cells(analysis, place, coefficients: names)) }
    }
    return table
  }

  private func cells(
    _ analysis: Influence.Analysis, _ place: Int, coefficients: [String]
  ) -> [ResultTable.Value] {
    let (row, flags, cutoffs) = (analysis.rows[place], analysis.flags[place], analysis.cutoffs)
    func flag(_ value: Bool?) -> ResultTable.Value { value.map { .bool($0) } ?? .missing }
    func own<Value>(_ values: [Value?], _ name: String) -> Value? {
      analysis.coefficients.firstIndex(of: name).flatMap { values[$0] }
    }
    var cells: [ResultTable.Value] = [
      .text(analysis.name), .integer(place + 1), .text(row.cluster.name), .init(row.group),
      .integer(row.cluster.places.count), .init(row.standardized), .init(row.studentized), .init(row.dffits),
      .init(row.cooksDistance), .init(row.covarianceRatio), .init(row.tau2), .init(row.q), .init(row.hat),
      .init(row.weight.map { $0 * 100 }),
    ]
    cells += coefficients.map { .init(own(row.dfbetas, $0)) }
    cells += [
      flag(flags.studentized), flag(flags.dffits), flag(flags.cooksDistance), flag(flags.hat),
    ]
    cells += coefficients.map { flag(own(flags.dfbetas, $0)) }
    cells += [
      .bool(flags.isInfluential), .bool(flags.isOutlier), .number(cutoffs.studentized), .init(cutoffs.dffits),
      .number(cutoffs.cooksDistance), .number(cutoffs.hat), .number(cutoffs.dfbetas), .init(analysis.tau2),
      .init(analysis.q), .integer(analysis.k), .init(row.reason),
    ]
    return cells
  }

  // MARK: JSON

  /// Schema `copse.influence/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    .object(
      [.init("schema", .string("copse.influence/1"))] + subject.members(provenance)
        + [
          .init("cluster", .string(cluster)),
          .init("analyses", .array(result.analyses.map { Self.json($0) })),
          .init("warnings", .array(subject.warnings.map(PoolResult.json))),
        ])
  }

  private static func json(_ analysis: Influence.Analysis) -> JSONValue {
    let cutoffs = analysis.cutoffs
    return .object([
      .init("name", .string(analysis.name)), .init("k", .integer(analysis.k)),
      .init("coefficients", .array(analysis.coefficients.map { .string($0) })),
      .init("tau2", .number(analysis.tau2)), .init("q", .number(analysis.q)),
      .init(
        "cutoffs",
        .object([
          .init("rstudent", .number(cutoffs.studentized)), .init("dffits", .number(cutoffs.dffits)),
          .init("cooksDistance", .number(cutoffs.cooksDistance)), .init("hat", .number(cutoffs.hat)),
          .init("dfbetas", .number(cutoffs.dfbetas)),
        ])),
      .init("rows", .array(analysis.rows.indices.map { json(analysis, $0) })),
    ])
  }

  private static func json(_ analysis: Influence.Analysis, _ place: Int) -> JSONValue {
    let (row, flags) = (analysis.rows[place], analysis.flags[place])
    func flag(_ value: Bool?) -> JSONValue { value.map { .bool($0) } ?? .null }
    func named<Value>(_ values: [Value?], _ json: (Value?) -> JSONValue) -> JSONValue {
      .object(zip(analysis.coefficients, values).map { .init($0, json($1)) })
    }
    return .object([
      .init("label", .string(row.cluster.name)), .init("group", .string(row.group)),
      .init("studies", .integer(row.cluster.places.count)), .init("rstandard", .number(row.standardized)),
      .init("rstudent", .number(row.studentized)), .init("dffits", .number(row.dffits)),
      .init("cooksDistance", .number(row.cooksDistance)),
      .init("covarianceRatio", .number(row.covarianceRatio)), .init("tau2Without", .number(row.tau2)),
      .init("qWithout", .number(row.q)), .init("hat", .number(row.hat)),
      .init("weight", .number(row.weight.map { $0 * 100 })),
      .init("dfbetas", named(row.dfbetas) { .number($0) }),
      .init(
        "flags",
        .object([
          .init("rstudent", flag(flags.studentized)), .init("dffits", flag(flags.dffits)),
          .init("cooksDistance", flag(flags.cooksDistance)), .init("hat", flag(flags.hat)),
          .init("dfbetas", named(flags.dfbetas, flag)),
        ])),
      .init("influential", .bool(flags.isInfluential)), .init("outlier", .bool(flags.isOutlier)),
      .init("note", .string(row.reason)),
    ])
  }
}
