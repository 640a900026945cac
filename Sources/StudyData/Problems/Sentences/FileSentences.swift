// What is said about a file as a whole.

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
