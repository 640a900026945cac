/// Reads the events and the total of one group from the cells of a row.
struct GroupCountsReader {
  /// What the cells of one group give.
  enum Outcome {
    case counts(GroupCounts, notes: [RowNote])
    /// These columns have no value.
    case missing([String])
    /// The percentage does not determine the events: those that fit it, if any do.
    case undetermined(reason: String, fitting: [GroupCounts])
    case failed
  }

  private let table: StudyTable
  private let events: Column?
  private let percent: Column?
  private let size: Column
  private let isSizeTotal: Bool

  /// Finds the columns; throws if one of them is not in the table.
  init(_ table: StudyTable, _ columns: CountColumns) throws(DataProblems) {
    self.table = table
    var events: Column?
    var percent: Column?
    if let name = columns.events { events = try table.column(named: name) }
    if let name = columns.percent { percent = try table.column(named: name) }
    self.events = events
    self.percent = percent
    switch columns.size {
    case .total(let name):
      size = try table.column(named: name)
      isSizeTotal = true
    case .nonEvents(let name):
      size = try table.column(named: name)
      isSizeTotal = false
    }
  }

  /// The columns that hold data, for the reasons of exclusions.
  var columnNames: [String] { [events?.name, percent?.name, size.name].compactMap { $0 } }

  /// Reads the cells of a row and checks them.
  func read(row: Int, reporting problems: inout [DataProblem]) -> Outcome {
    let before = problems.count
    let events = self.events.flatMap { cell(row, $0).number(.count, reporting: &problems) }
    let percent = self.percent.flatMap { cell(row, $0).percent(reporting: &problems) }
    let size = cell(row, self.size).number(isSizeTotal ? .total : .count, reporting: &problems)
    guard problems.count == before else { return .failed }

    let missing = missingColumns(events: events, percent: percent, size: size)
    guard missing.isEmpty, let size else { return .missing(missing) }
    guard let events else {
      guard let percent else { return .missing(missing) }
      return derived(percent, of: size)
    }
    return given(events, percent: percent, size: size, row: row, reporting: &problems)
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }

  private func missingColumns(events: Double?, percent: PrintedPercent?, size: Double?) -> [String] {
    var names: [String] = []
    if events == nil, percent == nil { names += [self.events?.name, self.percent?.name].compactMap { $0 } }
    if size == nil { names.append(self.size.name) }
    return names
  }

  private func derived(_ percent: PrintedPercent, of size: Double) -> Outcome {
    let total = Int(size)
    let fitting = EventsFromPercent.rounded(percent, of: total)
    guard let fitting, fitting.count == 1 else {
      return .undetermined(
        reason: Sentence.percentFits(percent, of: total, fitting: fitting),
        fitting: (fitting.map(Array.init) ?? []).map { GroupCounts(events: Double($0), total: size) })
    }
    let counts = GroupCounts(events: Double(fitting.lowerBound), total: size)
    return .counts(counts, notes: [Sentence.derivedEvents(percent, of: total)])
  }

  private func given(
    _ events: Double, percent: PrintedPercent?, size: Double, row: Int,
    reporting problems: inout [DataProblem]
  ) -> Outcome {
    let total = isSizeTotal ? size : events + size
    let columns = (events: self.events?.name ?? "", size: self.size.name)
    let place = self.events.map { cell(row, $0).range }
    if events > total {
      problems.append(.moreEventsThanTotal(Int(events), of: Int(total), columns: columns, at: place))
      return .failed
    }
    if total < 1 {
      problems.append(.emptyGroup(columns: columns, at: place))
      return .failed
    }
    if let percent, let column = self.percent {
      checkAgreement(percent, column: column, Int(events), of: Int(total), row: row, reporting: &problems)
    }
    return .counts(GroupCounts(events: events, total: total), notes: [])
  }

  private func checkAgreement(
    _ percent: PrintedPercent, column: Column, _ events: Int, of total: Int, row: Int,
    reporting problems: inout [DataProblem]
  ) {
    let fitting = EventsFromPercent.rounded(percent, of: total)
    if let fitting, fitting.contains(events) { return }
    problems.append(
      .percentDisagrees(
        percent, column: column.name, events: events, total: total, fitting: fitting,
        at: cell(row, column).range))
  }
}
