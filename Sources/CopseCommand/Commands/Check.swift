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
        copse check liver-cryoablation --only sum-of-parts,p-value

      NUMBERS
        A table of reported numbers (with any of percent, events, p, estimate)
        is checked number against number after its cells. What is found comes
        with its rows, the arithmetic and what would settle it, and leaves the
        exit code at 0; with --strict, an error or a warning gives 65.

      \(checks)
      """)

  /// The codes of the checks, with what each checks.
  private static var checks: String {
    let width = AllChecks.list.map(\.code.count).max() ?? 0
    return AllChecks.list.map { check in
      let code = check.code + String(repeating: " ", count: width - check.code.count)
      return TerminalText.hanging("  \(code)  ", check.summary, width: 78)
    }.joined(separator: "\n")
  }

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @Option(name: .long, help: "The measure that the data are meant for, which says the columns they need.")
  var measure: MeasureName?
  @OptionGroup(title: "Numbers") var numbers: FindingOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      let findings = try DataFindings(
        data: data, kind: measure?.kind, at: atColumn.at, numbers: numbers)
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
private struct DataFindings {
  let source: Source
  let problems: [DataProblem]
  let excluded: [Exclusion]
  let studies: Int
  /// The number of rows selected.
  private let rows: Int
  /// Whether the rows are of many outcomes, so that no one analysis is meant: then the cells and the numbers are
  /// checked, but not which rows could be pooled with which.
  private let isEvidence: Bool
  /// The number of the row that begins on a line.
  private let rowsOfLines: [Int: Int]
  /// What the checks find in the numbers; nil for a table that is no evidence table.
  let report: FindingsReport?

  init(data: DataOptions, kind: DataKind?, at: String?, numbers: FindingOptions) throws {
    if data.onePer != nil || data.rungs != nil {
      throw Failure.usage("--one-per and --rungs choose what is pooled; copse check looks at all rows")
    }
    let input = try Input(data.data)
    let (report, unread) = try Self.report(input: input, data: data, numbers: numbers)
    self.report = report
    do {
      let choices = try data.rows(group: nil, at: at)
      let selected = try choices.selected(from: input.table())
      let layout = try DataLayout.find(in: selected.table, requested: choices.request(kind: kind))
      let reading = try StudyReading(of: selected.table, layout: layout)
      source = selected.table.source
      rows = selected.table.rowCount
      isEvidence = kind == nil && data.arms == nil && Self.hasManyOutcomes(selected.table)
      problems = isEvidence ? unread : layout.notes + reading.warnings + unread
      excluded = isEvidence ? [] : selected.excluded + reading.excluded
      studies = reading.count
      rowsOfLines = Self.rowsOfLines(in: selected.table)
    } catch let found as DataProblems {
      source = found.source
      problems = found.problems
      excluded = []
      studies = 0
      (rows, isEvidence) = (0, false)
      rowsOfLines = (try? Self.rowsOfLines(in: input.table())) ?? [:]
    }
  }

  /// Whether there is a column of outcomes with several of them.
  private static func hasManyOutcomes(_ table: StudyTable) -> Bool {
    (table.findColumn("outcome")?.distinctValues.count ?? 0) > 1
  }

  private static func rowsOfLines(in table: StudyTable) -> [Int: Int] {
    Dictionary(
      (0..<table.rowCount).map { (table.line(ofRow: $0), table.rowNumber($0)) },
      uniquingKeysWith: { row, _ in row })
  }

  /// The checks of the numbers, on the rows before arms are paired; nil where the table holds none, and where
  /// cells are no numbers, which are told.
  private static func report(
    input: Input, data: DataOptions, numbers: FindingOptions
  ) throws -> (report: FindingsReport?, unread: [DataProblem]) {
    do {
      let table = try input.table().selecting(where: data.conditions)
      guard EvidenceTable.isReadable(table) else { return (nil, []) }
      let study = data.study?.values ?? []
      let evidence =
        try EvidenceTable.isWide(table)
        ? EvidenceTable(wide: table, study: study) : EvidenceTable(table, study: study)
      return (FindingsReport(try numbers.findings(in: evidence)), [])
    } catch let found as DataProblems {
      return (nil, found.problems.map(Self.asWarning))
    }
  }

  /// A cell that only the checks of the numbers would have read.
  private static func asWarning(_ problem: DataProblem) -> DataProblem {
    DataProblem(
      .warning, code: problem.code, message: problem.message + "; the numbers are not checked",
      hint: problem.hint, at: problem.span)
  }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }
  /// Whether there is a warning, or a finding that is more than a note.
  var hasWarnings: Bool {
    problems.contains { $0.severity == .warning }
      || (report?.findings.contains { $0.severity != .note } ?? false)
  }

  var text: String {
    var text = problems.isEmpty ? "" : source.rendering(of: problems) + "\n"
    for exclusion in excluded {
      let line = exclusion.line.map { ":\($0)" } ?? ""
      text += "\(source.name)\(line): note: \(exclusion.label) cannot be used: \(exclusion.reason)\n"
    }
    text += "\(source.name): \(summary)\n"
    guard let report else { return text }
    let findings = report.findings.isEmpty ? "" : "\n\(report.text)\n"
    return text + findings + "\(source.name): \(report.summary)\n"
  }

  private var summary: String {
    let errors = problems.filter { $0.severity == .error }.count
    let warnings = problems.filter { $0.severity == .warning }.count
    guard errors == 0 else {
      return
        "\(Self.count(errors, "error")), \(Self.count(warnings, "warning")); nothing can be analyzed until"
        + " the errors are corrected"
    }
    if isEvidence {
      return "\(Self.count(rows, "row")) of an evidence table, \(Self.count(warnings, "warning")); select one"
        + " outcome with --where, or name a --measure, to see which rows can be pooled"
    }
    let rest = excluded.isEmpty ? "" : ", \(Self.count(excluded.count, "row")) cannot"
    return "\(Self.count(studies, "study", "studies")) can be used\(rest); \(Self.count(warnings, "warning"))"
  }

  private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number == 0 ? "no" : "\(number)") \(number == 1 ? one : many ?? one + "s")"
  }

  var table: ResultTable {
    var table = ResultTable(columns: FindingsReport.columns)
    for problem in problems {
      let row = problem.position(in: source).flatMap { rowsOfLines[$0.line] }
      table.append([
        .text(problem.code), .text(problem.severity.rawValue), .missing,
        row.map { .text("\($0)") } ?? .missing,
        .text(problem.message),
        .missing, .init(problem.hint),
      ])
    }
    for exclusion in excluded {
      table.append([
        .text("left-out"), .text("note"), .text(exclusion.label),
        exclusion.line.flatMap { rowsOfLines[$0] }.map { .text("\($0)") } ?? .missing,
        .text(exclusion.reason), .missing, .missing,
      ])
    }
    for row in report?.tableRows ?? [] { table.append(row) }
    return table
  }
}
