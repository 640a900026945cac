extension StudyTable {
  /// The estimates that the rows report, each with its standard error, variance or confidence interval.
  ///
  /// Rows without complete data are excluded with the reason. Warnings: estimates outside their interval, labels
  /// that occur twice. Throws every impossible cell at once: text instead of a number, a standard error or
  /// variance that is not above zero, a lower limit that is not below the upper one; also columns that are not
  /// there. O(rows).
  public func reportedEffects(_ columns: EffectColumns, labels: StudyLabels, group: String? = nil)
    throws(DataProblems) -> StudyRows<ReportedEffect>
  {
    let reader = try EffectReader(self, columns)
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      reader.read(row: row, reporting: &problems)
    }
  }
}

/// Reads an estimate and its precision from the cells of a row.
private struct EffectReader {
  enum PrecisionColumns {
    case standardError(Column)
    case variance(Column)
    case interval(low: Column, high: Column)

    var columns: [Column] {
      switch self {
      case .standardError(let column), .variance(let column): [column]
      case .interval(let low, let high): [low, high]
      }
    }
  }

  let table: StudyTable
  let estimate: Column
  let precision: PrecisionColumns

  init(_ table: StudyTable, _ columns: EffectColumns) throws(DataProblems) {
    self.table = table
    estimate = try table.column(named: columns.estimate)
    switch columns.precision {
    case .standardError(let name): precision = .standardError(try table.column(named: name))
    case .variance(let name): precision = .variance(try table.column(named: name))
    case .interval(let low, let high):
      precision = .interval(low: try table.column(named: low), high: try table.column(named: high))
    }
  }

  func read(row: Int, reporting problems: inout [DataProblem]) -> RowReader.Outcome<ReportedEffect> {
    let before = problems.count
    let estimate = cell(row, self.estimate).number(.real, reporting: &problems)
    let precision = readPrecision(row, reporting: &problems)
    if problems.count > before { return .failed }
    guard let estimate, let precision else {
      let columns = [self.estimate] + self.precision.columns
      let missing = columns.filter { cell(row, $0).isMissing }.map(\.name)
      return .excluded(reason: Sentence.missing(missing, of: columns.map(\.name)))
    }
    if case .interval(let low, let high) = precision, !(low...high).contains(estimate) {
      let place = cell(row, self.estimate)
      problems.append(
        .estimateOutsideInterval(place.text, column: place.column, low: low, high: high, at: place.range))
    }
    return .value(ReportedEffect(estimate: estimate, precision: precision), notes: [])
  }

  private func readPrecision(_ row: Int, reporting problems: inout [DataProblem]) -> ReportedEffect.Precision?
  {
    switch precision {
    case .standardError(let column):
      return cell(row, column).number(.positive, reporting: &problems).map { .standardError($0) }
    case .variance(let column):
      return cell(row, column).number(.positive, reporting: &problems).map { .variance($0) }
    case .interval(let lowColumn, let highColumn):
      let low = cell(row, lowColumn).number(.real, reporting: &problems)
      let high = cell(row, highColumn).number(.real, reporting: &problems)
      guard let low, let high else { return nil }
      if low < high { return .interval(low: low, high: high) }
      let place = cell(row, lowColumn)
      problems.append(
        .limitsReversed(
          columns: (lowColumn.name, highColumn.name), low: place.text, high: cell(row, highColumn).text,
          at: place.range))
      return nil
    }
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }
}
