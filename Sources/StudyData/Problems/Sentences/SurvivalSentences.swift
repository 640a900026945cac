// What is said about survival at a time.

extension DataProblem {
  static func morePeopleThanTotal(
    _ parts: [(column: String, text: String)], total: String, column: String, at span: Range<Int>
  ) -> DataProblem {
    let found = parts.map { "\(PrintableText.short($0.text)) in \(PrintableText.name($0.column))" }
    return DataProblem(
      .error, code: "more-people-than-total",
      message: "\(found.joined(separator: " and ")) \(parts.count == 1 ? "is" : "are together") more than the"
        + " \(PrintableText.short(total)) in \(PrintableText.name(column))",
      hint: "those at risk and those censored before the time are parts of the total at the start", at: span)
  }

  static func followUpDisordered(columns: [String], values: [String], at span: Range<Int>) -> DataProblem {
    DataProblem(
      .error, code: "follow-up-disordered",
      message: "\(PrintableText.names(columns)) do not rise: "
        + values.map(PrintableText.short).joined(separator: ", "),
      hint: "shortest, median, longest follow-up: check the numbers and their columns", at: span)
  }

  static func severalTimes(_ times: [String], column: String, at span: Range<Int>) -> DataProblem {
    let (first, name) = (times.first ?? "", PrintableText.short(column))
    return DataProblem(
      .error, code: "several-times",
      message: "the rows are at \(times.count) times in \(PrintableText.name(column)): "
        + times.prefix(20).joined(separator: ", "),
      hint: "choose one, as by --where \(name)=\(first), or pool each: copse survival at DATA --at \(first)",
      at: span)
  }

  static func beyondFollowUp(
    time: String, high: String, columns: (time: String, high: String), at span: Range<Int>
  ) -> DataProblem {
    DataProblem(
      .warning, code: "beyond-follow-up",
      message:
        "survival at \(PrintableText.short(time)) in \(PrintableText.name(columns.time)), but the longest"
        + " follow-up in \(PrintableText.name(columns.high)) is \(PrintableText.short(high))",
      hint: "check both numbers, and that they are in the same unit", at: span)
  }
}
