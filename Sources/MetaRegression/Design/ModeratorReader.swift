import StudyData

/// Reads the columns of moderators and applies what is chosen about them.
struct ModeratorReader {
  /// A moderator's column, as numbers or as text, for all rows of the table.
  private enum Cells {
    case numbers([Double?])
    case texts([String?])
  }

  private let names: [String]
  private let cells: [Cells]
  private let terms: [ModeratorTerm]
  private let references: [ModeratorRequest.Reference]
  private let centerings: [ModeratorRequest.Centering]
  private let hasIntercept: Bool

  /// Finds the columns and reads their cells.
  init(_ request: ModeratorRequest, table: StudyTable) throws(RegressionError) {
    var terms: [ModeratorTerm] = []
    for term in request.terms {
      var columns: [String] = []
      for name in term.moderators { columns.append(try Self.column(name, of: table)) }
      terms.append(ModeratorTerm(columns))
    }
    self.terms = ModeratorTerm.ordered(terms)
    var names: [String] = []
    for name in self.terms.flatMap(\.moderators) where !names.contains(name) { names.append(name) }
    self.names = names
    func chosen(_ requested: String, _ choice: String) throws(RegressionError) -> String {
      let found = try Self.column(requested, of: table)
      guard names.contains(found) else {
        throw .notAModerator(requested, choice: choice, moderators: names)
      }
      return found
    }
    var factors: Set<String> = []
    for factor in request.factors { factors.insert(try chosen(factor, "--factor")) }
    var references: [ModeratorRequest.Reference] = []
    for reference in request.references {
      references.append(
        .init(moderator: try chosen(reference.moderator, "--reference"), level: reference.level))
    }
    var centerings: [ModeratorRequest.Centering] = []
    for centering in request.centerings {
      centerings.append(
        .init(moderator: try chosen(centering.moderator, "--center"), value: centering.value))
    }
    (self.references, self.centerings) = (references, centerings)
    hasIntercept = request.hasIntercept
    cells = try reading { () throws(DataProblems) in
      try Self.read(names, factors: factors, table: table)
    }
  }

  /// The name of a column as the table spells it.
  private static func column(_ name: String, of table: StudyTable) throws(RegressionError) -> String {
    try reading { () throws(DataProblems) in try table.column(named: name).name }
  }

  /// The moderators without a value in a row of the table.
  func missing(inRow row: Int) -> [String] {
    zip(names, cells).filter { _, cells in
      switch cells {
      case .numbers(let numbers): numbers[row] == nil
      case .texts(let texts): texts[row] == nil
      }
    }.map(\.0)
  }

  /// The design for rows of the table that have a value of every moderator.
  func design(rows: [Int]) throws(RegressionError) -> RegressionDesign {
    var moderators: [Moderator] = []
    for (name, cells) in zip(names, cells) {
      let moderator = try moderator(name, cells, rows: rows)
      if let value = moderator.constantValue, hasIntercept {
        throw .constantModerator(name, value: value)
      }
      moderators.append(moderator)
    }
    let design = try RegressionDesign(
      terms: terms, moderators: moderators, hasIntercept: hasIntercept, k: rows.count)
    for reference in references {
      guard let place = moderators.firstIndex(where: { $0.name == reference.moderator }),
        !design.contrasted.contains(place)
      else { continue }
      throw .choiceWithoutEffect(
        reference.moderator, choice: "--reference",
        reason: "the model has a coefficient for each of its levels, and no differences from one of them")
    }
    return design
  }

  private func moderator(_ name: String, _ cells: Cells, rows: [Int]) throws(RegressionError) -> Moderator {
    let reference = references.last { $0.moderator == name }
    let centering = centerings.last { $0.moderator == name }
    switch cells {
    case .numbers(let numbers):
      if reference != nil {
        throw .choiceWithoutEffect(
          name, choice: "--reference", reason: "its values are numbers; name it with --factor too")
      }
      let values = rows.compactMap { numbers[$0] }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      return Moderator(name, numbers: values, center: centering.map { $0.value ?? mean } ?? 0)
    case .texts(let texts):
      if centering != nil {
        throw .choiceWithoutEffect(name, choice: "--center", reason: "it is a factor")
      }
      return try Moderator(factor: name, texts: rows.compactMap { texts[$0] }, reference: reference?.level)
    }
  }

  private static func read(
    _ names: [String], factors: Set<String>, table: StudyTable
  ) throws(DataProblems) -> [Cells] {
    var cells: [Cells] = []
    var problems: [DataProblem] = []
    for name in names {
      let column = try table.column(named: name)
      if factors.contains(name) {
        cells.append(.texts(column.texts))
        continue
      }
      var faults: [DataProblem] = []
      let numbers = column.numbers(.real, reporting: &faults)
      if faults.isEmpty {
        cells.append(.numbers(numbers))
      } else if numbers.allSatisfy({ $0 == nil }) {
        cells.append(.texts(column.texts))
      } else {
        problems += faults + [.numbersAndText(column: name)]
      }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: table.source) }
    return cells
  }
}
