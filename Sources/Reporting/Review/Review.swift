import Figures
import Pooling
import StudyData

/// A review as it is reported: its question, what was found, the claims that it makes, and what all of that rests on.
public struct Review: Sendable {
  /// An analysis with what came of it.
  public struct Result: Sendable {
    /// What came of it.
    public enum Outcome: Sendable {
      /// The parts of the result, and its figure where it has one.
      case made([ReportSection], Figure?)
      /// The result as lines of a terminal.
      case text(String)
      /// Why it cannot be made.
      case failed(String)
    }

    /// What it is called.
    public let title: String
    /// The command line that repeats it.
    public let command: String
    /// What came of it.
    public let outcome: Outcome
    /// What is unwise about it.
    public let warnings: [AnalysisWarning]
    /// How it was made, where that can be said.
    public let methods: MethodsParagraph?
    /// Whether the command writes that itself, with `--methods`.
    public let hasMethodsOption: Bool

    /// An analysis with what came of it.
    public init(
      title: String, command: String, outcome: Outcome, warnings: [AnalysisWarning] = [],
      methods: MethodsParagraph? = nil, hasMethodsOption: Bool = true
    ) {
      self.title = title
      self.command = command
      self.outcome = outcome
      self.warnings = warnings
      self.methods = methods
      self.hasMethodsOption = hasMethodsOption
    }
  }

  /// Analyses that belong together.
  public struct Part: Sendable {
    /// The heading.
    public let title: String
    /// What is said before the results.
    public let text: String
    /// The results.
    public let results: [Result]

    /// Analyses that belong together.
    public init(title: String, text: String, results: [Result]) {
      self.title = title
      self.text = text
      self.results = results
    }
  }

  /// A table that the review rests on.
  public struct Evidence: Sendable {
    /// The name of its file.
    public let name: String
    /// The table.
    public let table: StudyTable
    /// The columns that are shown; empty for all that hold a value.
    public let columns: [String]

    /// A table that the review rests on.
    public init(name: String, table: StudyTable, columns: [String] = []) {
      self.name = name
      self.table = table
      self.columns = columns
    }
  }

  /// A file that was read.
  public struct Input: Sendable {
    /// Its name.
    public let name: String
    /// Its bytes as text, to be downloaded from the page.
    public let text: String
    /// The number of its bytes.
    public let size: Int
    /// The SHA-256 hash of its bytes, in hexadecimal.
    public let sha256: String

    /// A file that was read.
    public init(name: String, text: String, size: Int, sha256: String) {
      self.name = name
      self.text = text
      self.size = size
      self.sha256 = sha256
    }
  }

  /// What the report is called.
  public let title: String
  /// What it answers; paragraphs stand apart by an empty line.
  public let question: String
  /// The analyses.
  public let parts: [Part]
  /// What the review claims, with the command that derives it; nil where it makes no claims.
  public let claims: (report: ClaimReport, command: String)?
  /// The tables that all rests on.
  public let evidence: [Evidence]
  /// The command that prints them.
  public let evidenceCommand: String
  /// Every file that was read.
  public let inputs: [Input]
  /// The program and its version.
  public let version: String
  /// The command that makes the report.
  public let command: String

  /// A review with its parts.
  public init(
    title: String, question: String, parts: [Part], claims: (report: ClaimReport, command: String)?,
    evidence: [Evidence], evidenceCommand: String, inputs: [Input], version: String, command: String
  ) {
    self.title = title
    self.question = question
    self.parts = parts
    self.claims = claims
    self.evidence = evidence
    self.evidenceCommand = evidenceCommand
    self.inputs = inputs
    self.version = version
    self.command = command
  }

  /// Each warning once, with the part in which it is given.
  public var warnings: [(part: String, words: String)] {
    parts.flatMap { part in part.warnings.map { (part.title, $0) } }
  }

  /// The analyses that cannot be made, each with its part and the reason.
  public var failures: [(part: String, command: String, reason: String)] {
    parts.flatMap { part in
      part.results.compactMap { result in
        guard case .failed(let reason) = result.outcome else { return nil }
        return (part.title, result.command, reason)
      }
    }
  }
}

extension Review.Part {
  /// Each warning of the results once.
  var warnings: [String] {
    var distinct: [String] = []
    for words in results.flatMap(\.warningWords) where !distinct.contains(words) { distinct.append(words) }
    return distinct
  }
}

extension Review.Result {
  /// The warnings as they are told.
  var warningWords: [String] { warnings.map { "\($0.message) (\($0.code))" } }
}
