// What is said about the lines of a file.

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
