// What is said about selecting rows and pairing arms.

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

  static func noSizes(_ studies: [String], column: String) -> DataProblem {
    DataProblem(
      .error, code: "no-sizes",
      message: "none of \(studies.map(PrintableText.quoted).joined(separator: ", ")), of one"
        + " \(PrintableText.name(column)), has a size, so that there is no largest",
      hint: "take the first of each: \(column):first")
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
