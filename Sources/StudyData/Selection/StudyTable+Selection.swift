extension StudyTable {
  /// The rows that fulfil all the conditions, each written as `column=value,value`, `column!=value` or with
  /// `<`, `<=`, `>`, `>=` and a number.
  ///
  /// Throws the problems of all conditions: a form that cannot be read, an unknown column, a value that never
  /// occurs in the column (with those that do), text in a column compared by size, and no row left.
  public func selecting(where texts: [String]) throws(DataProblems) -> StudyTable {
    var conditions: [Condition] = []
    var problems: [DataProblem] = []
    for text in texts {
      do throws(DataProblem) {
        conditions.append(try Condition(parsing: text))
      } catch {
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: source) }
    return try selecting(conditions)
  }

  /// The rows that fulfil all the conditions, with their places in the file.
  ///
  /// Text is compared without regard to case and to white space around it, numbers by value. A missing cell
  /// equals the empty value only and fulfils no comparison by size. Throws as `selecting(where:)` does.
  /// O(rows × conditions × values).
  public func selecting(_ conditions: [Condition]) throws(DataProblems) -> StudyTable {
    var kept = Array(repeating: true, count: rowCount)
    var problems: [DataProblem] = []
    for condition in conditions {
      let fulfilled = rows(fulfilling: condition, reporting: &problems)
      for (row, isFulfilled) in fulfilled.enumerated() where !isFulfilled { kept[row] = false }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: source) }
    let rows = kept.indices.filter { kept[$0] }
    if rows.isEmpty { throw DataProblems([.nothingSelected(by: conditions.map(\.text))], in: source) }
    return keeping(rows: rows)
  }

  private func rows(fulfilling condition: Condition, reporting problems: inout [DataProblem]) -> [Bool] {
    guard let column = findColumn(condition.column) else {
      problems.append(noSuchColumn(condition.column))
      return []
    }
    switch condition.comparison {
    case .equal, .notEqual:
      return rows(of: column, among: condition.values, reporting: &problems)
        .map { $0 == (condition.comparison == .equal) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let limit = DecimalText.number(condition.values.first ?? "") else {
        problems.append(.notANumericCondition(condition.text, comparison: condition.comparison.rawValue))
        return []
      }
      let numbers = column.numbers(.real, reporting: &problems)
      return numbers.map { number in number.map { condition.comparison.holds($0, limit) } ?? false }
    }
  }

  private func rows(of column: Column, among values: [String], reporting problems: inout [DataProblem])
    -> [Bool]
  {
    let texts = column.texts
    for value in values
    where !Cell.isMissingMark(value) && !texts.contains(where: { Condition.equal($0, value) }) {
      let known = column.distinctValues
      let closest = Spelling.closest(to: value, among: known)
      problems.append(
        .noSuchValue(
          value, column: column.name, values: Spelling.ranked(known, by: value), closest: closest,
          at: headerSpans[column.index].range))
    }
    return texts.map { text in values.contains { Condition.equal(text, $0) } }
  }
}

extension Condition {
  /// True if a cell's text and a value are the same text in any case, the same number, or both empty.
  static func equal(_ text: String?, _ value: String) -> Bool {
    guard let text else { return Cell.isMissingMark(value) }
    if text.lowercased() == value.lowercased() { return true }
    guard let left = DecimalText.number(text), let right = DecimalText.number(value) else { return false }
    return left == right
  }
}

extension Condition.Comparison {
  /// True if the comparison holds between two numbers.
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
