import Analyses
import EffectSizes
import StudyData

extension MultiverseFile {
  /// The options that `base` may hold besides choices, named as those of `copse pool`.
  public static let baseOptions = [
    "where", "study", "events", "total", "percent", "time", "mean", "sd", "median", "q1", "q3", "min", "max",
    "correlation", "o-minus-e", "v", "survival", "at", "at-risk", "censored", "follow-up", "follow-up-median",
    "estimate", "se", "variance", "ci", "ci-level", "arms", "arm-column", "ratio", "log-ratio",
    "correction-column", "ratio-bias", "ci-method", "level",
  ]

  /// What is declared.
  ///
  /// - Throws: ``DeclarationError``, as `MultiverseDeclaration`.
  public func declaration() throws(DeclarationError) -> MultiverseDeclaration {
    try MultiverseDeclaration(title: title, factors: factors, reference: reference)
  }

  /// What all specifications share, without the choices that `base` makes: these are factors of one level in
  /// ``factors``.
  ///
  /// - Throws: `DataProblems`, all options that cannot be read, each at its place.
  public func base() throws(DataProblems) -> AnalysisChoices {
    var reader = BaseReader()
    var found: [(option: Option, message: String)] = []
    for option in options {
      if let message = reader.take(option) { found.append((option, message)) }
    }
    if let arms = reader.arms {
      reader.choices.rows.arms = ArmPair(arms[0], arms[1], column: reader.armColumn ?? "arm")
    } else if let option = options.first(where: { $0.name == "arm-column" }), found.isEmpty {
      found.append((option, "it needs two arms; name them with arms"))
    }
    if !found.isEmpty { throw problems(found) }
    return reader.choices
  }
}

/// Takes the options of a file's `base`, the last value where one option has several, as the command does.
private struct BaseReader {
  var choices = AnalysisChoices()
  var arms: [String]?
  var armColumn: String?

  /// Takes an option; gives what is wrong with it.
  mutating func take(_ option: MultiverseFile.Option) -> String? {
    let text = option.values.last ?? ""
    if let column = Self.columns[option.name] {
      guard let names = Self.list(text) else { return Self.emptyName }
      choices.rows.columns[keyPath: column] = names
      return nil
    }
    if let column = Self.column[option.name] {
      choices.rows.columns[keyPath: column] = text
      return nil
    }
    switch option.name {
    case "where": choices.rows.conditions += option.values
    case "arms":
      guard let names = Self.list(text), names.count == 2 else { return "it needs two arms, FIRST,SECOND" }
      arms = names
    case "arm-column": armColumn = text
    case "ratio": return take(.ratio, text)
    case "log-ratio": return take(.logRatio, text)
    case "ratio-bias": return Self.take(text, &choices.effects.ratioBias)
    case "ci-method": return Self.take(text, &choices.effects.studyInterval)
    case "ci-level":
      choices.effects.intervalLevel = Self.level(text)
      return choices.effects.intervalLevel == nil ? Self.badLevel : nil
    case "level":
      guard let level = Self.level(text) else { return Self.badLevel }
      choices.effects.level = level
    default: return "there is no such option"
    }
    return nil
  }

  private static let emptyName = "names are separated by commas, and none may be empty"
  private static let badLevel = "a level lies between 0 and 1, such as 0.95"

  private static var columns: [String: WritableKeyPath<ColumnRequest, [String]>] {
    [
      "study": \.study, "events": \.events, "total": \.total, "percent": \.percent, "time": \.time,
      "mean": \.mean, "sd": \.sd, "median": \.median, "q1": \.q1, "q3": \.q3, "min": \.min, "max": \.max,
      "ci": \.ci, "follow-up": \.followUp,
    ]
  }

  private static var column: [String: WritableKeyPath<ColumnRequest, String?>] {
    [
      "correlation": \.correlation, "o-minus-e": \.observedMinusExpected, "v": \.v, "survival": \.survival,
      "at": \.at, "at-risk": \.atRisk, "censored": \.censored, "follow-up-median": \.followUpMedian,
      "estimate": \.estimate, "se": \.se, "variance": \.variance, "correction-column": \.increment,
    ]
  }

  /// Names separated by commas; nil where one is empty.
  private static func list(_ text: String) -> [String]? {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " })
    }
    return names.contains("") ? nil : names
  }

  private static func level(_ text: String) -> Double? {
    Double(text).flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
  }

  private mutating func take(_ scale: ReportedScale, _ text: String) -> String? {
    guard text == "true" else { return "it is true, or left out" }
    let before = choices.effects.reportedScale
    guard before == .plain || before == scale else { return "ratio and log-ratio exclude each other" }
    choices.effects.reportedScale = scale
    return nil
  }

  private static func take<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ choice: inout Choice?
  ) -> String? where Choice.RawValue == String {
    choice = Choice.allCases.first { $0.rawValue == text.lowercased() }
    return choice == nil ? "it is one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))" : nil
  }
}
