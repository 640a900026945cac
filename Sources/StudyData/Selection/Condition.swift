/// A condition on the rows of a table, as `--where` takes it: `design=RCT,cohort`, `year>=1990`.
public struct Condition: Sendable, Equatable {
  /// How a cell is compared with the values.
  public enum Comparison: String, Sendable, Equatable, CaseIterable {
    /// The cell is one of the values.
    case equal = "="
    /// The cell is none of the values.
    case notEqual = "!="
    /// The cell's number is less than the value.
    case less = "<"
    /// The cell's number is at most the value.
    case lessOrEqual = "<="
    /// The cell's number is greater than the value.
    case greater = ">"
    /// The cell's number is at least the value.
    case greaterOrEqual = ">="
  }

  /// The column's name.
  public let column: String
  /// How to compare.
  public let comparison: Comparison
  /// One or more values; an empty one (or `NA`) stands for a missing cell.
  public let values: [String]

  /// Makes a condition of its parts.
  public init(column: String, comparison: Comparison, values: [String]) {
    self.column = column
    self.comparison = comparison
    self.values = values
  }

  /// Reads column, comparison and values separated by commas. Column and values may stand in double quotes, in
  /// which a doubled quote is one. Throws a problem without a place if the text is not of this form.
  public init(parsing text: String) throws(DataProblem) {
    var reader = ConditionReader(text)
    let column = reader.word(upTo: "=<>!")
    guard let comparison = reader.comparison(), !column.isEmpty else { throw .notACondition(text) }
    var values = [reader.word(upTo: ",")]
    while reader.skip(",") { values.append(reader.word(upTo: ",")) }
    guard reader.isAtEnd else { throw .notACondition(text) }
    let isOrder = comparison != .equal && comparison != .notEqual
    if isOrder, values.count != 1 || DecimalText.number(values[0]) == nil {
      throw .notANumericCondition(text, comparison: comparison.rawValue)
    }
    self.init(column: column, comparison: comparison, values: values)
  }

  /// The condition in the form that it is read from, for messages.
  var text: String { column + comparison.rawValue + values.joined(separator: ",") }
}

/// Takes the parts of a condition from its text, one after the other.
private struct ConditionReader {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  mutating func comparison() -> Condition.Comparison? {
    let longestFirst = Condition.Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    for comparison in longestFirst where skip(comparison.rawValue) { return comparison }
    return nil
  }

  /// A quoted text, or the trimmed text before the next of some characters.
  mutating func word(upTo stops: String) -> String {
    rest = rest.drop { $0 == " " }
    if rest.first == "\"" { return quotedWord() }
    let word = rest.prefix { !stops.contains($0) }
    rest = rest.dropFirst(word.count)
    return TextTrimming.trimmed(String(word))
  }

  private mutating func quotedWord() -> String {
    var word = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if character != "\"" {
        word.append(character)
      } else if rest.first == "\"" {
        word.append("\"")
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    rest = rest.drop { $0 == " " }
    return word
  }
}
