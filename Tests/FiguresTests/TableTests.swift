import Foundation
import Testing

@testable import Figures

@Suite("Result tables")
struct ResultTableTests {
  private func table(_ texts: [String]) -> ResultTable {
    var table = ResultTable(columns: ["a"])
    for text in texts { table.append([.text(text)]) }
    return table
  }

  @Test(
    "CSV quotes what needs it and nothing else",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
      ("two\nlines", "\"two\nlines\""),
      ("two\r\nlines", "\"two\r\nlines\""), ("semi;colon", "semi;colon"), (" space ", " space "),
      ("\"", "\"\"\"\""),
      ("cr\ralone", "\"cr\ralone\""), ("τ², 95 %", "\"τ², 95 %\""),
    ])
  func quoting(text: String, cell: String) {
    #expect(table([text]).csv == "a\n\(cell)\n")
  }

  @Test("CSV writes numbers in full, missing as nothing, and a cell for every column")
  func cells() {
    var table = ResultTable(columns: ["text", "number", "whole", "flag", "none", "also,none"])
    table.append([.text("x"), .number(1.0 / 3), .integer(-4), .bool(false), .missing, .number(.nan)])
    table.append([
      .init(""), .init(Double.infinity), .number(13), .bool(true), .init(nil as String?), .missing,
    ])
    #expect(
      table.csv == """
        text,number,whole,flag,none,"also,none"
        x,0.3333333333333333,-4,false,,
        ,,13,true,,

        """)
  }

  @Test("JSON has the same cells, missing as null")
  func json() throws {
    var table = ResultTable(columns: ["text", "number", "none"])
    table.append([.text("x"), .number(0.25), .missing])
    let read = try JSONSerialization.jsonObject(with: Data(table.json.document.utf8)) as? [[String: Any]]
    let row = try #require(read?.first)
    #expect(row["text"] as? String == "x")
    #expect(row["number"] as? Double == 0.25)
    #expect(row["none"] is NSNull)
    #expect(row.count == 3)
  }

  @Test(
    "Markdown cells cannot break their row or become markup",
    arguments: [
      ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("two\nlines", "two lines"), ("two\r\nlines", "two lines"),
      ("a\rb", "a b"), ("*star*", "\\*star\\*"), ("<b>", "\\<b>"), ("p < 0.001", "p < 0.001"),
      ("`code`", "\\`code\\`"),
      ("0.49 [0.34, 0.70]", "0.49 [0.34, 0.70]"),
      ("display_value", "display_value"), ("plain", "plain"),
    ])
  func markdown(text: String, cell: String) {
    #expect(table([text]).markdown == "| a |\n| --- |\n| \(cell) |\n")
  }

  @Test("Markdown gives every row as many cells as the header")
  func markdownShape() {
    var table = ResultTable(columns: ["a", "b|c"])
    table.append([.text("x|y"), .missing])
    for line in table.markdown.split(separator: "\n") {
      var bars = 0
      var previous: Character = " "
      for character in line {
        if character == "|", previous != "\\" { bars += 1 }
        previous = character
      }
      #expect(bars == 3, "\(line)")
    }
  }
}

@Suite("Text tables")
struct TextTableTests {
  @Test("columns are aligned, two spaces apart, without trailing spaces")
  func alignment() {
    var table = TextTable([("Study", .left), ("n", .right), ("Note", .left)])
    table.append(["Wang 2015", "180", ""])
    table.append(["Ng", "5", "small"])
    #expect(
      table.text == """
        Study        n  Note
        ---------  ---  -----
        Wang 2015  180
        Ng           5  small

        """)
  }

  @Test("right-aligned columns end at the same place")
  func rightEdges() {
    var numbers = Numbers(state: 5)
    var table = TextTable([("Label", .left), ("Value", .right)])
    for index in 0..<50 {
      table.append([
        String(repeating: "x", count: index % 7), NumberText.fixed(numbers.spread(-2...5), decimals: 2),
      ])
    }
    let lines = table.text.split(separator: "\n")
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(lines.count == 52)
  }

  @Test("accents and wide characters keep the columns in place")
  func width() {
    var table = TextTable([("Study", .left), ("n", .right)])
    table.append(["Müller", "1"])
    table.append(["王 2015", "2"])
    table.append(["e\u{301}tude", "3"])
    // 王 takes two columns of a terminal.
    #expect(
      table.text == "Study    n\n-------  -\nMüller   1\n王 2015  2\ne\u{301}tude    3\n")
  }

  @Test("a label cannot start a new line or send codes to the terminal")
  func controls() {
    var table = TextTable([("Study", .left), ("n", .right)])
    table.append(["two\nlines", "1"])
    table.append(["\u{1B}[31mred", "2"])
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5)
    #expect(!table.text.contains("\u{1B}"))
    #expect(table.text.contains("two lines"))
  }

  @Test("Markdown of the same table aligns numbers to the right")
  func markdown() {
    var table = TextTable([("Study", .left), ("n", .right)])
    table.append(["A|B", "12"])
    #expect(table.markdown == "| Study | n |\n| --- | ---: |\n| A\\|B | 12 |\n")
  }
}
