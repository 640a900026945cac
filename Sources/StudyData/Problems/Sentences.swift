// Every sentence about data that a user may read: what was found, what is allowed, what to do next.

// MARK: The file

extension DataProblem {
  static func emptyFile(byteCount: Int) -> DataProblem {
    DataProblem(
      .error, code: "empty-file",
      message: byteCount == 0 ? "the file is empty" : "the file holds nothing but spaces and line breaks",
      hint: "it needs a header line with the names of the columns and a line for each study")
  }

  static func fileTooLarge() -> DataProblem {
    DataProblem(
      .error, code: "file-too-large", message: "the file is larger than 1 GiB, the most that is read",
      hint: "keep the columns and rows that the analysis needs")
  }

  static func utf16File() -> DataProblem {
    DataProblem(
      .error, code: "utf-16", message: "the file is UTF-16 text; it needs to be UTF-8",
      hint: "save it as \"CSV UTF-8\", or convert it: iconv -f utf-16 -t utf-8 FILE > NEW")
  }

  static func workbookFile() -> DataProblem {
    DataProblem(
      .error, code: "workbook", message: "the file is a spreadsheet workbook or ZIP archive, not CSV text",
      hint: "save the sheet as \"CSV UTF-8\"")
  }

  static func binaryFile(at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "binary-file", message: "the file holds a NUL byte, so it is not CSV text",
      hint: "save the data as \"CSV UTF-8\"", at: span)
  }

  static func notUTF8(byte: UInt8, name: String, at span: Range<Int>) -> DataProblem {
    let hex = "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    let latin = byte >= 0xA0 ? " (\"\(Character(Unicode.Scalar(byte)))\" in Latin-1)" : ""
    return DataProblem(
      .error, code: "not-utf-8", message: "the file is not UTF-8: found the byte \(hex)\(latin)",
      hint: "save it as \"CSV UTF-8\", or convert it: iconv -f latin1 -t utf-8 FILE > NEW", at: span)
  }

  static func tooManyColumns(_ count: Int, limit: Int, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "too-many-columns",
      message: "the first line has \(count) cells; a table may have \(limit) columns",
      hint: "check that the file has line breaks, one after each row", at: span)
  }

  static func noRows(lineCount: Int, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "no-rows", message: "there is a header but no row below it",
      hint: lineCount == 1
        ? "check that the file has line breaks; each study needs a line below the header"
        : "each study needs a line below the header", at: span)
  }

  static func emptyColumnName(_ number: Int, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "empty-column-name", message: "column \(number) has no name",
      hint: "name the column or delete it (R writes one for row names: use row.names = FALSE)", at: span)
  }

  static func duplicateColumn(_ name: String, first: Int, second: Int, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "duplicate-column",
      message: "the columns \(first) and \(second) are both named \(PrintableText.name(name))",
      hint: "give each column a name of its own", at: span)
  }
}

// MARK: The lines

extension DataProblem {
  static func tooManyCells(found: Int, expected: Int, delimiter: Delimiter, at span: Range<Int>)
    -> DataProblem
  {
    let mark =
      switch delimiter {
      case .comma: "a comma (also a decimal comma)"
      case .semicolon: "a semicolon"
      case .tab: "a tab"
      }
    return DataProblem(
      .error, code: "too-many-cells",
      message: "this row has \(cells(found)), but the header has \(cells(expected))",
      hint: "put double quotes around a cell that contains \(mark)", at: span)
  }

  static func tooFewCells(found: Int, expected: Int, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "too-few-cells",
      message: "this row has \(cells(found)), but the header has \(cells(expected))",
      hint: "write an empty cell for each missing value", at: span)
  }

  static func unclosedQuote(at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "unclosed-quote", message: "the double quote that opens here is never closed",
      hint: "close it behind the cell; a double quote inside a quoted cell is written twice", at: span)
  }

  static func textAfterQuote(_ text: String, openingLine: Int?, at span: Range<Int>) -> DataProblem {
    let opened = openingLine.map { ", which began on line \($0)" } ?? ""
    return DataProblem(
      .error, code: "text-after-quote",
      message: "found \(PrintableText.quoted(text)) after the end of a quoted cell\(opened)",
      hint: "a double quote inside a quoted cell is written twice", at: span)
  }

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}

