extension StudyTable {
  /// Columns that, together with the labels of the studies, tell which rows belong together, if they exist.
  public static let defaultPairingKeys = [
    "outcome", "definition", "population", "subgroup", "unit", "sample", "at", "time",
  ]

  /// Pairs the rows of two arms: from one row per arm to one row per pair, in the order of first appearance.
  ///
  /// Rows belong together if their study labels and the texts of the `keys` columns are the same; `keys` nil
  /// stands for those of `defaultPairingKeys` that the table has. Arms are compared without regard to case.
  /// Rows of other arms are left out; a study with one of the two arms is returned as an exclusion.
  /// Throws if a column is missing, an arm does not occur, the studies have no names, or two rows hold the same
  /// arm of the same study. O(rows × columns).
  public func pairingArms(
    _ first: String, _ second: String, armColumn: String = "arm", labels: StudyLabels, keys: [String]? = nil
  ) throws(DataProblems) -> PairedTable {
    let pairing = try ArmPairing(
      table: self, arms: (first, second), armColumn: armColumn, labels: labels, keys: keys)
    return try pairing.paired()
  }
}

/// Finds the pairs of rows and builds the table of them.
private struct ArmPairing {
  private struct Pair {
    var rows: [Int?] = [nil, nil]
  }

  let table: StudyTable
  let arms: [String]
  let arm: Column
  let labels: LabelReader
  let keys: [Column]

  init(
    table: StudyTable, arms: (String, String), armColumn: String, labels: StudyLabels, keys: [String]?
  ) throws(DataProblems) {
    self.table = table
    self.arms = [arms.0, arms.1]
    self.labels = try LabelReader(table, labels)
    arm = try table.column(named: armColumn)
    guard !self.labels.columns.isEmpty else {
      throw DataProblems([.pairingNeedsLabels(at: table.headerRange)], in: table.source)
    }
    var columns = self.labels.columns
    for name in keys ?? [] { columns.append(try table.column(named: name)) }
    if keys == nil { columns += StudyTable.defaultPairingKeys.compactMap { table.findColumn($0) } }
    self.keys = columns
    try checkArms()
  }

  private func checkArms() throws(DataProblems) {
    if arms[0].lowercased() == arms[1].lowercased() {
      throw DataProblems([.sameArmTwice(arms[0])], in: table.source)
    }
    let known = arm.distinctValues
    let problems = arms.filter { wanted in !known.contains { $0.lowercased() == wanted.lowercased() } }
      .map { wanted in
        DataProblem.noSuchValue(
          wanted, column: arm.name, values: Spelling.ranked(known, by: wanted),
          closest: Spelling.closest(to: wanted, among: known), at: table.headerSpans[arm.index].range)
      }
    if !problems.isEmpty { throw DataProblems(problems, in: table.source) }
  }

  func paired() throws(DataProblems) -> PairedTable {
    let pairs = try findPairs()
    let complete = pairs.compactMap { pair in
      if let first = pair.rows[0], let second = pair.rows[1] { (first, second) } else { nil }
    }
    return PairedTable(table: tableOf(complete), excluded: pairs.compactMap(exclusion))
  }

  private func findPairs() throws(DataProblems) -> [Pair] {
    var pairs: [Pair] = []
    var indexOfKey: [[String]: Int] = [:]
    var problems: [DataProblem] = []
    for row in 0..<table.rowCount {
      guard let side = side(ofRow: row) else { continue }
      let key = keys.map { TextTrimming.trimmed(table.cell(row: row, column: $0.index).text) }
      let index = indexOfKey[key] ?? pairs.count
      if index == pairs.count {
        indexOfKey[key] = index
        pairs.append(Pair())
      }
      if let other = pairs[index].rows[side] {
        problems.append(duplicate(row: row, other: other))
      } else {
        pairs[index].rows[side] = row
      }
    }
    if !problems.isEmpty { throw DataProblems(problems, in: table.source) }
    return pairs
  }

  private func side(ofRow row: Int) -> Int? {
    let text = table.cell(row: row, column: arm.index).value?.lowercased()
    return arms.firstIndex { $0.lowercased() == text }
  }

  private func duplicate(row: Int, other: Int) -> DataProblem {
    let cell = table.cell(row: row, column: arm.index)
    return .armTwice(
      cell.text, study: labels.label(ofRow: row), line: table.line(ofRow: row),
      otherLine: table.line(ofRow: other), keys: keys.map(\.name), at: cell.range)
  }

  private func exclusion(_ pair: Pair) -> Exclusion? {
    let missing = pair.rows[0] == nil ? 0 : 1
    guard let row = pair.rows[1 - missing], pair.rows[missing] == nil else { return nil }
    return Exclusion(
      label: labels.label(ofRow: row), row: table.rowNumber(row), line: table.line(ofRow: row),
      reason: Sentence.noPartner(
        arm: arms[missing], column: arm.name, keys: keys.dropFirst(labels.columns.count).map(\.name)))
  }

  private func tableOf(_ pairs: [(first: Int, second: Int)]) -> StudyTable {
    let suffixed = Set(table.columnNames.flatMap { [$0 + "1", $0 + "2"] })
    let all = Array(table.columnNames.indices)
    let shared = all.filter { column in
      !suffixed.contains(table.columnNames[column]) && pairs.allSatisfy { isSame(column, $0, $1) }
    }
    let cells = pairs.flatMap { pair in
      shared.map { span(pair.first, $0) } + all.map { span(pair.first, $0) }
        + all.map { span(pair.second, $0) }
    }
    let names =
      shared.map { table.columnNames[$0] }
      + ["1", "2"].flatMap { side in table.columnNames.map { $0 + side } }
    return StudyTable(
      source: table.source, delimiter: table.delimiter, columnNames: names,
      headerSpans: (shared + all + all).map { table.headerSpans[$0] }, cells: cells,
      rowNumbers: pairs.map { table.rowNumber($0.first) })
  }

  private func span(_ row: Int, _ column: Int) -> CellSpan { table.cell(row: row, column: column).span }

  private func isSame(_ column: Int, _ first: Int, _ second: Int) -> Bool {
    table.cell(row: first, column: column).text == table.cell(row: second, column: column).text
  }
}
