import ArgumentParser
import MetaAnalysis

/// `copse check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Every problem of the data at once, without an analysis.",
    discussion: """
      EXAMPLES
        copse check bcg-vaccine
        copse check liver-cryoablation --where arm=cryoablation --format csv
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @Option(name: .long, help: "The measure that the data are meant for, which says the columns they need.")
  var measure: MeasureName?
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let findings = try Findings(data: data, kind: measure?.kind, at: atColumn.at)
      switch format {
      case .table: try output.write(findings.text)
      case .csv: try output.write(findings.table.csv)
      case .json: try output.write(findings.table.json.document)
      case .markdown: try output.write(findings.table.markdown)
      }
      if findings.hasErrors || (output.strict && findings.hasWarnings) { throw ExitCode(65) }
    }
  }
}

/// What there is to say about the data.
private struct Findings {
  let source: Source
  let problems: [DataProblem]
  let excluded: [Exclusion]
  let studies: Int

  init(data: DataOptions, kind: DataKind?, at: String?) throws {
    let input = try Input(data.data)
    do {
      let selected = try Selection(input: input, data: data)
      let layout = try DataLayout.find(
        in: selected.table, requested: data.request(kind: kind, group: nil, at: at))
      let reading = try Reading(table: selected.table, layout: layout)
      source = selected.table.source
      problems = layout.notes + reading.warnings
      excluded = selected.excluded + reading.excluded
      studies = reading.count
    } catch let found as DataProblems {
      source = found.source
      problems = found.problems
      excluded = []
      studies = 0
    }
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }
  var hasWarnings: Bool { problems.contains { $0.severity == .warning } }

  var text: String {
    var text = problems.isEmpty ? "" : source.rendering(of: problems) + "\n"
    for exclusion in excluded {
      let line = exclusion.line.map { ":\($0)" } ?? ""
      text += "\(source.name)\(line): note: \(exclusion.label) cannot be used: \(exclusion.reason)\n"
    }
    return text + "\(source.name): \(summary)\n"
  }

  private var summary: String {
    let errors = problems.filter { $0.severity == .error }.count
    let warnings = problems.filter { $0.severity == .warning }.count
    guard errors == 0 else {
      return
        "\(Self.count(errors, "error")), \(Self.count(warnings, "warning")); nothing can be analyzed until"
        + " the errors are corrected"
    }
    let rest = excluded.isEmpty ? "" : ", \(Self.count(excluded.count, "row")) cannot"
    return "\(Self.count(studies, "study", "studies")) can be used\(rest); \(Self.count(warnings, "warning"))"
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number == 0 ? "no" : "\(number)") \(number == 1 ? one : many ?? one + "s")"
  }

  var table: ResultTable {
    var table = ResultTable(
      columns: ["code", "severity", "study", "rows", "message", "arithmetic", "settles"])
    for problem in problems {
      let line = problem.position(in: source).map { "line \($0.line)" }
      table.append([
        .text(problem.code), .text(problem.severity.rawValue), .missing, .init(line), .text(problem.message),
        .missing, .init(problem.hint),
      ])
    }
    for exclusion in excluded {
      table.append([
        .text("left-out"), .text("note"), .text(exclusion.label), .init(exclusion.line.map { "line \($0)" }),
        .text(exclusion.reason), .missing, .missing,
      ])
    }
    return table
  }
}
