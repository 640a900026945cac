/// Reads the numbers of one row from several columns, all of which are needed.
struct NumberCells {
  /// What the cells give.
  enum Outcome {
    case numbers([Double])
    /// These columns have no value.
    case missing([String])
    case failed
  }

  private let table: StudyTable
  private let columns: [(column: Column, rule: NumberRule)]

  /// Finds the columns; throws if one of them is not in the table.
  init(_ table: StudyTable, _ columns: [(String, NumberRule)]) throws(DataProblems) {
    self.table = table
    var found: [(column: Column, rule: NumberRule)] = []
    for (name, rule) in columns { found.append((try table.column(named: name), rule)) }
    self.columns = found
  }

  /// The names of the columns.
  var names: [String] { columns.map(\.column.name) }

  /// The place of the first cell of a row.
  func place(_ row: Int) -> Range<Int>? {
    columns.first.map { table.cell(row: row, column: $0.column.index).range }
  }

  /// Reads the cells of a row and checks them.
  func read(row: Int, reporting problems: inout [DataProblem]) -> Outcome {
    let before = problems.count
    var numbers: [Double] = []
    var missing: [String] = []
    for (column, rule) in columns {
      let cell = table.cell(row: row, column: column.index)
      if let number = cell.number(rule, reporting: &problems) { numbers.append(number) }
      if cell.isMissing { missing.append(column.name) }
    }
    if problems.count > before { return .failed }
    return missing.isEmpty ? .numbers(numbers) : .missing(missing)
  }
}

extension StudyTable {
  /// The rows in which all of these columns have a number, as whatever `make` makes of the numbers.
  func rows<Value: Sendable>(
    _ columns: [(String, NumberRule)], labels: StudyLabels, group: String?, increment: String? = nil,
    make: ([Double]) -> Value
  ) throws(DataProblems) -> StudyRows<Value> {
    let cells = try NumberCells(self, columns)
    return try RowReader(self, labels: labels, group: group, increment: increment).rows { row, problems in
      switch cells.read(row: row, reporting: &problems) {
      case .numbers(let numbers): .value(make(numbers), notes: [])
      case .missing(let names): .excluded(reason: Sentence.missing(names, of: cells.names))
      case .failed: .failed
      }
    }
  }
}
