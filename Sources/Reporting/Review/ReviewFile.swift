import StudyData
import YAMLReading
import Yams

/// What a report consists of, declared in YAML:
///
///     title: Cryoablation of liver tumors
///     question: How often do patients die of the treatment?
///     columns: [study, arm, outcome, events, total]
///     sections:
///       - title: Treatment-related deaths
///         text: Three series print a number.
///         commands:
///           - forest --where outcome=treatment-related-death
///           - title: Pooled share
///             command: pool --where outcome=treatment-related-death
///
/// Every key but `sections` may be left out, and so may a section's `text` and `commands`.
public struct ReviewFile: Sendable {
  /// An analysis, in the words of the command line.
  public struct Analysis: Sendable, Equatable {
    /// What it is called; nil for the usual name of the command.
    public let title: String?
    /// The command line, without `copse`, and without DATA where the data are those of the folder.
    public let line: String
    /// Where the line stands in the file; nil where it stands in none.
    public let span: Range<Int>?

    /// An analysis.
    public init(title: String? = nil, line: String, span: Range<Int>? = nil) {
      self.title = title
      self.line = line
      self.span = span
    }
  }

  /// A part of the report.
  public struct Section: Sendable, Equatable {
    /// The heading.
    public let title: String
    /// What is said before the results; paragraphs stand apart by an empty line.
    public let text: String
    /// The analyses.
    public let analyses: [Analysis]

    /// A part of the report.
    public init(title: String, text: String = "", analyses: [Analysis]) {
      self.title = title
      self.text = text
      self.analyses = analyses
    }
  }

  /// The text of the file.
  public let source: Source
  /// What the report is called; empty where nothing is said.
  public let title: String
  /// What it answers; empty where nothing is said.
  public let question: String
  /// The columns of the evidence table that are shown; empty for all that hold a value.
  public let columns: [String]
  /// The parts, in order.
  public let sections: [Section]

  /// Reads the YAML text.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - name: what messages call it.
  ///   - known: the columns that there are.
  /// - Throws: `DataProblems`, all that is wrong at once, each at its line: no YAML, unknown keys and columns, what is
  ///   missing or of another form.
  public init(parsing bytes: [UInt8], name: String, columns known: [String]) throws(DataProblems) {
    let source = Source(name: name, bytes: bytes)
    let document = try YAMLDocument(source)
    var reader = ReviewReader(place: document.place)
    reader.read(document.root, columns: known)
    guard reader.problems.isEmpty else { throw DataProblems(reader.problems, in: source) }
    self.source = source
    (title, question, columns) = (reader.title, reader.question, reader.columns)
    sections = reader.sections
  }

  /// Problems with analyses that show when the command reads them, each at its place.
  public func problems(_ found: [(analysis: Analysis, message: String)]) -> DataProblems {
    DataProblems(
      found.map {
        DataProblem(
          .error, code: "bad-command", message: "this command cannot be used: \($0.message)",
          at: $0.analysis.span)
      }, in: source)
  }
}

/// Reads the parts of the file.
private struct ReviewReader {
  let place: YAMLPlace
  var title = ""
  var question = ""
  var columns: [String] = []
  var sections: [ReviewFile.Section] = []
  var problems: [DataProblem] = []

  init(place: YAMLPlace) { self.place = place }

  mutating func read(_ root: Node, columns known: [String]) {
    let members = YAMLMembers(
      root, allowed: ["title", "question", "columns", "sections"], what: "the report", place: place,
      problems: &problems)
    guard let members else { return }
    title = members.text("title", problems: &problems) ?? ""
    question = members.text("question", problems: &problems) ?? ""
    for (column, span) in members.texts("columns", problems: &problems) {
      if known.contains(column) {
        columns.append(column)
      } else {
        problems.append(.unknownWord(column, key: "columns", allowed: known, at: span))
      }
    }
    guard let node = members.node("sections") else {
      problems.append(.missingKey("sections", at: members.span))
      return
    }
    guard case .sequence(let parts) = node else {
      problems.append(.notA("list", what: "sections", at: place.span(node)))
      return
    }
    for part in parts { readSection(part) }
  }

  private mutating func readSection(_ node: Node) {
    let members = YAMLMembers(
      node, allowed: ["title", "text", "commands"], what: "a section", place: place, problems: &problems)
    guard let members else { return }
    let title = members.text("title", isRequired: true, problems: &problems) ?? ""
    let text = members.text("text", problems: &problems) ?? ""
    var analyses: [ReviewFile.Analysis] = []
    if let commands = members.node("commands") {
      if case .sequence(let lines) = commands {
        analyses = lines.compactMap { readAnalysis($0) }
      } else {
        problems.append(.notA("list", what: "commands", at: place.span(commands)))
      }
    }
    sections.append(ReviewFile.Section(title: title, text: text, analyses: analyses))
  }

  /// A command line, or a mapping with its title.
  private mutating func readAnalysis(_ node: Node) -> ReviewFile.Analysis? {
    if case .scalar(let line) = node {
      return ReviewFile.Analysis(line: line.string, span: place.span(node))
    }
    let members = YAMLMembers(
      node, allowed: ["title", "command"], what: "a command", place: place, problems: &problems)
    guard let members, let line = members.text("command", isRequired: true, problems: &problems) else {
      return nil
    }
    return ReviewFile.Analysis(
      title: members.text("title", problems: &problems), line: line,
      span: members.node("command").flatMap(place.span))
  }
}
