import StudyData
import YAMLReading
import Yams

/// A multiverse that is declared in YAML:
///
///     multiverse:
///       title: Treatment-related deaths
///       base: {where: [outcome=treatment-related-death, arm=cryoablation], test: hk}
///       factors:
///         measure: [PLO, PAS, PFT]
///         include: {all: [], counted alone: [statistic=count]}
///       reference: 0.02
///
/// `base` holds options of `copse pool` that all specifications share, `factors` what is varied.
public struct MultiverseFile: Sendable {
  /// An option that all specifications share.
  public struct Option: Sendable, Equatable {
    /// Its name, without the hyphens.
    public let name: String
    /// Its values, one after the other where it is repeated.
    public let values: [String]
    /// Where its value stands.
    public let span: Range<Int>?

    /// The words on the command line; `true` stands for an option without a value.
    public var words: [String] {
      values.flatMap { $0 == "true" ? ["--\(name)"] : ["--\(name)", $0] }
    }
  }

  /// The text.
  public let source: Source
  /// What it is about; empty where nothing is said.
  public let title: String
  /// The options that all specifications share, without those that are choices.
  public let options: [Option]
  /// The choices, those that `base` holds too.
  public let factors: [Factor]
  /// The value that estimates are held against; nil where none is given.
  public let reference: Double?

  /// Reads the YAML text.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - name: what messages call it.
  ///   - allowed: the options that `base` may hold besides choices.
  /// - Throws: `DataProblems`, all that is wrong at once, each at its line and column: no YAML, unknown keys, choices
  ///   and levels, conditions that cannot be read.
  public init(
    parsing bytes: [UInt8], name: String, options allowed: [String] = Self.baseOptions
  ) throws(DataProblems) {
    let source = Source(name: name, bytes: bytes)
    let document = try YAMLDocument(source)
    var reader = FileReader(place: document.place, allowed: allowed)
    reader.read(document.root)
    guard reader.problems.isEmpty else { throw DataProblems(reader.problems, in: source) }
    self.source = source
    (title, options, factors) = (reader.title, reader.options, reader.factors)
    reference = reader.reference
  }

  /// A problem with an option that shows when the command reads it, at its place.
  public func problems(_ found: [(option: Option, message: String)]) -> DataProblems {
    DataProblems(
      found.map {
        DataProblem(
          .error, code: "bad-option", message: "'\($0.option.name)' cannot be used: \($0.message)",
          at: $0.option.span)
      }, in: source)
  }
}

/// Reads the parts of the file.
private struct FileReader {
  let place: YAMLPlace
  let allowed: [String]
  var title = ""
  var options: [MultiverseFile.Option] = []
  var factors: [Factor] = []
  var reference: Double?
  var problems: [DataProblem] = []

  private static let choices = FactorName.allCases.map(\.rawValue)

  init(place: YAMLPlace, allowed: [String]) {
    self.place = place
    self.allowed = allowed
  }

  mutating func read(_ root: Node) {
    let file = YAMLMembers(root, allowed: ["multiverse"], what: "the file", place: place, problems: &problems)
    guard let file else { return }
    guard let node = file.node("multiverse") else {
      problems.append(.missingKey("multiverse", at: file.span))
      return
    }
    let members = YAMLMembers(
      node, allowed: ["title", "base", "factors", "reference"], what: "multiverse", place: place,
      problems: &problems)
    guard let members else { return }
    title = members.text("title", problems: &problems) ?? ""
    if let text = members.text("reference", problems: &problems) {
      reference = Double(text)
      if reference?.isFinite != true {
        problems.append(.notA("number", what: "reference", at: members.node("reference").flatMap(place.span)))
      }
    }
    if let base = members.node("base") { readBase(base) }
    guard let varied = members.node("factors") else {
      problems.append(.missingKey("factors", at: members.span))
      return
    }
    readFactors(varied)
  }

