import StudyData

// What is said about a file of claims.

extension DataProblem {
  static func unusedKey(_ key: String, by analysis: String, used: [String], at span: Range<Int>?)
    -> DataProblem
  {
    DataProblem(
      .error, code: "unused-key", message: "the analysis \(analysis) has no use for '\(key)'",
      hint: used.isEmpty ? "it takes the rows alone" : "it takes \(used.joined(separator: ", "))", at: span)
  }

  static func sameIDTwice(_ id: String, line: Int, at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "same-id-twice", message: "the id '\(id)' stands on line \(line) already",
      hint: "give each claim an id of its own", at: span)
  }

  static func badSelection(_ message: String, hint: String?, at span: Range<Int>?) -> DataProblem {
    DataProblem(.error, code: "bad-selection", message: message, hint: hint, at: span)
  }

  static func unknownStudy(_ study: String, at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "unknown-study", message: "the evidence table has no study '\(study)'",
      hint: "spell it as in the column study", at: span)
  }

  static func noPrintedNumber(_ text: String, kind: ClaimKind, at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "no-number",
      message: "a claim of the kind \(kind.rawValue) prints a number, and '\(text)' holds none",
      hint: "copy the number with its digits, or choose a kind of words", at: span)
  }

  static func lineBeyondSource(_ line: Int, lines: Int, at span: Range<Int>?) -> DataProblem {
    DataProblem(
      .error, code: "no-such-line", message: "the source has \(lines) lines, and line \(line) is named",
      at: span)
  }
}
