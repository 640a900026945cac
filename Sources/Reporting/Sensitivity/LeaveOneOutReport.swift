import Figures
import Pooling
import Sensitivity
import StudyData

/// Leave-one-out in every form of output.
public struct LeaveOneOutReport: Sendable {
  /// The analyses.
  public let result: LeaveOneOut
  /// What is analyzed.
  public let subject: RefitSubject
  /// The column of the clusters that were left out; nil where it was each study.
  public let cluster: String?

  /// The analyses with what is known of the one of all studies.
  public init(_ result: LeaveOneOut, of subject: RefitSubject, cluster: String? = nil) {
    self.result = result
    self.subject = subject
    self.cluster = cluster
  }

  /// What is unwise about the data and the analysis of all studies.
  public var warnings: [AnalysisWarning] { subject.warnings }

  var series: RefitSeries {
    RefitSeries(
      subject: subject, all: result.all, level: result.level,
      lines: result.deletions.map { deletion in
        let name = deletion.cluster.name
        return RefitSeries.Line(
          name: "without \(name)", lead: [.text(name), .integer(deletion.kept)], words: [name],
          kept: deletion.kept,
          refit: deletion.refit)
      }, headers: [("Without", .left)], wordsOfAll: ["(all studies)"], changeHeader: "Change",
      titleEnd: ", without each \(cluster ?? "study")")
  }

  // MARK: Numbers

  /// One row per quantity: first those of all studies, then those without each.
  public var table: ResultTable {
    var table = ResultTable(
      columns: ["left_out", "k"] + RefitRow.columns + ["note"] + RefitRow.comparison + ["studies_left_out"])
    let (all, series) = (result.all, series)
    for quantity in all.quantities {
      table.append(
        [.missing, .integer(all.k)] + RefitRow.cells(quantity, of: all) + [.missing]
          + RefitRow.comparison(quantity, of: all, with: nil, level: result.level) + [.integer(0)])
    }
    for (line, deletion) in zip(series.lines, result.deletions) {
      for row in series.rows(of: line) { table.append(row + [.integer(deletion.cluster.places.count)]) }
    }
    return table
  }

  /// Schema `copse.leave-one-out/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    let series = series
    return .object(
      [.init("schema", .string("copse.leave-one-out/1"))] + subject.members(provenance)
        + [
          .init("level", .number(result.level)), .init("cluster", .string(cluster)),
          .init("all", series.jsonOfAll),
          .init(
            "deletions",
            .array(
              result.deletions.map {
                .object(
                  [
                    .init("leftOut", .string($0.cluster.name)),
                    .init("studiesLeftOut", .integer($0.cluster.places.count)),
                  ] + series.members($0.refit))
              })),
          .init("summary", .array(summaries.map(Self.json))),
        ] + RefitSeries.members(warnings, refits: result.refitWarnings))
  }

  private var summaries: [DeletionSummary] {
    result.all.quantities.compactMap { result.summary(of: $0.name) }
  }

  private static func json(_ summary: DeletionSummary) -> JSONValue {
    func json(_ extreme: DeletionSummary.Extreme) -> JSONValue {
      .object([
        .init("leftOut", .string(extreme.name)), .init("value", .number(extreme.quantity.value)),
        .init("display", .number(extreme.quantity.displayed.value)),
      ])
    }
    return .object([
      .init("quantity", .string(summary.all.name)), .init("count", .integer(summary.count)),
      .init("smallest", json(summary.smallest)), .init("largest", json(summary.largest)),
      .init("mostMoved", json(summary.mostMoved)),
      .init(
        "changes",
        .array(
          summary.changes.map {
            .object([
              .init("leftOut", .string($0.name)),
              .init("changes", .array($0.changes.map { .string($0.rawValue) })),
            ])
          })), .init("outsideAll", .array(summary.outside.map { .string($0) })),
    ])
  }

  // MARK: Reading

  /// For reading: the analyses beside that of all studies, a summary, and every choice by name.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    let series = series
    return series.sections + [summary(series)].compactMap(\.self)
      + subject.closing(warnings, refits: result.refitWarnings)
  }

  private func summary(_ series: RefitSeries) -> ReportSection? {
    let pairs = summaries.flatMap { lines($0, series, isOnly: result.all.quantities.count == 1) }
    return pairs.isEmpty ? nil : ReportSection(title: "Summary", pairs: pairs)
  }

  private func lines(
    _ summary: DeletionSummary, _ series: RefitSeries, isOnly: Bool
  ) -> [(label: String, text: String)] {
    let format = ValueFormat(summary.all)
    func value(_ quantity: Refit.Quantity) -> String { quantity.displayed.value.map(format.value) ?? "" }
    // On a scale such as log(-log) the smallest value is displayed as the largest.
    let ends = [summary.smallest, summary.largest]
      .sorted { ($0.quantity.displayed.value ?? 0) < ($1.quantity.displayed.value ?? 0) }
    let (name, most) = (isOnly ? "" : "\(summary.all.name): ", summary.mostMoved)
    var pairs = [
      (
        name + "Range",
        ends.map { "\(value($0.quantity)) (without \($0.name))" }.joined(separator: " to ")
          + "; \(value(summary.all)) with all"
      ),
      (
        name + "Moved most by", "\(most.name): \(value(summary.all)) with it, \(value(most.quantity)) without"
      ),
    ]
    if summary.all.null == nil {
      pairs.append(
        (
          name + "Interval",
          summary.outside.isEmpty
            ? "no estimate leaves the interval with all"
            : "the estimate leaves that with all without \(summary.outside.joined(separator: "; without "))"
        ))
    } else {
      pairs.append((name + "Conclusion", conclusion(summary, series)))
    }
    return pairs
  }

  private func conclusion(_ summary: DeletionSummary, _ series: RefitSeries) -> String {
    guard !summary.changes.isEmpty else {
      return
        "the same \(summary.count == 1 ? "without the one" : "whichever of the \(summary.count) is left out")"
    }
    let cases = summary.changes.map { change in
      "\(change.name) (\(series.words(change.quantity, besides: summary.all)))"
    }
    return "changes in \(cases.count) of \(summary.count): without \(cases.joined(separator: "; without "))"
  }
}
