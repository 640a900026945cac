import EffectSizes
import Pooling
import StudyData

/// Reads the rows of one quantity at one time.
struct RecurrenceReader {
  private let table: StudyTable
  private let columns: RecurrenceColumns
  private let labels: StudyLabels
  private let group: String?
  private let intervalLevel: Double
  private let level: Double
  private let events, percent, proportion, total, standardError, low, high, quantity, unit: Column?

  /// Finds the columns; throws if one of them is not in the table.
  init(
    _ table: StudyTable, _ columns: RecurrenceColumns, labels: StudyLabels, group: String?,
    intervalLevel: Double, level: Double
  ) throws(DataProblems) {
    func find(_ name: String?) throws(DataProblems) -> Column? {
      guard let name else { return nil }
      return try table.column(named: name)
    }
    self.table = table
    self.columns = columns
    self.labels = labels
    self.group = group
    self.intervalLevel = intervalLevel
    self.level = level
    events = try find(columns.events)
    percent = try find(columns.percent)
    proportion = try find(columns.proportion)
    total = try find(columns.total)
    standardError = try find(columns.standardError)
    low = try find(columns.low)
    high = try find(columns.high)
    quantity = try find(columns.quantity)
    unit = try find(columns.unit)
  }

  /// The block of all rows of the table.
  func block(_ key: RecurrenceKey) throws(DataProblems) -> RecurrenceBlock {
    switch key.quantity {
    case .unstated: try unpooled(key)
    case .crude: try crude(key)
    case .cumulativeIncidence, .oneMinusKaplanMeier: try timed(key)
    }
  }

  /// Rows that are listed only.
  private func unpooled(_ key: RecurrenceKey) throws(DataProblems) -> RecurrenceBlock {
    let read = try shares()
    return block(
      key, rows: read.rows.map { ($0.label, $0.row) }, effects: nil, withoutDerived: nil,
      excluded: read.excluded, warnings: read.warnings)
  }

  /// Counts over the follow-up.
  private func crude(_ key: RecurrenceKey) throws(DataProblems) -> RecurrenceBlock {
    guard columns.events != nil || columns.percent != nil, let size = columns.total else {
      let read = try shares()
      return block(
        key, rows: [], effects: EffectSizes(measure: ProportionMeasure.logit.measure(size: 1), studies: []),
        withoutDerived: nil,
        excluded: read.excluded
          + read.rows.map {
            Exclusion($0, reason: "a crude share needs events, or a percentage, and a total")
          },
        warnings: read.warnings)
    }
    let read = try table.oneGroupCounts(
      CountColumns(events: columns.events, percent: columns.percent, size: .total(size)), labels: labels,
      group: group)
    return block(
      key, rows: read.rows.map { ($0.label, $0.row) },
      effects: EffectSizes(.logit, of: read.rows, level: level),
      withoutDerived: nil, excluded: read.excluded, warnings: read.warnings)
  }

  /// Estimates at a time.
  private func timed(_ key: RecurrenceKey) throws(DataProblems) -> RecurrenceBlock {
    let read = try shares()
    guard let time = key.time else {
      return block(
        key, rows: [], effects: EffectSizes(measure: RecurrenceEffects.measure, studies: []),
        withoutDerived: nil,
        excluded: read.excluded
          + read.rows.map { Exclusion($0, reason: "a \(key.quantity.name) without its time") },
        warnings: read.warnings)
    }
    let effects = RecurrenceEffects(read.rows, at: time, level: level)
    return block(
      key, rows: read.rows.map { ($0.label, $0.row) }, effects: effects.effects,
      withoutDerived: effects.withoutDerived, excluded: read.excluded, warnings: read.warnings)
  }

  private func block(
    _ key: RecurrenceKey, rows: [(label: String, row: Int?)], effects: EffectSizes?,
    withoutDerived: EffectSizes?, excluded: [Exclusion], warnings: [DataProblem]
  ) -> RecurrenceBlock {
    let labels = rows.map { ($0.label, $0.row) } + excluded.map { ($0.label, $0.row) }
    let reported = labels.compactMap { label, number -> (Int, RecurrenceBlock.Row)? in
      guard let row = (0..<table.rowCount).first(where: { table.rowNumber($0) == number }) else { return nil }
      return (
        row,
        RecurrenceBlock.Row(label: label, stated: value(row, quantity), printed: printed(row))
      )
    }
    return RecurrenceBlock(
      quantity: key.quantity, isDeclared: key.isDeclared, time: key.time,
      rows: reported.sorted { $0.0 < $1.0 }.map(\.1), effects: effects, withoutDerived: withoutDerived,
      excluded: excluded,
      warnings: warnings.filter { $0.severity == .warning }.map {
        AnalysisWarning(code: $0.code, message: $0.message)
      } + unitWarnings)
  }

