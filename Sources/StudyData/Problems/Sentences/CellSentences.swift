// What is said about cells.

extension DataProblem {
  static func notANumber(
    column: String, rule: NumberRule, found: String, fault: NumberFault, at span: Range<Int>
  ) -> DataProblem {
    let message =
      "column \(PrintableText.name(column)) needs \(needs(rule)), found \(PrintableText.quoted(found))"
    switch fault {
    case .decimalMark(let meant):
      let mark = found.contains("·") ? "a raised decimal point" : "a decimal comma"
      return DataProblem(
        .error, code: "decimal-comma", message: "\(message) with \(mark)",
        hint: "write \(PrintableText.short(meant))", at: span)
    case .thousands(let meant):
      return DataProblem(
        .error, code: "thousands-separator", message: "\(message) with a thousands separator",
        hint: "write \(PrintableText.short(meant))", at: span)
    case .notAllowed, .notANumber:
      return DataProblem(.error, code: code(rule), message: message, hint: hint(rule), at: span)
    }
  }

  private static func code(_ rule: NumberRule) -> String {
    switch rule {
    case .count: "not-a-count"
    case .total: "not-a-total"
    case .real: "not-a-number"
    case .positive: "not-positive"
    case .percent: "not-a-percentage"
    case .correlation: "not-a-correlation"
    case .proportion: "not-a-proportion"
    case .notNegative: "negative"
    }
  }

  private static func needs(_ rule: NumberRule) -> String {
    switch rule {
    case .count: "a count"
    case .total: "a whole number above zero"
    case .real: "a number"
    case .positive: "a number above zero"
    case .percent: "a percentage from 0 to 100"
    case .correlation: "a correlation from -1 to 1"
    case .proportion: "a proportion from 0 to 1"
    case .notNegative: "a number that is not negative"
    }
  }

  private static func hint(_ rule: NumberRule) -> String {
    switch rule {
    case .count: "write an empty cell for a missing count"
    case .total: "write an empty cell for a missing total"
    case .real, .positive, .correlation, .notNegative: "write an empty cell for a missing number"
    case .percent: "write an empty cell for a missing percentage"
    case .proportion:
      "a column of percentages is named with --percent; limits stand on the scale of the survival"
    }
  }

  static func moreEventsThanTotal(
    _ events: Int, of total: Int, columns: (events: String, size: String), at span: Range<Int>?
  ) -> DataProblem {
    let (events1, size) = (PrintableText.name(columns.events), PrintableText.name(columns.size))
    return DataProblem(
      .error, code: "events-exceed-total",
      message: "column \(events1) has \(events) events, but column \(size) has a total of \(total)",
      hint: "check both numbers; a total counts those with and without the event", at: span)
  }

  static func emptyGroup(columns: (events: String, size: String), at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "empty-group",
      message: "\(PrintableText.names([columns.events, columns.size])) are both zero: the group is empty",
      hint: "write empty cells for missing counts", at: span)
  }

  static func quantilesDisordered(columns: [String], values: [Double], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "quantiles-disordered",
      message: "\(PrintableText.names(columns)) do not rise: "
        + values.map { "\($0)" }.joined(separator: ", "),
      hint:
        "smallest value, first quartile, median, third quartile, largest value: check the numbers and their"
        + " columns", at: span)
  }

  package static func limitsReversed(
    columns: (low: String, high: String), low: String, high: String, at span: Range<Int>
  ) -> DataProblem {
    let (lowName, highName) = (PrintableText.name(columns.low), PrintableText.name(columns.high))
    return DataProblem(
      .error, code: "limits-reversed",
      message: "the lower limit in \(lowName), \(PrintableText.short(low)), is not below the upper limit in "
        + "\(highName), \(PrintableText.short(high))",
      hint: "check both numbers and the order of the columns", at: span)
  }

  package static func estimateOutsideInterval(
    _ estimate: String, column: String, low: Double, high: Double, at span: Range<Int>
  ) -> DataProblem {
    DataProblem(
      .warning, code: "estimate-outside-interval",
      message: "the estimate in \(PrintableText.name(column)), \(PrintableText.short(estimate)), "
        + "lies outside its confidence interval from \(low) to \(high)",
      hint: "check the three numbers, and that they are on the same scale", at: span)
  }

  static func percentDisagrees(
    _ percent: PrintedPercent, column: String, events: Int, total: Int, fitting: ClosedRange<Int>?,
    at span: Range<Int>
  ) -> DataProblem {
    let actual = PrintedPercent(of: events, in: total, decimals: percent.decimals)
    return DataProblem(
      .warning, code: "percent-disagrees",
      message: "column \(PrintableText.name(column)) says \(percent), but \(events) of \(total) is "
        + "\(actual.map(\.description) ?? "another"); \(Sentence.percentFits(percent, of: total, fitting: fitting))",
      hint: "the events are used; check events, total and percentage", at: span)
  }

  static func duplicateStudy(_ label: String, lines: [Int], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .warning, code: "duplicate-study",
      message:
        "the study \(PrintableText.quoted(label)) stands on the lines \(Sentence.list(lines, limit: 12)); "
        + "the rows are treated as independent studies",
      hint: "select the rows of one result per study, or give each its own label", at: span)
  }
}
