import Figures
import Multiverse
import Pooling
import StudyData

/// A multiverse, ready to be written in every form.
public struct MultiverseReport: Sendable {
  /// The specifications with what each gave.
  public let multiverse: Multiverse
  /// For each specification the command that repeats it, word by word.
  public let commands: [[String]]
  /// The studies that are left out, each with its reason once.
  public let excluded: [MultiverseSetup.LeftOut]

  /// A multiverse with a command for each of its specifications (a precondition).
  public init(_ multiverse: Multiverse, commands: [[String]], excluded: [MultiverseSetup.LeftOut] = []) {
    precondition(commands.count == multiverse.rows.count, "a command for each specification")
    self.multiverse = multiverse
    self.commands = commands
    self.excluded = excluded
  }

  var declaration: MultiverseDeclaration { multiverse.crossing.declaration }

  /// Each kind of warning once, with the number of specifications in which it occurs.
  public var warnings: [AnalysisWarning] {
    let unused = AnalysisWarning(
      code: "reference-unused",
      message: "the reference is not used: every estimate has a value of no effect, which it is held against")
    return (multiverse.isReferenceUnused ? [unused] : [])
      + multiverse.warnings.map { warning, count in
        AnalysisWarning(
          code: warning.code, message: "in \(count) of \(multiverse.rows.count): \(warning.message)",
          study: warning.study)
      }
  }

  /// The command of a specification as it is typed into a shell.
  public func command(_ place: Int) -> String {
    commands[place].map(Self.quoted).joined(separator: " ")
  }

  /// The word, between quotes where the shell would change it.
  private static func quoted(_ word: String) -> String {
    let plain = "_@%+=:,./-"
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
          || plain.unicodeScalars.contains($0)
      }
    if isPlain { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }
}
