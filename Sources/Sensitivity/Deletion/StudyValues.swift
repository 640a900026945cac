import StudyData

/// What a column says of each study, for ordering and grouping them.
public struct StudyValues: Sendable, Equatable {
  /// The values: numbers if all that are there are numbers, else text.
  public enum Values: Sendable, Equatable {
    /// Numbers; nil where the study has none.
    case numbers([Double?])
    /// Texts; nil where the study has none.
    case texts([String?])
  }

  /// The name of the column as the table spells it.
  public let column: String
  /// The texts in the cells; nil where the study has none.
  public let texts: [String?]
  /// The values.
  public let values: Values

  /// Reads a column, of which each study may have several rows that then must agree.
  ///
  /// - Parameters:
  ///   - name: the column.
  ///   - table: the table.
  ///   - rows: the rows of each study, from 0; none for a study that is not in the table.
  ///   - asText: whether numbers are taken for names.
  /// - Throws: `DataProblems` with all of these at once: no such column; rows of one study that differ; text among
  ///   numbers.
  public init(
    of name: String, in table: StudyTable, rows: [[Int]], asText: Bool = false
  ) throws(DataProblems) {
    let found = try table.column(named: name)
    var problems: [DataProblem] = []
    var faults: [DataProblem] = []
    var (texts, numbers): ([String?], [Double?]) = ([], [])
    for rows in rows {
      let cells = rows.map { table.cell(row: $0, column: found.index) }.filter { !$0.isMissing }
      let first = cells.first
      if let other = cells.first(where: { $0.value != first?.value }) {
        problems.append(
          DataProblem(
            .error, code: "study-disagrees",
            message:
              "column '\(found.name)' has \"\(other.value ?? "")\", and \"\(first?.value ?? "")\" in an earlier"
              + " row of the same study",
            hint: "this is one value per study: check both rows", at: other.range))
      }
      texts.append(first?.value)
      numbers.append(first?.number(.real, reporting: &faults))
    }
    let hasNumbers = !asText && numbers.contains { $0 != nil }
    _ = try table.source.throwingErrors(of: problems + (hasNumbers ? faults : []))
    column = found.name
    self.texts = texts
    values = hasNumbers ? .numbers(numbers) : .texts(texts)
  }
}