  private var unitWarnings: [AnalysisWarning] {
    guard let units = unit?.distinctValues, units.count > 1 else { return [] }
    return [
      AnalysisWarning(
        code: "mixed-units",
        message: "the rows count different things (\(units.joined(separator: ", "))); select one, such as"
          + " --where '\(unit?.name ?? "")=\(units[0])'")
    ]
  }

  /// The number of a row as it is printed in the table.
  private func printed(_ row: Int) -> String? {
    if let events = value(row, events) { return value(row, total).map { "\(events)/\($0)" } ?? events }
    if let proportion = value(row, proportion) { return proportion }
    return value(row, percent).map { $0.hasSuffix("%") ? $0 : $0 + "%" }
  }

  private func value(_ row: Int, _ column: Column?) -> String? {
    column.flatMap { table.cell(row: row, column: $0.index).value }
  }

  // MARK: Shares with their precision

  private func shares() throws(DataProblems) -> StudyRows<ReportedRecurrence> {
    try RowReader(table, labels: labels, group: group).rows { row, problems in
      share(row, reporting: &problems)
    }
  }

  private func share(
    _ row: Int, reporting problems: inout [DataProblem]
  ) -> RowReader.Outcome<ReportedRecurrence> {
    let before = problems.count
    let unit = proportion == nil ? 0.01 : 1.0
    let events = number(.count, row, self.events, &problems)
    let total = number(.total, row, self.total, &problems)
    let printed = percent.flatMap { table.cell(row: row, column: $0.index).percent(reporting: &problems) }
    let given = number(.notNegative, row, proportion, &problems) ?? printed.map { $0.value / 100 }
    let se = number(.positive, row, standardError, &problems).map { $0 * unit }
    let lower = number(.notNegative, row, low, &problems).map { $0 * unit }
    let upper = number(.notNegative, row, high, &problems).map { $0 * unit }
    for (column, value) in [(proportion, given), (low, lower), (high, upper)] {
      if let column, let value, value > 1 { problems.append(beyondOne(row, column, unit)) }
    }
    if let lower, let upper, let low, let high, lower >= upper {
      problems.append(limitsReversed(row, low, high))
    }
    if let events, let total, events > total, let column = self.events {
      problems.append(moreEvents(row, column))
    }
    if problems.count > before { return .failed }
    var counted: Double?
    if let events, let total { counted = events / total }
    guard let share = given ?? counted else {
      return .excluded(reason: "no data: no share, and not both events and total")
    }
    if let lower, let upper, let low, !(lower...upper).contains(share) {
      let cell = table.cell(row: row, column: low.index)
      problems.append(
        .estimateOutsideInterval(
          "\(share / unit)", column: (proportion ?? percent)?.name ?? low.name, low: lower / unit,
          high: upper / unit, at: cell.range))
    }
    return .value(
      ReportedRecurrence(
        share, standardError: se, low: lower, high: upper, level: intervalLevel, total: total), notes: [])
  }

  private func number(
    _ rule: NumberRule, _ row: Int, _ column: Column?, _ problems: inout [DataProblem]
  ) -> Double? {
    column.flatMap { table.cell(row: row, column: $0.index).number(rule, reporting: &problems) }
  }

  private func beyondOne(_ row: Int, _ column: Column, _ unit: Double) -> DataProblem {
    let cell = table.cell(row: row, column: column.index)
    let most = unit == 1 ? "1" : "100"
    return DataProblem(
      .error, code: "not-a-share",
      message: "column '\(column.name)' needs a share from 0 to \(most), found \"\(cell.text)\"",
      hint: unit == 1 ? "write proportions, or name a column of percentages" : "write percentages",
      at: cell.range)
  }

  private func limitsReversed(_ row: Int, _ low: Column, _ high: Column) -> DataProblem {
    let (lower, upper) = (
      table.cell(row: row, column: low.index), table.cell(row: row, column: high.index)
    )
    return .limitsReversed(
      columns: (low.name, high.name), low: lower.text, high: upper.text, at: lower.range)
  }

  private func moreEvents(_ row: Int, _ column: Column) -> DataProblem {
    let cell = table.cell(row: row, column: column.index)
    return DataProblem(
      .error, code: "events-exceed-total",
      message: "column '\(column.name)' has \(cell.text) events, more than the total",
      hint: "check both numbers; a total counts those with and without the event", at: cell.range)
  }
}
