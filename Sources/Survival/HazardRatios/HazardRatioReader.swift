import StudyData

extension StudyTable {
  /// What the rows report about hazard ratios, one study each.
  ///
  /// Columns, all of them optional, found in any spelling: `hr`, `ci_low`, `ci_high`, `ci_level`, `log_hr`, `se`, `p`,
  /// `p_sided` (1 or 2), `p_text`, `chi2`, `o_minus_e`, `v`, `events`, `events1`, `events2`, `expected1`, `expected2`,
  /// `total1`, `total2`, `median1`, `median2`, `direction` (`favors-first`: the hazard is lower in the first group;
  /// `favors-second`).
  ///
  /// `ci_low` and `ci_high` are limits of the ratio, `se` is of its logarithm. `p_text` is p as printed, also as a
  /// limit: `<.001`, `> .05`, `NS`. Throws every impossible cell at once. O(rows).
  ///
  /// - Parameters:
  ///   - labels: which columns label the studies.
  ///   - group: the column of subgroups.
  ///   - ciLevel: the level of confidence intervals whose row does not state it.
  public func hazardRatioReports(
    labels: StudyLabels, group: String? = nil, ciLevel: Double = 0.95
  ) throws(DataProblems) -> StudyRows<HazardRatioReport> {
    let known = HazardRatioReader.columnNames
    guard known.contains(where: { findColumn($0) != nil }) else {
      throw DataProblems(
        [
          DataProblem(
            .error, code: "no-study-data",
            message: "no columns with hazard ratios or what leads to them; the columns are "
              + columnNames.map { "'\($0)'" }.joined(separator: ", "),
            hint: "the columns may be " + known.joined(separator: ", "), at: headerRange)
        ], in: source)
    }
    return try RowReader(self, labels: labels, group: group).rows { row, problems in
      var reader = HazardRatioReader(table: self, row: row)
      let report = reader.report(ciLevel: ciLevel)
      problems += reader.problems
      return reader.problems.contains { $0.severity == .error } ? .failed : .value(report, notes: [])
    }
  }
}

/// Reads one wide row.
struct HazardRatioReader {
  static let columnNames = [
    "hr", "ci_low", "ci_high", "ci_level", "log_hr", "se", "p", "p_sided", "p_text", "chi2", "o_minus_e", "v",
    "events", "events1", "events2", "expected1", "expected2", "total1", "total2", "median1", "median2",
    "direction",
  ]

  let table: StudyTable
  let row: Int
  var problems: [DataProblem] = []

  init(table: StudyTable, row: Int) {
    self.table = table
    self.row = row
  }

  mutating func report(ciLevel: Double) -> HazardRatioReport {
    var report = HazardRatioReport()
    report.hr = printed("hr", .positive)
    report.ciLow = printed("ci_low", .positive)
    report.ciHigh = printed("ci_high", .positive)
    report.ciLevel = level() ?? ciLevel
    report.logHR = printed("log_hr", .real)
    report.se = printed("se", .positive)
    report.chi2 = printed("chi2", .notNegative)
    report.oMinusE = printed("o_minus_e", .real)
    report.v = printed("v", .positive)
    report.events = number("events", .count)
    report.events1 = number("events1", .count)
    report.events2 = number("events2", .count)
    report.expected1 = printed("expected1", .positive)
    report.expected2 = printed("expected2", .positive)
    report.total1 = number("total1", .total)
    report.total2 = number("total2", .total)
    report.median1 = printed("median1", .positive)
    report.median2 = printed("median2", .positive)
    report.direction = direction()
    readP(into: &report)
    checkTogether(report)
    return report
  }

  func cell(_ name: String) -> Cell? {
    table.findColumn(name).map { table.cell(row: row, column: $0.index) }
  }

  private mutating func number(_ name: String, _ rule: NumberRule) -> Double? {
    cell(name)?.number(rule, reporting: &problems)
  }

  private mutating func printed(_ name: String, _ rule: NumberRule) -> RoundedNumber? {
    guard let cell = cell(name), cell.number(rule, reporting: &problems) != nil else { return nil }
    return cell.value.flatMap(RoundedNumber.init(printed:))
  }

  private mutating func level() -> Double? {
    guard let cell = cell("ci_level"), let value = cell.number(.real, reporting: &problems) else {
      return nil
    }
    if value > 0, value < 1 { return value }
    report(
      cell, "not-a-level", "needs a level between 0 and 1",
      hint: value > 1 && value < 100 ? "write \(value / 100)" : "write 0.95 for a 95 % interval")
    return nil
  }

  private mutating func direction() -> HazardRatioDirection? {
    guard let cell = cell("direction"), let text = cell.value else { return nil }
    let plain = text.lowercased().replacing("favours", with: "favors").filter { !" _-".contains($0) }
    let found = HazardRatioDirection.allCases.first { $0.rawValue.replacing("-", with: "") == plain }
    if found == nil {
      report(
        cell, "not-a-direction", "needs favors-first or favors-second",
        hint:
          "favors-first: the hazard is lower in the first group; leave it empty where the study does not say")
    }
    return found
  }

  /// Reports a problem of a cell.
  mutating func report(_ cell: Cell, _ code: String, _ needs: String, hint: String) {
    problems.append(
      DataProblem(
        .error, code: code, message: "column '\(cell.column)' \(needs), found \"\(cell.value ?? "")\"",
        hint: hint, at: cell.range))
  }
}

extension HazardRatioReader {
  /// What single cells allow and the row does not.
  private mutating func checkTogether(_ report: HazardRatioReport) {
    if let low = report.ciLow, let high = report.ciHigh, let place = cell("ci_low") {
      if low.value >= high.value {
        self.report(
          place, "limits-reversed", "must be below ci_high, \(cell("ci_high")?.value ?? "")",
          hint: "check both numbers and the order of the columns")
      } else if let hr = report.hr, !(low.value...high.value).contains(hr.value), let cell = cell("hr") {
        problems.append(
          DataProblem(
            .warning, code: "estimate-outside-interval",
            message: "the ratio \(cell.value ?? "") lies outside its interval, \(place.value ?? "") to"
              + " \(self.cell("ci_high")?.value ?? "")",
            hint: "check the three numbers, and that all are ratios", at: cell.range))
      }
    }
    for (events, total, column) in [
      (report.events1, report.total1, "events1"), (report.events2, report.total2, "events2"),
    ] {
      if let events, let total, events > total, let cell = cell(column) {
        self.report(
          cell, "events-exceed-total", "has more events than patients, \(Int(total))",
          hint: "check both numbers")
      }
    }
    if let all = report.events, let place = cell("events") {
      let parts = [report.events1, report.events2].compactMap { $0 }
      let sum = parts.reduce(0, +)
      if parts.count == 2 ? sum != all : sum > all {
        self.report(
          place, "events-disagree", "must be the sum of events1 and events2, \(Int(sum)) so far",
          hint: "leave the number empty that is not of this comparison")
      }
    }
    checkDirection(report)
  }

  private mutating func checkDirection(_ report: HazardRatioReport) {
    guard let stated = report.direction, let cell = cell("direction") else { return }
    for (name, value) in [("ratio", report.logRatio), ("O - E", report.observedMinusExpected)] {
      if let found = value.flatMap(HazardRatioDirection.init(signOf:)), found != stated {
        problems.append(
          DataProblem(
            .warning, code: "direction-disagrees",
            message: "the direction is \(stated.rawValue), but the \(name) of the row is \(found.rawValue)",
            hint: "favors-first means a lower hazard in the first group, a ratio below 1", at: cell.range))
      }
    }
  }
}
