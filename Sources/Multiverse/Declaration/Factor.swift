import StudyData

/// One way in which a choice may be made.
public struct FactorLevel: Sendable, Equatable {
  /// Its name: the word of the option, or that of an inclusion rule.
  public let name: String
  /// The conditions on the rows, of an inclusion rule.
  public let conditions: [String]

  /// A level by its name.
  public init(_ name: String, conditions: [String] = []) {
    self.name = name
    self.conditions = conditions
  }
}

/// A choice with the levels that are crossed; one level alone is a choice that all specifications share.
public struct Factor: Sendable, Equatable {
  /// Which choice it is.
  public let name: FactorName
  /// Its levels, each once.
  public let levels: [FactorLevel]

  /// A choice with its levels, at least one (a precondition).
  init(_ name: FactorName, levels: [FactorLevel]) {
    precondition(!levels.isEmpty, "a factor has levels")
    self.name = name
    self.levels = levels
  }

  /// Whether there is something to choose.
  public var isVaried: Bool { levels.count > 1 }

  /// The words by which the command `copse pool` takes a level.
  public func words(of level: Int) -> [String] {
    let chosen = levels[level]
    switch name {
    case .include: return chosen.conditions.flatMap { ["--where", $0] }
    case .onePer: return chosen.name == "none" ? [] : ["--one-per", chosen.name]
    case .rungs: return chosen.name == "all" ? [] : ["--rungs", chosen.name]
    default: return ["--\(name.rawValue)", chosen.name]
    }
  }
}

extension Factor {
  /// A choice from words: `measure` with `PLO`, `PAS`.
  ///
  /// - Throws: the problems of all words, without places: levels that there are not, that occur twice, none at all.
  public init(_ name: FactorName, words: [String]) throws(DeclarationError) {
    var levels: [FactorLevel] = []
    var problems: [String] = []
    for word in words {
      guard let spelling = name.spelling(of: word) else {
        problems.append(FactorSentence.unknown(word, of: name))
        continue
      }
      if levels.contains(where: { $0.name == spelling }) {
        problems.append(FactorSentence.twice(spelling, of: name))
      }
      levels.append(FactorLevel(spelling))
    }
    if words.isEmpty { problems.append(FactorSentence.empty(name)) }
    guard problems.isEmpty else { throw DeclarationError(problems) }
    self.init(name, levels: levels)
  }

  /// A choice as `--vary` takes it: `measure=PLO,PAS`, `include=all:;patients:unit=patient&&total>=30`.
  ///
  /// - Throws: all that is wrong with it.
  public init(parsing text: String) throws(DeclarationError) {
    guard let sign = text.firstIndex(of: "=") else {
      throw DeclarationError(["\(text) does not say what is varied; write NAME=LEVEL,LEVEL"])
    }
    let name = String(text[..<sign])
    guard let factor = FactorName(rawValue: name.lowercased()) else {
      throw DeclarationError([FactorSentence.unknownFactor(name)])
    }
    let rest = text[text.index(after: sign)...]
    guard factor == .include else {
      let words = rest.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
      try self.init(factor, words: words)
      return
    }
    var levels: [FactorLevel] = []
    var problems: [String] = []
    for part in rest.split(separator: ";") {
      guard let colon = part.firstIndex(of: ":"), colon != part.startIndex else {
        problems.append(
          "the inclusion rule \(part) has no name; write NAME:CONDITION&&CONDITION, or NAME: for all")
        continue
      }
      let conditions = Self.conditions(in: part[part.index(after: colon)...])
      let level = FactorLevel(Self.trimmed(part[..<colon]), conditions: conditions)
      if levels.contains(where: { $0.name == level.name }) {
        problems.append(FactorSentence.twice(level.name, of: .include))
      }
      for condition in conditions {
        do throws(DataProblem) {
          _ = try Condition(parsing: condition)
        } catch {
          problems.append(error.message)
        }
      }
      levels.append(level)
    }
    if levels.isEmpty, problems.isEmpty { problems.append(FactorSentence.empty(.include)) }
    guard problems.isEmpty else { throw DeclarationError(problems) }
    self.init(factor, levels: levels)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The conditions between `&&`.
  private static func conditions(in text: Substring) -> [String] {
    var conditions: [String] = []
    var rest = text
    while let range = rest.firstRange(of: "&&") {
      conditions.append(trimmed(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return (conditions + [trimmed(rest)]).filter { !$0.isEmpty }
  }
}

/// What is said about the choices of a multiverse.
enum FactorSentence {
  static func unknown(_ word: String, of name: FactorName) -> String {
    "\(name.rawValue) has no level '\(word)'; its levels are \(name.allowed.joined(separator: ", "))"
  }

  static func unknownFactor(_ word: String) -> String {
    "there is no choice '\(word)' to vary; there are "
      + FactorName.allCases.map(\.rawValue).joined(separator: ", ")
  }

  static func twice(_ word: String, of name: FactorName) -> String {
    "\(name.rawValue) has the level '\(word)' twice"
  }

  static func empty(_ name: FactorName) -> String { "\(name.rawValue) has no level; name one or more" }
}

/// What is wrong with a declaration that stands in no file.
public struct DeclarationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Each problem with what is allowed.
  public let problems: [String]

  init(_ problems: [String]) { self.problems = problems }

  /// The problems, one per line.
  public var description: String { problems.joined(separator: "\n") }
}
