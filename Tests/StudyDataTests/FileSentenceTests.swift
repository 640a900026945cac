import StudyData
import Testing

/// What a user reads about a file or line that cannot be read, word for word.
@Suite struct FileSentenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let expected: String
    var testDescription: String { String(expected.prefix(60)) }

    init(_ text: String, _ expected: String) { self.init(Array(text.utf8), expected) }
    init(_ bytes: [UInt8], _ expected: String) {
      self.bytes = bytes
      self.expected = expected
    }
  }

  static let cases = [
    Case(
      "",
      """
      bcg.csv: error: the file is empty
         hint: it needs a header line with the names of the columns and a line for each study
      """),
    Case(
      "\u{FEFF} \r\n\t\n",
      """
      bcg.csv: error: the file holds nothing but spaces and line breaks
         hint: it needs a header line with the names of the columns and a line for each study
      """),
    Case(
      "study,events,total\n",
      """
      bcg.csv:1:1: error: there is a header but no row below it
       1 | study,events,total
         | ^^^^^
         hint: each study needs a line below the header
      """),
    Case(
      "study,events,total",
      """
      bcg.csv:1:1: error: there is a header but no row below it
       1 | study,events,total
         | ^^^^^
         hint: check that the file has line breaks; each study needs a line below the header
      """),
    Case(
      "a,b,c\n1,2\n3,4,5\n6,7,8,9,10\n",
      """
      bcg.csv:2:4: error: this row has 2 cells, but the header has 3 cells
       2 | 1,2
         |    ^
         hint: write an empty cell for each missing value
      bcg.csv:4:7: error: this row has 5 cells, but the header has 3 cells
       4 | 6,7,8,9,10
         |       ^
         hint: put double quotes around a cell that contains a comma (also a decimal comma)
      """),
    Case(
      "a;b\n1;2;3\n",
      """
      bcg.csv:2:5: error: this row has 3 cells, but the header has 2 cells
       2 | 1;2;3
         |     ^
         hint: put double quotes around a cell that contains a semicolon
      """),
    Case(
      "a\tb\n1\t2\t3\n",
      """
      bcg.csv:2:5: error: this row has 3 cells, but the header has 2 cells
       2 | 1 2 3
         |     ^
         hint: put double quotes around a cell that contains a tab
      """),
    Case(
      "a,b\n1,\"2\n3,4\n5\n",
      """
      bcg.csv:2:3: error: the double quote that opens here is never closed
       2 | 1,"2
         |   ^
         hint: close it behind the cell; a double quote inside a quoted cell is written twice
      bcg.csv:4:2: error: this row has 1 cell, but the header has 2 cells
       4 | 5
         |  ^
         hint: write an empty cell for each missing value
      """),
    Case(
      "a,b\n\"Hart\" 1977,2\n",
      """
      bcg.csv:2:8: error: found "1977" after the end of a quoted cell
       2 | "Hart" 1977,2
         |        ^^^^
         hint: a double quote inside a quoted cell is written twice
      """),
    Case(
      "a,b\n1,\"x\n2,\"y\n",
      """
      bcg.csv:3:4: error: found "y" after the end of a quoted cell, which began on line 2
       3 | 2,"y
         |    ^
         hint: a double quote inside a quoted cell is written twice
      """),
    Case(
      "a,,a\n1,2,3\n",
      """
      bcg.csv:1:3: error: column 2 has no name
       1 | a,,a
         |   ^
         hint: name the column or delete it (R writes one for row names: use row.names = FALSE)
      bcg.csv:1:4: error: the columns 1 and 3 are both named 'a'
       1 | a,,a
         |    ^
         hint: give each column a name of its own
      """),
    Case(
      Array("study,n\nMadras,5\nK".utf8) + [0xF6] + Array("ln,6\nx\n".utf8),
      """
      bcg.csv:3:2: error: the file is not UTF-8: found the byte 0xF6 ("ö" in Latin-1)
       3 | K\u{FFFD}ln,6
         |  ^
         hint: save it as "CSV UTF-8", or convert it: iconv -f latin1 -t utf-8 FILE > NEW
      bcg.csv:4:2: error: this row has 1 cell, but the header has 2 cells
       4 | x
         |  ^
         hint: write an empty cell for each missing value
      """),
    Case(
      [0x61, 0x2C, 0x62, 0x0A, 0x31, 0x2C, 0x00, 0x0A],
      """
      bcg.csv:2:3: error: the file holds a NUL byte, so it is not CSV text
       2 | 1,\u{FFFD}
         |   ^
         hint: save the data as "CSV UTF-8"
      """),
    Case([0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00], utf16),
    Case([0xFE, 0xFF, 0x00, 0x61, 0x00, 0x2C], utf16),
    Case([0x61, 0x00, 0x2C, 0x00, 0x62, 0x00, 0x0A, 0x00], utf16),
    Case([0x00, 0x61, 0x00, 0x2C, 0x00, 0x62, 0x00, 0x0A], utf16),
    Case(
      [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00],
      """
      bcg.csv: error: the file is a spreadsheet workbook or ZIP archive, not CSV text
         hint: save the sheet as "CSV UTF-8"
      """),
  ]

  static let utf16 = """
    bcg.csv: error: the file is UTF-16 text; it needs to be UTF-8
       hint: save it as "CSV UTF-8", or convert it: iconv -f utf-16 -t utf-8 FILE > NEW
    """

  @Test("sentences about the file", arguments: cases)
  func sentence(_ example: Case) {
    #expect(parsed(example.bytes) == example.expected)
  }

  @Test("a file without line breaks is refused at once, with a short excerpt")
  func oneLongLine() {
    let cells = Array(String(repeating: "12,", count: 3_500_000).utf8)
    let text = parsed(cells)
    #expect(
      text.hasPrefix("bcg.csv:1:1: error: the first line has 3500001 cells; a table may have 16384 columns\n")
    )
    #expect(text.hasSuffix("…\n   | ^^\n   hint: check that the file has line breaks, one after each row"))
    #expect(text.count < 320)

    let word = parsed(Array(repeating: UInt8(ascii: "x"), count: 10_000_000))
    #expect(word.hasPrefix("bcg.csv:1:1: error: there is a header but no row below it\n 1 | xxxx"))
    #expect(word.count < 400)
  }
}
