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
    let isAnything = kinds.count == DataKind.allCases.count
    let wanted = isAnything ? "the data of studies" : kinds.map(words).joined(separator: " or ")
    return DataProblem(
      .error, code: "no-study-data",
      message: "no columns with \(wanted); the columns are \(PrintableText.names(columns))",
      hint: isAnything ? anyNeeds : kinds.map(needs).joined(separator: "; "), at: span)
  }

  /// What each kind of data needs, in short.
  private static let anyNeeds =
    "counts need 'events' and 'total', rates 'events' and 'time', means 'mean', 'sd' and 'total', each with 1 and"
    + " 2 behind it for two groups; correlations 'correlation' and 'total', a log-rank test 'o_minus_e' and 'v',"
    + " survival 'survival' and 'at', ready effects 'yi' with 'vi' or 'sei', or 'estimate' with 'ci_low' and 'ci_high'"

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

  static func conflictingOptions(_ options: [(name: String, count: Int)]) -> DataProblem {
    let names = options.map { "--\($0.name) (\($0.count))" }.joined(separator: ", ")
    return DataProblem(
      .error, code: "conflicting-columns",
      message: "no kind of data has all the columns that are named, or not so many of each: \(names)",
      hint: "name one column of each for one group, or two of each for two groups, separated by a comma; "
        + "events go with totals or with person-time, means with standard deviations and totals")
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
    case .oneGroupRates: "rates of one group"
    case .twoGroupRates: "rates of two groups"
    case .oneGroupMeans: "means of one group"
    case .twoGroupMeans: "means of two groups"
    case .pairedMeans: "paired means"
    case .correlations: "correlations"
    case .logRank: "observed minus expected events"
    case .readyEffects: "ready effects"
    case .oneGroupSurvival: "survival at a time"
    }
  }

  private static func needs(_ kind: DataKind) -> String {
    switch kind {
    case .oneGroupCounts: "one group needs 'events' (or 'percent') and 'total'"
    case .twoGroupCounts: "two groups need 'events1', 'total1', 'events2' and 'total2'"
    case .oneGroupRates: "rates of one group need 'events' and 'time'"
    case .twoGroupRates: "rates of two groups need 'events1', 'time1', 'events2' and 'time2'"
    case .oneGroupMeans: "means of one group need 'mean', 'sd' and 'total' (or 'median' with 'q1' and 'q3')"
    case .twoGroupMeans: "means of two groups need 'mean1', 'sd1', 'total1', 'mean2', 'sd2' and 'total2'"
    case .pairedMeans: "paired means need 'mean1', 'sd1', 'mean2', 'sd2', 'total' and 'correlation'"
    case .correlations: "correlations need 'correlation' and 'total'"
    case .logRank: "a log-rank test needs 'o_minus_e' and 'v'"
    case .oneGroupSurvival:
      "survival needs 'survival' (or 'percent') and 'at', with 'se', 'ci_low' and 'ci_high', 'at_risk' or 'total';"
        + " columns of other names are named with --survival (or --percent), --time and so on"
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
