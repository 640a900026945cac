import Figures
import StudyData

extension Review {
  /// The report as a page: the question, the results by part, the claims, the evidence, the methods, what is unwise,
  /// and what was read.
  public var page: Page {
    var sections = parts.map(Self.section)
    if let claims { sections.append(claims.report.pageSection(command: claims.command)) }
    if !evidence.isEmpty { sections.append(evidenceSection) }
    if let methods = methodsSection { sections.append(methods) }
    sections += [warningsSection, inputsSection]
    return Page(
      title: title, lead: Self.paragraphs(question), sections: sections,
      generator: "Made by Copse \(version).")
  }

  // MARK: Results

  private static func section(_ part: Part) -> Page.Section {
    var blocks = paragraphs(part.text).map { Page.Block.paragraph($0) }
    var choices: [String] = []
    var warned: Set<String> = []
    for result in part.results {
      blocks += self.blocks(result, choices: &choices)
      blocks += result.warningWords.filter { warned.insert($0).inserted }.map { .notice($0) }
    }
    return Page.Section(title: part.title, blocks: blocks)
  }

  /// What is shown of a result. Its warnings stand behind it, and choices are told once in a part.
  private static func blocks(_ result: Result, choices: inout [String]) -> [Page.Block] {
    var blocks: [Page.Block] = [.heading(result.title)]
    switch result.outcome {
    case .made(let sections, let figure):
      if let figure { blocks.append(plate(figure, of: result)) }
      for section in sections where section.title != "Warnings" {
        if section.title == "Choices" {
          guard !choices.contains(section.text) else { continue }
          choices.append(section.text)
        }
        blocks += self.blocks(section)
      }
      if figure == nil || !sections.isEmpty { blocks.append(.command(result.command)) }
    case .text(let text): blocks += [.verbatim(text), .command(result.command)]
    case .failed(let reason):
      if reason.contains("\n") {
        blocks += [.notice("This analysis cannot be made:"), .verbatim(reason)]
      } else {
        blocks.append(.notice("This analysis cannot be made: \(reason)"))
      }
      blocks.append(.command(result.command))
    }
    return blocks
  }

  private static func blocks(_ section: ReportSection) -> [Page.Block] {
    var blocks: [Page.Block] = [.subheading(section.title)]
    if !section.pairs.isEmpty { blocks.append(.pairs(section.pairs.map { Page.Pair($0.label, $0.text) })) }
    if let table = section.table {
      blocks.append(
        .table(
          PageTable(table, caption: section.title, isCaptionShown: false, isSortable: table.rows.count > 3)))
    }
    if !section.items.isEmpty { blocks.append(.items(section.items)) }
    return blocks
  }

  private static func plate(_ figure: Figure, of result: Result) -> Page.Block {
    let command = result.command + " -o figure.svg"
    switch figure {
    case .forest(let plot):
      let title = plot.title.isEmpty ? result.title : plot.title
      return .plate(
        Page.Plate(figure, caption: "\(title): \(plot.axis.title), with intervals.", command: command))
    case .chart(let chart):
      let caption = [chart.title, chart.description].filter { !$0.isEmpty }.joined(separator: ". ")
      let reading = chart.readingTable
      return .plate(
        Page.Plate(
          figure, caption: caption, command: command, reading: reading.rows.count <= 100 ? reading : nil))
    }
  }

  static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      if words.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1] += words }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }

  // MARK: What it rests on

  private var evidenceSection: Page.Section {
    Page.Section(
      title: "Evidence",
      blocks: evidence.flatMap { [.heading($0.name), .table($0.pageTable)] } + [.command(evidenceCommand)])
  }

  private var methodsSection: Page.Section? {
    var found: [(titles: [String], result: Result, methods: MethodsParagraph)] = []
    for part in parts {
      for result in part.results {
        guard let methods = result.methods else { continue }
        if let place = found.firstIndex(where: { $0.methods.text == methods.text }) {
          if !found[place].titles.contains(part.title) { found[place].titles.append(part.title) }
        } else {
          found.append(([part.title], result, methods))
        }
      }
    }
    guard !found.isEmpty else { return nil }
    var blocks: [Page.Block] = []
    var references: [String] = []
    for (titles, result, methods) in found {
      if found.count > 1 { blocks.append(.heading(titles.joined(separator: "; "))) }
      let isComplete = !result.hasMethodsOption || result.command.hasSuffix(" --methods")
      blocks += [.paragraph(methods.text), .command(result.command + (isComplete ? "" : " --methods"))]
      for entry in methods.references.map(\.entry) where !references.contains(entry) {
        references.append(entry)
      }
    }
    if !references.isEmpty { blocks += [.heading("References"), .items(references)] }
    return Page.Section(title: "Methods", blocks: blocks)
  }

  private var warningsSection: Page.Section {
    let items =
      failures.map {
        "\($0.part): \($0.command): cannot be made, \($0.reason.split(separator: "\n").first ?? "")"
      }
      + warnings.map { "\($0.part): \($0.words)" }
    return Page.Section(
      title: "Warnings",
      blocks: [
        items.isEmpty ? .paragraph("No analysis of this report gave a warning.") : .items(items),
        .command(command),
      ])
  }

  private var inputsSection: Page.Section {
    let table = PageTable(
      caption: "Every file that was read",
      columns: [.init("File"), .init("Bytes", isNumeric: true), .init("SHA-256")],
      rows: inputs.map { [$0.name, "\($0.size)", $0.sha256] })
    let files = inputs.map { input in
      let name = String(input.name.split(separator: "/").last ?? "input")
      return Page.File(
        name: name, text: input.text, type: name.hasSuffix(".csv") ? "text/csv" : "text/plain")
    }
    return Page.Section(
      title: "Inputs and version",
      blocks: [
        .table(table), .files(files),
        .paragraph(
          "The report was made by Copse \(version); the same files give the same report to the byte."),
        .command(command),
      ])
  }
}

extension Review.Evidence {
  fileprivate var pageTable: PageTable {
    let shown =
      columns.isEmpty
      ? Array(table.columnNames.indices)
      : columns.compactMap { name in table.columnNames.firstIndex(of: name) }
    let rows = (0..<table.rowCount).map { row in
      shown.map { column in table.cell(row: row, column: column).value ?? "" }
    }
    let count = "\(table.rowCount) \(table.rowCount == 1 ? "row" : "rows")"
    let rest =
      columns.isEmpty ? "columns without a value are left out" : "the file has \(table.columnCount) columns"
    return PageTable(
      columns: shown.map { table.columnNames[$0] }, rows: rows, caption: "\(name), \(count); \(rest)")
  }
}
