/// Reads survival at a time, and what its precision can be had from, from the cells of a row.
struct SurvivalReader {
  private let table: StudyTable
  private let survival: Column
  private let isPercent: Bool
  /// The column of the times.
  let time: Column
  private let standardError: Column?
  private let limits: (Column, Column)?
  private let atRisk: Column?
  private let total: Column?
  private let censored: Column?
  private let median: Column?
  private let followUp: (Column, Column)?

  /// Finds the columns; throws if one of them is not in the table.
  init(_ table: StudyTable, _ columns: SurvivalColumns) throws(DataProblems) {
    func one(_ name: String?) throws(DataProblems) -> Column? {
      guard let name else { return nil }
      return try table.column(named: name)
    }
    func two(_ names: [String]) throws(DataProblems) -> (Column, Column)? {
      names.count == 2 ? (try table.column(named: names[0]), try table.column(named: names[1])) : nil
    }
    self.table = table
    switch columns.survival {
    case .proportion(let name): (survival, isPercent) = (try table.column(named: name), false)
    case .percent(let name): (survival, isPercent) = (try table.column(named: name), true)
    }
    time = try table.column(named: columns.time)
    standardError = try one(columns.standardError)
    limits = try two(columns.limits)
    atRisk = try one(columns.atRisk)
    total = try one(columns.total)
    censored = try one(columns.censored)
    median = try one(columns.followUpMedian)
    followUp = try two(columns.followUp)
  }

  /// Reads the cells of a row and checks them, those too that the standard error will not come from.
  func read(row: Int, reporting problems: inout [DataProblem]) -> RowReader.Outcome<ReportedSurvival> {
    let before = problems.count
    let survival = share(row, self.survival, reporting: &problems)
    let time = cell(row, self.time).number(.positive, reporting: &problems)
    var atRisk = number(row, self.atRisk, .count, &problems)
    let total = number(row, self.total, .total, &problems)
    let censored = number(row, self.censored, .count, &problems)
    var read = ReportedSurvival(
      survival: survival ?? 0, time: time ?? 1,
      standardError: readError(row, of: survival, reporting: &problems),
      limits: readLimits(row, of: survival, reporting: &problems), total: total, censored: censored,
      followUp: readFollowUp(row, reporting: &problems))
    checkNumbers(row, &atRisk, read, reporting: &problems)
    read.atRisk = atRisk
    if problems[before...].contains(where: { $0.severity == .error }) { return .failed }
    guard survival != nil, time != nil else {
      let needed = [self.survival, self.time]
      return .excluded(
        reason: Sentence.missing(
          needed.filter { cell(row, $0).isMissing }.map(\.name), of: needed.map(\.name)))
    }
    warn(row, read, reporting: &problems)
    return .value(read, notes: [])
  }

  private func cell(_ row: Int, _ column: Column) -> Cell { table.cell(row: row, column: column.index) }

  private func number(
    _ row: Int, _ column: Column?, _ rule: NumberRule, _ problems: inout [DataProblem]
  ) -> Double? {
    column.flatMap { cell(row, $0).number(rule, reporting: &problems) }
  }

  /// A proportion, or a percentage as one.
  private func share(_ row: Int, _ column: Column, reporting problems: inout [DataProblem]) -> Double? {
    guard isPercent else { return cell(row, column).number(.proportion, reporting: &problems) }
    return cell(row, column).percent(reporting: &problems)?.proportion
  }

  /// The standard error; one of 0 is none, as it is printed beside 0 and 100 %.
  private func readError(
    _ row: Int, of survival: Double?, reporting problems: inout [DataProblem]
  ) -> Double? {
    guard let column = standardError else { return nil }
    let isAtEnd = survival == 0 || survival == 1
    guard let value = cell(row, column).number(isAtEnd ? .notNegative : .positive, reporting: &problems),
      value > 0
    else { return nil }
    return isPercent ? value / 100 : value
  }

  private func readLimits(
    _ row: Int, of survival: Double?, reporting problems: inout [DataProblem]
  ) -> ReportedSurvival.Limits? {
    guard let limits else { return nil }
    let lower = share(row, limits.0, reporting: &problems)
    let upper = share(row, limits.1, reporting: &problems)
    guard let lower, let upper else { return nil }
    let isAtEnd = lower == survival && (lower == 0 || lower == 1)
    if lower < upper || (lower == upper && isAtEnd) {
      return ReportedSurvival.Limits(lower: lower, upper: upper)
    }
    let place = cell(row, limits.0)
    problems.append(
      .limitsReversed(
        columns: (limits.0.name, limits.1.name), low: place.text, high: cell(row, limits.1).text,
        at: place.range))
    return nil
  }

  private func readFollowUp(
    _ row: Int, reporting problems: inout [DataProblem]
  ) -> ReportedSurvival.FollowUp {
    let columns = [followUp?.0, median, followUp?.1]
    let values = columns.map { number(row, $0, .notNegative, &problems) }
    let present = zip(columns, values).compactMap { column, value in
      column.flatMap { column in value.map { (column, $0) } }
    }
    if zip(present, present.dropFirst()).contains(where: { $0.1 > $1.1 }) {
      problems.append(
        .followUpDisordered(
          columns: present.map(\.0.name), values: present.map { cell(row, $0.0).text },
          at: cell(row, present[0].0).range))
    }
    return ReportedSurvival.FollowUp(median: values[1], low: values[0], high: values[2])
  }

  /// Refuses more people at risk or censored than there were.
  private func checkNumbers(
    _ row: Int, _ atRisk: inout Double?, _ read: ReportedSurvival, reporting problems: inout [DataProblem]
  ) {
    guard let total = read.total, let totalColumn = self.total else { return }
    let parts = [(self.atRisk, atRisk), (self.censored, read.censored)].compactMap { column, value in
      column.flatMap { column in value.map { (column, $0) } }
    }
    guard let first = parts.first, parts.reduce(0, { $0 + $1.1 }) > total else { return }
    problems.append(
      .morePeopleThanTotal(
        parts.map { ($0.0.name, cell(row, $0.0).text) }, total: cell(row, totalColumn).text,
        column: totalColumn.name, at: cell(row, first.0).range))
    atRisk = nil
  }

  private func warn(_ row: Int, _ read: ReportedSurvival, reporting problems: inout [DataProblem]) {
    let place = cell(row, survival)
    if let limits = read.limits, !(limits.lower...limits.upper).contains(read.survival) {
      let scale = isPercent ? 100.0 : 1
      problems.append(
        .estimateOutsideInterval(
          place.text, column: place.column, low: limits.lower * scale, high: limits.upper * scale,
          at: place.range))
    }
    if let high = read.followUp.high, read.time > high, let column = followUp?.1 {
      problems.append(
        .beyondFollowUp(
          time: cell(row, time).text, high: cell(row, column).text, columns: (time.name, column.name),
          at: cell(row, time).range))
    }
  }
}

extension PrintedPercent {
  /// The percentage as a proportion, rounded once.
  var proportion: Double { Double(units) / (100 * Double(Self.power(decimals))) }
}
