import Figures
import Pooling
import Sensitivity
import StudyData

/// A cumulative analysis in every form of output.
public struct CumulativeReport: Sendable {
  /// The analyses.
  public let result: Cumulative
  /// What is analyzed.
  public let subject: RefitSubject
  /// In which order studies were added, such as `-year`.
  public let order: String
  /// The column of the clusters that were added whole; nil where it was each study.
  public let cluster: String?

  /// The analyses with what is known of the one of all studies.
  public init(_ result: Cumulative, of subject: RefitSubject, order: String, cluster: String? = nil) {
    self.result = result
    self.subject = subject
    self.order = order
    self.cluster = cluster
  }

  /// What is unwise about the data, the analysis of all studies and their order.
  public var warnings: [AnalysisWarning] { subject.warnings + result.order.warnings }

  var hasValues: Bool { result.order.name != nil }

  var series: RefitSeries {
    var headers: [(header: String, alignment: TextTable.Alignment)] = [("Step", .right), ("Added", .left)]
    if let name = result.order.name { headers.append((name, .right)) }
    return RefitSeries(
      subject: subject, all: result.all, level: result.level,
      lines: result.steps.enumerated().map { place, step in
        let names = step.added.added.joined(separator: "; ")
        return RefitSeries.Line(
          name: "at step \(place + 1)",
          lead: [
            .integer(place + 1), .text(names), .integer(step.added.places.count), .integer(step.kept),
            Self.cell(step.added.value),
          ],
          words: ["\(place + 1)", Self.short(step.added.added)]
            + (hasValues ? [Self.words(step.added.value)] : []), kept: step.kept, refit: step.refit)
      }, headers: headers, wordsOfAll: nil, changeHeader: "Unlike the end",
      titleEnd: ", cumulative" + (order == "file" ? "" : " by \(orderName)"))
  }

  /// The order by the name of its column, with the minus.
  private var orderName: String { (order.hasPrefix("-") ? "-" : "") + (result.order.name ?? "file") }

  static func cell(_ value: StudyOrder.Value?) -> ResultTable.Value {
    switch value {
    case .number(let number)?: .init(number)
    case .text(let text)?: .init(text)
    case nil: .missing
    }
  }

  /// The value with six digits.
  static func words(_ value: StudyOrder.Value?) -> String {
    switch value {
    case .number(let number)?:
      number == number.rounded() ? NumberText.exact(number) ?? "" : NumberText.significant(number, digits: 4)
    case .text(let text)?: text
    case nil: ""
    }
  }

  /// The first names and how many more there are.
  static func short(_ names: [String]) -> String {
    names.count <= 3
      ? names.joined(separator: "; ")
      : names.prefix(2).joined(separator: "; ") + "; and \(names.count - 2) more"
  }

  // MARK: Numbers

  /// One row per step and quantity.
  public var table: ResultTable {
    var table = ResultTable(
      columns: ["step", "added", "studies_added", "k", "order_value"] + RefitRow.columns + ["note"]
        + RefitRow.comparison)
    let series = series
    for line in series.lines { for row in series.rows(of: line) { table.append(row) } }
    return table
  }

  /// Schema `copse.cumulative/1`.
  public func document(_ provenance: Provenance) -> JSONValue {
    let series = series
    return .object(
      [.init("schema", .string("copse.cumulative/1"))] + subject.members(provenance)
        + [
          .init("level", .number(result.level)), .init("order", .string(order)),
          .init("cluster", .string(cluster)),
          .init(
            "steps",
            .array(
              result.steps.enumerated().map { place, step in
                .object(
                  [
                    .init("step", .integer(place + 1)),
                    .init("added", .array(step.added.added.map { .string($0) })),
                    .init("studiesAdded", .integer(step.added.places.count)),
                    .init("studies", .integer(step.kept)),
                    .init("orderValue", Self.cell(step.added.value).json),
                  ] + series.members(step.refit))
              })),
          .init(
            "settled",
            .array(
              result.all.quantities.compactMap { quantity in
                result.settledStep(quantity.name).map {
                  .object([.init("quantity", .string(quantity.name)), .init("step", .integer($0 + 1))])
                }
              })),
        ] + RefitSeries.members(warnings, refits: result.refitWarnings))
  }

  // MARK: Reading

  /// For reading: the analyses step by step, when the conclusion settled, and every choice by name.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    let series = series
    let pairs = result.all.quantities.compactMap(settled)
    return series.sections + (pairs.isEmpty ? [] : [ReportSection(title: "Summary", pairs: pairs)])
      + subject.closing(warnings, refits: result.refitWarnings)
  }

  private func settled(_ quantity: Refit.Quantity) -> (label: String, text: String)? {
    guard let place = result.settledStep(quantity.name) else { return nil }
    let step = result.steps[place]
    let name = result.all.quantities.count == 1 ? "" : "\(quantity.name): "
    let last = place == result.steps.count - 1 && place > 0
    return (
      name + "Conclusion",
      last
        ? "that of the last step alone: \(verdict(quantity))"
        : "from step \(place + 1) on (\(Self.short(step.added.added))) that of the end: \(verdict(quantity))"
    )
  }

  /// What the end says about the null value.
  private func verdict(_ quantity: Refit.Quantity) -> String {
    let null = quantity.displayedNull.flatMap { NumberText.exact($0) } ?? "no effect"
    let side = both(quantity.value, quantity.null).map { $0 < $1 ? "below \(null)" : "above \(null)" }
    let significance = quantity.p.map { $0 < 1 - result.level ? "significant" : "not significant" }
    return [side, significance].compactMap(\.self).joined(separator: ", ")
  }
}

/// Both values, where there are both.
private func both(_ first: Double?, _ second: Double?) -> (Double, Double)? {
  guard let first, let second else { return nil }
  return (first, second)
}