  private mutating func readBase(_ node: Node) {
    let choices = Self.choices.filter { $0 != FactorName.include.rawValue }
    let members = YAMLMembers(
      node, allowed: allowed + choices, what: "base", place: place, problems: &problems)
    guard let members else { return }
    for name in members.names {
      let values = members.texts(name, problems: &problems)
      if let factor = FactorName(rawValue: name) {
        add(factor, words: values, at: members.keySpan(name))
        if values.count > 1 {
          problems.append(
            .notA("single level; what is varied stands under factors", what: name, at: members.keySpan(name)))
        }
      } else {
        let span = values.first?.span ?? members.keySpan(name)
        options.append(MultiverseFile.Option(name: name, values: values.map(\.text), span: span))
      }
    }
  }

  private mutating func readFactors(_ node: Node) {
    let members = YAMLMembers(
      node, allowed: Self.choices, what: "factors", place: place, problems: &problems)
    guard let members else { return }
    for name in members.names {
      guard let factor = FactorName(rawValue: name) else { continue }
      if factors.contains(where: { $0.name == factor }) {
        problems.append(
          DataProblem(
            .error, code: "declared-twice", message: "'\(name)' stands under base already",
            hint: "a choice is shared by all, or varied", at: members.keySpan(name)))
      }
      if factor == .include {
        if let rules = members.node(name) { readInclusion(rules) }
      } else {
        add(factor, words: members.texts(name, problems: &problems), at: members.keySpan(name))
      }
    }
  }

  private mutating func add(
    _ factor: FactorName, words: [(text: String, span: Range<Int>?)], at span: Range<Int>?
  ) {
    var levels: [FactorLevel] = []
    for word in words {
      guard let spelling = factor.spelling(of: word.text) else {
        problems.append(
          .unknownWord(word.text, key: factor.rawValue, allowed: factor.allowed, at: word.span))
        continue
      }
      append(FactorLevel(spelling), of: factor, to: &levels, at: word.span)
    }
    finish(factor, levels, isEmpty: words.isEmpty, at: span)
  }

  /// Named lists of conditions.
  private mutating func readInclusion(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      problems.append(
        .notA(
          "mapping of names to conditions, such as {all: [], patients: [unit=patient]}", what: "include",
          at: place.span(node)))
      return
    }
    var levels: [FactorLevel] = []
    for (key, value) in mapping {
      guard case .scalar(let name) = key, !name.string.isEmpty else {
        problems.append(.notA("name", what: "an inclusion rule", at: place.span(key)))
        continue
      }
      let nodes: [Node] = if case .sequence(let sequence) = value { Array(sequence) } else { [value] }
      var conditions: [String] = []
      for node in nodes {
        guard case .scalar(let condition) = node else {
          problems.append(.notA("condition or a list of them", what: name.string, at: place.span(node)))
          continue
        }
        do throws(DataProblem) {
          _ = try Condition(parsing: condition.string)
          conditions.append(condition.string)
        } catch {
          problems.append(
            DataProblem(
              .error, code: error.code, message: error.message, hint: error.hint, at: place.span(node)))
        }
      }
      append(FactorLevel(name.string, conditions: conditions), of: .include, to: &levels, at: place.span(key))
    }
    finish(.include, levels, isEmpty: mapping.isEmpty, at: place.span(node))
  }

  private mutating func append(
    _ level: FactorLevel, of factor: FactorName, to levels: inout [FactorLevel], at span: Range<Int>?
  ) {
    if levels.contains(where: { $0.name == level.name }) {
      problems.append(
        DataProblem(
          .error, code: "level-twice", message: FactorSentence.twice(level.name, of: factor), at: span))
    }
    levels.append(level)
  }

  private mutating func finish(
    _ factor: FactorName, _ levels: [FactorLevel], isEmpty: Bool, at span: Range<Int>?
  ) {
    if isEmpty {
      problems.append(
        DataProblem(.error, code: "no-levels", message: FactorSentence.empty(factor), at: span))
    }
    if !levels.isEmpty { factors.append(Factor(factor, levels: levels)) }
  }
}
