import ArgumentParser
import MetaAnalysis

/// In which form a report is written.
enum ReportForm: String, NamedChoice {
  case html
  case markdown

  /// The form that belongs to the ending of a file's name.
  init?(ending file: String) {
    let file = file.lowercased()
    if file.hasSuffix(".html") || file.hasSuffix(".htm") {
      self = .html
    } else if file.hasSuffix(".md") || file.hasSuffix(".markdown") {
      self = .markdown
    } else {
      return nil
    }
  }
}

/// `copse report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "A whole review as one page: results, figures, claims, evidence, methods, inputs.",
    usage: "copse report <folder> [-o <file>] [<options>]",
    discussion: """
      FOLDER holds data.csv, perhaps studies.csv, claims.yaml, multiverse-NAME.yaml and report.yaml, which says what is \
      reported; without it: the pooled result, what it depends on, and the declared multiverses. The page needs no \
      network, and no JavaScript but for sorting tables; the rows of every figure can be saved from it. In Markdown a \
      figure is its table, with the command that draws it. An analysis that cannot be made shows the reason.

      report.yaml:
        title: Deaths after cryoablation
        question: How often do patients die of the treatment?
        columns: [study, arm, outcome, events, total]
        sections:
          - title: Treatment-related deaths
            text: Three series print a number.
            commands:
              - forest --where outcome=treatment-related-death
              - {title: Pooled share, command: pool --where 'total>=100'}

      columns are those of the evidence table that are shown; the commands are those of copse with DATA left out, or a \
      file of the folder.

      EXAMPLES
        copse report liver-cryoablation -o report.html
        copse report bcg-vaccine -o report.md
      """)

  @Argument(help: ArgumentHelp("A folder with data.csv, or a bundled data set.", valueName: "folder"))
  var folder: String

  @Option(name: .long, help: "How the report is written [default: html].")
  var format: ReportForm?

  @Option(
    name: [.customShort("o"), .long],
    help: "Write to this file, in the form of its ending: .html or .md.")
  var output: String?

  @Flag(
    name: .long,
    help: "Take warnings, and analyses that cannot be made, for errors (exit code 65).")
  var strict = false

  func run() throws {
    try reportingFailures {
      let form = try form()
      if let output { try Output.refuseUnwritable(output) }
      let review = try ReportFolder(folder).review(command: command)
      try refuseIfStrict(review)
      for failure in review.failures {
        StandardError.write(
          "copse: warning: \(failure.part): \(failure.command) cannot be made: \(failure.reason)")
      }
      let text = form == .html ? HTMLPage.text(review.page) : MarkdownPage.text(review.page)
      guard let output else { return try Output.print(Array(text.utf8)) }
      var files = Output()
      try files.stage(text, for: output)
      try files.commit()
    }
  }

  private func form() throws(Failure) -> ReportForm {
    if let format { return format }
    guard let output else { return .html }
    guard let form = ReportForm(ending: output) else {
      throw .usage("the ending of \(output) names no form; use .html or .md, or say which with --format")
    }
    return form
  }

  /// The command line that makes the same report again.
  private var command: String {
    let form = (try? form()) ?? .html
    return JobWords.line(["report", folder], adding: ["-o", form == .html ? "report.html" : "report.md"])
  }

  private func refuseIfStrict(_ review: Review) throws(Failure) {
    guard strict else { return }
    let problems =
      review.failures.map { "copse: error: \($0.part): \($0.command) cannot be made: \($0.reason)" }
      + review.warnings.map { "copse: error: \($0.part): \($0.words)" }
    if !problems.isEmpty { throw .data(problems.joined(separator: "\n")) }
  }
}
