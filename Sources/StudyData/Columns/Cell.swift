/// One cell of a table: its text, its number where it holds one, and its place.
///
/// A cell is missing if it is empty or holds `NA`, `N/A`, `NR`, `ND` (any case) or `.`.
public struct Cell: Sendable {
  let table: StudyTable
  let span: CellSpan
  /// The name of the column it is in.
  public let column: String

  /// The content as written, without enclosing quotes and with doubled quotes resolved.
  public var text: String { span.text(in: table.source) }

  /// The content without white space around it; nil if the cell is missing.
  public var value: String? {
    let trimmed = TextTrimming.trimmed(text)
    return Cell.isMissingMark(trimmed) ? nil : trimmed
  }

  /// True if the cell holds no value.
  public var isMissing: Bool { value == nil }

  /// The bytes of the source that the content stands in.
  public var range: Range<Int> { span.range }

  /// Line and column of the content. O(length of the line).
  public var position: SourcePosition { table.source.position(at: range.lowerBound) }

  /// The number in the cell; nil if the cell is missing, and if it holds no such number, which is then
  /// reported as a problem of the cell.
  public func number(_ rule: NumberRule, reporting problems: inout [DataProblem]) -> Double? {
    guard let value else { return nil }
    if let number = DecimalText.number(value), rule.accepts(number) { return number }
    problems.append(notANumber(value, rule: rule))
    return nil
  }

  /// The percentage in the cell as it was printed; nil if the cell is missing, and if it holds no percentage
  /// from 0 to 100, which is then reported as a problem of the cell. A `%` at its end is accepted.
  public func percent(reporting problems: inout [DataProblem]) -> PrintedPercent? {
    guard let value else { return nil }
    if let percent = PrintedPercent(value) { return percent }
    problems.append(notANumber(value, rule: .percent))
    return nil
  }

  private func notANumber(_ value: String, rule: NumberRule) -> DataProblem {
    let commaIsDecimal = table.delimiter != .comma && !rule.isWhole
    let fault = NumberFault.found(in: value, commaIsDecimal: commaIsDecimal)
    return .notANumber(column: column, rule: rule, found: value, fault: fault, at: range)
  }

  /// True for a trimmed text that stands for a missing value.
  static func isMissingMark(_ text: String) -> Bool {
    if text.isEmpty || text == "." { return true }
    guard text.utf8.count <= 3 else { return false }
    return ["NA", "N/A", "NR", "ND"].contains(text.uppercased())
  }
}
