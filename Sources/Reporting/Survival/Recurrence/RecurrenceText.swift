import EffectSizes
import Figures
import Pooling
import Survival

extension RecurrenceResult {
  /// The result for reading: all blocks in one table, then each block with its studies.
  public var text: String { sections.map(\.text).joined(separator: "\n") }

  /// The same in Markdown.
  public var markdown: String { sections.map(\.markdown).joined(separator: "\n") }

  /// The parts of the text.
  public var sections: [ReportSection] {
    [overview] + blocks.map(Self.section) + choices
  }

  private var overview: ReportSection {
    var table = TextTable([
      ("Quantity", .left), ("At", .right), ("Rows", .right), ("k", .right), ("Recurrence [CI]", .right),
      ("Prediction", .right), ("Tau", .right),
    ])
    for block in blocks {
      let studies = block.studies
      var row = [
        studies.quantity.name + (studies.isDeclared ? " (declared)" : ""),
        studies.time.flatMap { NumberText.exact($0) } ?? "", "\(studies.rows.count)",
        "\(block.pool?.fit.k ?? 0)",
      ]
      row += block.pool.map(Self.values) ?? ["not pooled", "", ""]
      table.append(row)
    }
    return ReportSection(title: "Recurrence by quantity and time", items: notes, table: table)
  }

  private static func values(_ pool: PoolResult) -> [String] {
    let (display, format) = (pool.display, pool.format)
    var prediction = ""
    if let lower = display.predictionLower, let upper = display.predictionUpper {
      prediction = format.prediction(lower: lower, upper: upper)
    }
    return [
      format.estimate(display.value, lower: display.lower, upper: display.upper), prediction,
      pool.fit.heterogeneity.tau.map { NumberText.significant($0, digits: 4) } ?? "",
    ]
  }

  private static func section(_ block: Block) -> ReportSection {
    var items: [String] = []
    let table: TextTable
    if let pool = block.pool {
      table = studies(pool)
      items += [RawColumns.legend(pool.fit.effects.studies)].compactMap { $0 }
      for study in pool.fit.effects.studies { items += study.notes.map { "\(study.label): \($0)" } }
      if let beside = pool.likelihoodBeside {
        let shown = DisplayedResult(beside)
        items.append(
          "by the likelihood of the counts, without a correction: "
            + pool.format.estimate(shown.value, lower: shown.lower, upper: shown.upper))
      }
      if let other = block.withoutDerived {
        items.append(
          "without derived variances: \(Self.values(other)[0]), \(other.fit.k)"
            + " \(other.fit.k == 1 ? "study" : "studies")")
      }
    } else {
      table = reported(block)
    }
    if block.studies.quantity != .unstated {
      items += block.excluded.map { "left out: \($0.label): \($0.reason)" }
    }
    items += block.warnings.map { "warning: \($0.message) (\($0.code))" }
    let name = block.name
    return ReportSection(title: name.prefix(1).uppercased() + name.dropFirst(), items: items, table: table)
  }

  private static func studies(_ pool: PoolResult) -> TextTable {
    let headers = rawHeaders(pool.fit.effects)
    let hasGroups = pool.subgroups != nil
    var columns: [(header: String, alignment: TextTable.Alignment)] = [("Study", .left)]
    if hasGroups { columns.append(("Group", .left)) }
    var table = TextTable(
      columns + headers.map { ($0, .right) } + [("Recurrence [CI]", .right), ("Weight", .right)])
    for (study, weight) in zip(pool.fit.effects.studies, pool.fit.shares) {
      table.append(
        [study.label] + (hasGroups ? [study.group ?? ""] : []) + rawTexts(study, pool.fit.effects)
          + [
            pool.format.estimate(study.estimate, lower: study.lower, upper: study.upper),
            weight.map { NumberText.fixed($0 * 100, decimals: 1) + "%" } ?? "",
          ])
    }
    for group in pool.subgroups?.groups ?? [] {
      let shown = pool.display(of: group.fit)
      table.append(
        ["pooled", group.name] + headers.map { _ in "" }
          + [pool.format.estimate(shown.value, lower: shown.lower, upper: shown.upper), ""])
    }
    return table
  }

  /// The counts of crude shares; of the others where their standard errors are from, since their survivals are the
  /// complements of what is shown.
  private static func rawHeaders(_ effects: EffectSizes) -> [String] {
    let isTimed = effects.studies.contains { $0.survivalRung != nil }
    return isTimed ? ["SE from"] : RawColumns(effects).headers
  }

  private static func rawTexts(_ study: StudyEffect, _ effects: EffectSizes) -> [String] {
    study.survivalRung.map { [$0.letter] } ?? RawColumns(effects).texts(study)
  }

  private static func reported(_ block: Block) -> TextTable {
    var table = TextTable([("Study", .left), ("Stated as", .left), ("Reported", .right)])
    for row in block.studies.rows { table.append([row.label, row.stated ?? "", row.printed ?? "no share"]) }
    return table
  }

  /// The choices behind the pooled blocks, once for each measure.
  private var choices: [ReportSection] {
    var codes: [String] = []
    return blocks.compactMap(\.pool).compactMap { pool in
      guard !codes.contains(pool.measure.code) else { return nil }
      codes.append(pool.measure.code)
      return ReportSection(
        title: "Choices, \(pool.measure.code)", pairs: Choices(pool).lines.map { ($0.label, $0.words) })
    }
  }
}