// MARK: The cells

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
    }
  }

  private static func needs(_ rule: NumberRule) -> String {
    switch rule {
    case .count: "a count"
    case .total: "a whole number above zero"
    case .real: "a number"
    case .positive: "a number above zero"
    case .percent: "a percentage from 0 to 100"
    }
  }

  private static func hint(_ rule: NumberRule) -> String {
    switch rule {
    case .count: "write an empty cell for a missing count"
    case .total: "write an empty cell for a missing total"
    case .real, .positive: "write an empty cell for a missing number"
    case .percent: "write an empty cell for a missing percentage"
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

  static func limitsReversed(
    columns: (low: String, high: String), low: String, high: String, at span: Range<Int>
  ) -> DataProblem {
    let (lowName, highName) = (PrintableText.name(columns.low), PrintableText.name(columns.high))
    return DataProblem(
      .error, code: "limits-reversed",
      message: "the lower limit in \(lowName), \(PrintableText.short(low)), is not below the upper limit in "
        + "\(highName), \(PrintableText.short(high))",
      hint: "check both numbers and the order of the columns", at: span)
  }

  static func estimateOutsideInterval(
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

// MARK: The columns

extension DataProblem {
  static func noSuchColumn(_ name: String, columns: [String], closest: String?, at span: Range<Int>)
    -> DataProblem
  {
    DataProblem(
      .error, code: "no-such-column",
      message:
        "there is no column \(PrintableText.name(name)); the columns are \(PrintableText.names(columns))",
      hint: closest.map { "did you mean \(PrintableText.name($0))?" }, at: span)
  }

  static func noStudyData(kinds: [DataKind], columns: [String], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "no-study-data",
      message: "no columns with \(kinds.map(words).joined(separator: " or ")); the columns are "
        + PrintableText.names(columns),
      hint: kinds.map(needs).joined(separator: "; "), at: span)
  }

  static func severalKinds(used: DataKind, others: [DataKind], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .note, code: "several-kinds",
      message:
        "there are columns with \(words(used)) and with \(others.map(words).joined(separator: " and with ")); "
        + "the first are used",
      hint: "name the columns to use others", at: span)
  }

  static func countsAndEffects() -> DataProblem {
    DataProblem(
      .error, code: "conflicting-columns", message: "columns are named both for counts and for ready effects",
      hint: "name events and totals, or estimates and their precision")
  }

  static func severalPrecisions() -> DataProblem {
    DataProblem(
      .error, code: "conflicting-columns",
      message: "more than one of standard error, variance and confidence interval is named for the estimates",
      hint: "name the one that the study reports")
  }

  static func needsTwoLimits(found: Int) -> DataProblem {
    DataProblem(
      .error, code: "conflicting-columns",
      message: "a confidence interval needs two columns, found \(found)",
      hint: "name the lower and the upper limit, separated by a comma")
  }

  static func unequalGroups(events: Int, total: Int, percent: Int) -> DataProblem {
    DataProblem(
      .error, code: "conflicting-columns",
      message:
        "the columns named are \(events) for events, \(total) for totals and \(percent) for percentages",
      hint: "name one of each for one group, or two of each for two groups, separated by a comma")
  }

  static func wrongKind(wanted: DataKind, named: DataKind) -> DataProblem {
    DataProblem(
      .error, code: "conflicting-columns",
      message: "the named columns are for \(words(named)), but \(words(wanted)) are needed",
      hint: needs(wanted))
  }

  private static func words(_ kind: DataKind) -> String {
    switch kind {
    case .oneGroupCounts: "counts of one group"
    case .twoGroupCounts: "counts of two groups"
    case .readyEffects: "ready effects"
    }
  }

  private static func needs(_ kind: DataKind) -> String {
    switch kind {
    case .oneGroupCounts: "one group needs 'events' (or 'percent') and 'total'"
    case .twoGroupCounts: "two groups need 'events1', 'total1', 'events2' and 'total2'"
    case .readyEffects:
      "ready effects need 'yi' with 'vi' or 'sei', or 'estimate' with 'ci_low' and 'ci_high'"
    }
  }
}

// MARK: Selecting and pairing

extension DataProblem {
  static func notACondition(_ text: String) -> DataProblem {
    DataProblem(
      .error, code: "not-a-condition",
      message: "\(PrintableText.quoted(text)) is not a condition on the rows",
      hint: "write column=value or column=value,value; also != < <= > >=")
  }

  static func notANumericCondition(_ text: String, comparison: String) -> DataProblem {
    DataProblem(
      .error, code: "not-a-condition",
      message: "\(comparison) compares with one number, found \(PrintableText.quoted(text))",
      hint: "write a number such as year\(comparison)1990, or use = or != for text")
  }

  static func noSuchValue(
    _ value: String, column: String, values: [String], closest: String?, at span: Range<Int>
  ) -> DataProblem {
    let shown = values.prefix(12).map(PrintableText.quoted).joined(separator: ", ")
    let others = values.count > 12 ? " and \(values.count - 12) more" : ""
    return DataProblem(
      .error, code: "no-such-value",
      message: "column \(PrintableText.name(column)) never holds \(PrintableText.quoted(value)); "
        + (values.isEmpty ? "it holds no value" : "it holds \(shown)\(others)"),
      hint: closest.map { "did you mean \(PrintableText.quoted($0))?" }, at: span)
  }

  static func nothingSelected(by conditions: [String]) -> DataProblem {
    DataProblem(
      .error, code: "nothing-selected",
      message: "no row fulfils \(conditions.map(PrintableText.quoted).joined(separator: " and "))",
      hint:
        "leave out one of the conditions; repeated conditions must all hold, values after a comma are alternatives"
    )
  }

  static func pairingNeedsLabels(at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "pairing-needs-studies", message: "pairing arms needs a column that names the studies",
      hint: "name it 'study', or say which column labels the studies", at: span)
  }

  static func sameArmTwice(_ arm: String) -> DataProblem {
    DataProblem(
      .error, code: "same-arm-twice", message: "the arm \(PrintableText.quoted(arm)) is named twice",
      hint: "name two different arms, the first to be compared with the second")
  }

  static func armTwice(
    _ arm: String, study: String, line: Int, otherLine: Int, keys: [String], at span: Range<Int>
  ) -> DataProblem {
    DataProblem(
      .error, code: "arm-twice",
      message: "the lines \(otherLine) and \(line) both hold the arm \(PrintableText.quoted(arm)) of "
        + PrintableText.quoted(study),
      hint: "select one of them, or tell them apart by a column besides \(PrintableText.names(keys))",
      at: span)
  }
}

