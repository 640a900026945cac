import ArgumentParser
import MetaAnalysis

/// Makes the analyses of a report in this process, as the command line would.
struct ReportRunner {
  let folder: ReportFolder
  /// The files that the analyses read, besides the data.
  private(set) var inputs: [Input] = []

  init(folder: ReportFolder) { self.folder = folder }

  /// A command line that cannot be used, and why.
  struct Refusal: Error {
    let message: String
  }

  /// A command that was read, ready to be run.
  struct Ready {
    let title: String
    /// The words behind `copse`.
    let words: [String]
    let command: any ReportedCommand
  }

  // MARK: The declared analyses

  /// The parts of a report that is declared. All commands are read before the first is run.
  ///
  /// - Throws: `DataProblems`, every command that cannot be used at its line.
  mutating func parts(_ file: ReviewFile) throws -> [Review.Part] {
    var problems: [(analysis: ReviewFile.Analysis, message: String)] = []
    var ready: [[(ReviewFile.Analysis, Ready)]] = []
    for section in file.sections {
      var commands: [(ReviewFile.Analysis, Ready)] = []
      for analysis in section.analyses {
        do {
          commands.append((analysis, try read(analysis)))
        } catch let refusal as Refusal {
          problems.append((analysis, refusal.message))
        }
      }
      ready.append(commands)
    }
    guard problems.isEmpty else { throw file.problems(problems) }
    var parts: [Review.Part] = []
    for (section, commands) in zip(file.sections, ready) {
      var results: [Review.Result] = []
      for (analysis, command) in commands {
        do {
          results.append(try result(command))
        } catch {
          problems.append((analysis, error.message))
        }
      }
      parts.append(Review.Part(title: section.title, text: section.text, results: results))
    }
    guard problems.isEmpty else { throw file.problems(problems) }
    return parts
  }

  // MARK: One analysis

  /// Reads a command line.
  ///
  /// - Throws: ``Refusal`` where it is none or has no place in a report; `Failure` where a file cannot be read.
  mutating func read(_ analysis: ReviewFile.Analysis) throws -> Ready {
    guard var words = ShellWords.split(analysis.line) else { throw Refusal(message: "a quote stays open") }
    if words.first == "copse" { words.removeFirst() }
    words = try withFiles(words)
    let parsed: any ParsableCommand
    do {
      parsed = try Copse.parseAsRoot(words)
    } catch {
      let lines = Copse.message(for: error).split(separator: "\n").map { String($0) }
      throw Refusal(message: lines.first ?? "it cannot be read")
    }
    guard let command = parsed as? any ReportedCommand else {
      throw Refusal(
        message: "copse \(Self.path(of: words).joined(separator: " ")) has no result that a report could show"
      )
    }
    try Self.refuseOutput(of: command)
    let title = analysis.title ?? ReportTitles.title(of: type(of: command)._commandName)
    return Ready(title: title, words: words, command: command)
  }

  /// Makes the analysis.
  ///
  /// - Throws: ``Refusal`` where its options do not go together.
  func result(_ ready: Ready) throws(Refusal) -> Review.Result {
    let line = JobWords.line(ready.words, adding: [])
    do {
      return try JobWords.$joined.withValue(ready.words) { try Self.made(ready, line: line) }
    } catch Failure.usage(let message) {
      throw Refusal(message: message)
    } catch {
      return Review.Result(title: ready.title, command: line, outcome: .failed(Self.reason(error)))
    }
  }

  private static func made(_ ready: Ready, line: String) throws -> Review.Result {
    let presented = try ready.command.presented()
    if let file = presented.files.first {
      throw Failure.usage("\(file.path): a report writes no other files; leave out the option that names it")
    }
    var warnings = presented.warnings
    var figure: Figure?
    do {
      figure = try presented.figure?().titled(picture(of: ready.command)?.figureTitle)
    } catch {
      guard presented.sections != nil else { throw error }
      warnings.append(AnalysisWarning(code: "no-figure", message: reason(error)))
    }
    let outcome: Review.Result.Outcome =
      if let sections = presented.sections {
        .made(sections(), figure)
      } else if figure != nil {
        .made([], figure)
      } else {
        .text(try presented.text())
      }
    return Review.Result(
      title: ready.title, command: line, outcome: outcome, warnings: warnings, methods: presented.methods,
      hasMethodsOption: presented.hasMethodsOption)
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? Failure {
    case .analysis(let text), .data(let text), .noInput(let text), .cannotWrite(let text),
      .interrupted(let text), .usage(let text):
      text
    case nil: "\(error)"
    }
  }

  // MARK: Words

  /// The names of the subcommand that the words begin with.
  private static func path(of words: [String]) -> [String] {
    var path: [String] = []
    var commands = Copse.configuration.subcommands
    for word in words {
      guard let next = commands.first(where: { $0._commandName == word }) else { break }
      path.append(word)
      commands = next.configuration.subcommands
    }
    return path
  }

  /// The words with DATA, and with each file of the folder as it is called from here.
  private mutating func withFiles(_ words: [String]) throws -> [String] {
    let path = Self.path(of: words)
    var rest = Array(words.dropFirst(path.count))
    var data = folder.dataWord
    if let first = rest.first, !first.hasPrefix("-") {
      data = try place(of: first)
      rest.removeFirst()
    }
    for index in rest.indices.dropFirst() where Self.fileOptions.contains(rest[index - 1]) {
      rest[index] = try place(of: rest[index])
    }
    return path + [data] + rest
  }

  /// Options whose value is a file to be read.
  private static let fileOptions: Set = ["--spec", "--curves", "--risk-table"]

  private mutating func place(of file: String) throws -> String {
    guard let (word, input) = try folder.word(for: file) else {
      throw Refusal(message: "\(folder.name) holds no file \(file)")
    }
    inputs.append(input)
    return word
  }

  /// Refuses options that say where and how a result is written, which the report decides.
  private static func refuseOutput(of command: any ReportedCommand) throws(Refusal) {
    let output = command.output
    let given =
      (output.output == nil ? [] : ["-o"]) + (output.format == nil ? [] : ["--format"])
      + (output.strict ? ["--strict"] : [])
      + (picture(of: command)?.words ?? []).filter { PictureOptions.places.contains($0) }
    guard let option = given.first else { return }
    throw Refusal(message: "\(option) has no place in a report, which writes the results itself")
  }

  /// How the figure of a command is drawn; nil where it has none.
  private static func picture(of command: any ReportedCommand) -> PictureOptions? {
    (command as? any PresentingCommand)?.picture ?? (command as? any BlockCommand)?.drawing
  }
}
