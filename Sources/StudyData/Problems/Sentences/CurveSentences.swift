// What is said about survival curves in rows.

extension DataProblem {
  static func noCurveColumn(_ what: String, _ option: String, in table: StudyTable) -> DataProblem {
    DataProblem(
      .error, code: "no-curve-column",
      message: "no column of \(what) was found; the columns are \(PrintableText.names(table.columnNames))",
      hint: "say which column it is with \(option)", at: table.headerRange)
  }

  static func notAProportion(_ found: String, column: String, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "not-a-proportion",
      message: "column \(PrintableText.name(column)) needs a proportion from 0 to 1, found"
        + " \(PrintableText.quoted(found))",
      hint: "percentages are read with --percent \(PrintableText.name(column))", at: span)
  }

  static func survivalAtStart(_ found: String, column: String, at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "survival-at-start",
      message: "survival at time 0 is 1, found \(PrintableText.quoted(found)) in column"
        + " \(PrintableText.name(column))",
      hint: "check the time and the survival of this row", at: span)
  }

  static func survivalRises(
    study: String, from before: (time: String, survival: String), to after: (time: String, survival: String),
    at span: Range<Int>
  ) -> DataProblem {
    DataProblem(
      .error, code: "survival-rises",
      message: "survival of \(PrintableText.quoted(study)) rises from \(before.survival) at \(before.time) to"
        + " \(after.survival) at \(after.time)",
      hint: "survival never rises: check both numbers, and that the rows are of one curve", at: span)
  }

  static func timeTwice(_ time: String, study: String, lines: [Int], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "time-twice",
      message: "the time \(time) of \(PrintableText.quoted(study)) stands on the lines"
        + " \(Sentence.list(lines, limit: 12))",
      hint: "select the rows of one curve, or make the label tell the curves apart: --study study,arm",
      at: span)
  }

  static func curveDisagrees(
    column: String, study: String, first: String, second: String, at span: Range<Int>
  ) -> DataProblem {
    DataProblem(
      .error, code: "study-disagrees",
      message: "column \(PrintableText.name(column)) has \(PrintableText.quoted(second)) for"
        + " \(PrintableText.quoted(study)), and \(PrintableText.quoted(first)) in an earlier row",
      hint: "this is one value per study: check both rows", at: span)
  }

  static func followUpReversed(low: String, high: String, columns: [String], at span: Range<Int>)
    -> DataProblem
  {
    DataProblem(
      .error, code: "follow-up-reversed",
      message: "the shortest follow-up, \(PrintableText.short(low)), is not below the longest,"
        + " \(PrintableText.short(high)), in \(PrintableText.names(columns))",
      hint: "check both numbers and the order of the columns", at: span)
  }
}