// MARK: Rows that are not used, and notes

/// Sentences that are not problems: reasons of exclusions and notes on rows.
enum Sentence {
  static func missing(_ missing: [String], of all: [String]) -> String {
    if missing.count == all.count {
      return "no data: \(PrintableText.names(all)) \(all.count == 1 ? "is" : "are") empty"
    }
    return "no value in \(PrintableText.names(missing))"
  }

  static func whyIncomplete(_ outcomes: [GroupCountsReader.Outcome], of all: [String]) -> String {
    var missingColumns: [String] = []
    var reasons: [String] = []
    for outcome in outcomes {
      if case .missing(let names) = outcome { missingColumns += names }
      if case .undetermined(let reason) = outcome { reasons.append(reason) }
    }
    if !missingColumns.isEmpty { reasons.insert(missing(missingColumns, of: all), at: 0) }
    return reasons.joined(separator: "; ")
  }

  static func percentFits(_ percent: PrintedPercent, of total: Int, fitting: ClosedRange<Int>?) -> String {
    guard let fitting else { return "\(percent) of \(total) fits no whole number of events" }
    if fitting == 1...1 { return "\(percent) of \(total) fits 1 event" }
    let numbers =
      fitting.count > 4
      ? "\(fitting.lowerBound) to \(fitting.upperBound)" : list(Array(fitting), limit: 4)
    return "\(percent) of \(total) fits \(numbers) events"
  }

  static func derivedEvents(_ percent: PrintedPercent, of total: Int) -> RowNote {
    RowNote(code: "events-from-percent", text: "events derived from \(percent) of \(total)")
  }

  static func noPartner(arm: String, column: String, keys: [String]) -> String {
    let same = keys.isEmpty ? "" : " with the same \(PrintableText.names(keys))"
    return "no row with \(PrintableText.quoted(arm)) in column \(PrintableText.name(column))\(same)"
  }

  /// Numbers with commas and a final "and"; after `limit` the number of the rest.
  static func list(_ numbers: [Int], limit: Int) -> String {
    let shown = numbers.prefix(limit).map { String($0) }
    if numbers.count > limit { return shown.joined(separator: ", ") + " and \(numbers.count - limit) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
