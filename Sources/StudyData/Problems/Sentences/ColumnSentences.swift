// What is said about columns and the options that name them.

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

extension DataProblem {
  /// A moderator whose values are partly numbers, so that it is not plain which it is.
  package static func numbersAndText(column: String) -> DataProblem {
    DataProblem(
      .note, code: "numbers-and-text",
      message: "column \(PrintableText.name(column)) holds numbers and text",
      hint: "correct the text, or name the column as a factor to take every value as a level")
  }
}
