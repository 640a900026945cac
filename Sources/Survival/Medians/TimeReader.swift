import StudyData

/// Reads the median or restricted mean of one group, and what tells its precision, from the cells of a row.
struct TimeReader {
  enum Outcome {
    case found(ReportedTime)
    case missing(reason: String)
    case failed
  }

  private let table: StudyTable
  private let quantity: TimeQuantity
  private let intervalLevel: Double
  private let value: Column
  private let low, high, level, standardError, events, horizon, statistic: Column?

  /// Finds the columns; throws if one of them is not in the table.
  init(_ table: StudyTable, _ columns: TimeColumns, quantity: TimeQuantity, intervalLevel: Double)
    throws(DataProblems)
  {
    func find(_ name: String?) throws(DataProblems) -> Column? {
      guard let name else { return nil }
      return try table.column(named: name)
    }
    self.table = table
    self.quantity = quantity
    self.intervalLevel = intervalLevel
    value = try table.column(named: columns.value)
    low = try find(columns.low)
    high = try find(columns.high)
    level = try find(columns.level)
    standardError = try find(columns.standardError)
    events = try find(columns.events)
    horizon = try find(quantity == .rmst ? columns.horizon ?? "horizon" : nil)
    statistic = try find(columns.statistic)
  }

  /// Reads the cells of a row and checks them.
  func read(row: Int, reporting problems: inout [DataProblem]) -> Outcome {
    if let statistic, let text = cell(row, statistic).value, !text.lowercased().contains("median") {
      return .missing(reason: "its '\(statistic.name)' names no median")
    }
    let before = problems.count
    let place = cell(row, value)
    let mark = NotReached.mark(in: place)
    let number = mark == nil ? place.number(.positive, reporting: &problems) : nil
    let se = optional(.positive, row, standardError, &problems)
    let events = optional(.count, row, self.events, &problems)
    let horizon = optional(.positive, row, self.horizon, &problems)
    let interval = readInterval(row, reporting: &problems)
    if let number, let horizon, number > horizon {
      problems.append(.restrictedMeanBeyond(horizon: horizon, value: number, at: place))
    }
    if problems.count > before { return .failed }
    if let mark { return .missing(reason: NotReached.reason(mark, quantity)) }
    guard let number else { return .missing(reason: "no value in '\(value.name)'") }
    if quantity == .rmst, horizon == nil {
      return .missing(reason: "no horizon to which the mean is restricted")
    }
    checkInside(number, interval, at: place, reporting: &problems)
    if case .half(let reason)? = interval, se == nil, (events ?? 0) == 0 || quantity == .rmst {
      return .missing(reason: reason)
    }
    var time = ReportedTime(number, standardError: se, events: events)
    if case .interval(let limits)? = interval { time.interval = limits }
    return .found(time)
  }

  /// What the two cells of an interval hold.
  private enum Limits {
    case interval(ReportedTime.Interval)
    /// One limit only.
    case half(reason: String)
  }

  private func readInterval(_ row: Int, reporting problems: inout [DataProblem]) -> Limits? {
    guard let low, let high else { return nil }
    let (lowCell, highCell) = (cell(row, low), cell(row, high))
    let isOpen = NotReached.mark(in: highCell, countingNA: true) != nil
    let lower = NotReached.mark(in: lowCell) == nil ? lowCell.number(.notNegative, reporting: &problems) : nil
    let upper = isOpen ? nil : highCell.number(.positive, reporting: &problems)
    let level = readLevel(row, reporting: &problems)
    guard let lower else {
      return upper == nil ? nil : .half(reason: "an upper limit without a lower one")
    }
    if isOpen { return .interval(.init(low: lower, high: nil, level: level)) }
    guard let upper else {
      return .half(reason: "a lower limit without an upper one; write NR there if it was not reached")
    }
    guard lower < upper else {
      problems.append(
        .limitsReversed(
          columns: (low.name, high.name), low: lowCell.text, high: highCell.text, at: lowCell.range))
      return nil
    }
    return .interval(.init(low: lower, high: upper, level: level))
  }

  private func readLevel(_ row: Int, reporting problems: inout [DataProblem]) -> Double {
    guard let level, let number = optional(.positive, row, level, &problems) else { return intervalLevel }
    if number < 1 { return number }
    if number > 1, number < 100 { return number / 100 }
    problems.append(.notALevel(at: cell(row, level)))
    return intervalLevel
  }

  private func checkInside(
    _ number: Double, _ limits: Limits?, at cell: Cell, reporting problems: inout [DataProblem]
  ) {
    guard case .interval(let interval)? = limits, let high = interval.high,
      !(interval.low...high).contains(number)
    else { return }
    problems.append(
      .estimateOutsideInterval(
        cell.text, column: cell.column, low: interval.low, high: high, at: cell.range))
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }

  private func optional(
    _ rule: NumberRule, _ row: Int, _ column: Column?, _ problems: inout [DataProblem]
  ) -> Double? {
    column.flatMap { cell(row, $0).number(rule, reporting: &problems) }
  }
}

/// How people write that a median or a limit lies beyond the follow-up.
enum NotReached {
  private static let words: Set = [
    "nr", "ne", "nyr", "notreached", "notyetreached", "notestimable", "notevaluable", "inf", "infinity", "∞",
    "+∞",
  ]

  /// The mark in a cell, as written; nil where it holds none.
  ///
  /// - Parameter countingNA: whether `NA` is one, which R prints for an upper limit that was not reached.
  static func mark(in cell: Cell, countingNA: Bool = false) -> String? {
    let text = cell.text.filter { !$0.isWhitespace }
    let word = text.lowercased().filter { !"-_.".contains($0) }
    if words.contains(word) || (countingNA && word == "na") { return text }
    let isBeyond = [">", "≥"].contains { text.hasPrefix($0) } || text.hasSuffix("+")
    let digits = text.drop { ">≥= ".contains($0) }.prefix { $0 != "+" }
    return isBeyond && Double(digits) != nil ? text : nil
  }

  /// Why a time with this mark is not pooled.
  static func reason(_ mark: String, _ quantity: TimeQuantity) -> String {
    if quantity == .rmst { return "no restricted mean: \"\(mark)\"" }
    return mark.uppercased() == "NR"
      ? "the median is written \"\(mark)\": not reached, or not reported"
      : "the median was not reached (\"\(mark)\")"
  }
}

extension DataProblem {
  static func severalHorizons(_ horizons: [Double], at cell: Cell) -> DataProblem {
    DataProblem(
      .error, code: "several-horizons",
      message:
        "the restricted means reach to different horizons: \(horizons.map { ShortNumber.text($0) }.joined(separator: ", "))",
      hint: "select one horizon, such as --where '\(cell.column)=\(ShortNumber.text(horizons[0]))'",
      at: cell.range)
  }

  static func restrictedMeanBeyond(horizon: Double, value: Double, at cell: Cell) -> DataProblem {
    DataProblem(
      .error, code: "restricted-mean-beyond-horizon",
      message:
        "the restricted mean \(ShortNumber.text(value)) is larger than its horizon \(ShortNumber.text(horizon))",
      hint: "a mean restricted to a horizon lies between 0 and the horizon: check both, and their units",
      at: cell.range)
  }

  static func notALevel(at cell: Cell) -> DataProblem {
    DataProblem(
      .error, code: "not-a-level",
      message: "column '\(cell.column)' needs a confidence level, found \"\(cell.text)\"",
      hint: "write 0.95 or 95", at: cell.range)
  }
}
