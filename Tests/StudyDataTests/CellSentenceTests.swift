import StudyData
import Testing

/// What a user reads about cells that do not hold what their columns need, word for word.
@Suite struct CellSentenceTests {
  @Test("the form of a message is the contract's")
  func contract() {
    let text = """
      trial,author,year,tpos,tneg,cpos,cneg
      1,Aronson,1948,4,119,11,128
      2,Ferguson & Simes,1949,6,300,29,274
      3,Rosenthal,1960,3,228,11,209
      4,Hart & Sutherland,1977,62,13536,248,12619
      5,Frimodt-Moller,1973,33,5036,47,5761
      6,Hart,1977,12o,13598,248,12867
      """
    let expected = """
      bcg.csv:7:13: error: column 'tpos' needs a count, found "12o"
       7 | 6,Hart,1977,12o,13598,248,12867
         |             ^^^
         hint: write an empty cell for a missing count
      """
    #expect(read(text) == expected)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let cell: String
    let rule: NumberRule
    let message: String
    let hint: String
    var testDescription: String { "\(rule) \(cell)" }

    init(_ cell: String, _ rule: NumberRule, _ message: String, hint: String) {
      self.cell = cell
      self.rule = rule
      self.message = message
      self.hint = hint
    }
  }

  static let missing = "write an empty cell for a missing "
  static let cases = [
    Case("12.5", .count, "needs a count, found \"12.5\"", hint: missing + "count"),
    Case("-3", .count, "needs a count, found \"-3\"", hint: missing + "count"),
    Case("9e99", .count, "needs a count, found \"9e99\"", hint: missing + "count"),
    Case("-", .count, "needs a count, found \"-\"", hint: missing + "count"),
    Case("0x10", .count, "needs a count, found \"0x10\"", hint: missing + "count"),
    Case("0", .total, "needs a whole number above zero, found \"0\"", hint: missing + "total"),
    Case("-4", .total, "needs a whole number above zero, found \"-4\"", hint: missing + "total"),
    Case("nan", .real, "needs a number, found \"nan\"", hint: missing + "number"),
    Case("inf", .real, "needs a number, found \"inf\"", hint: missing + "number"),
    Case("1e999", .real, "needs a number, found \"1e999\"", hint: missing + "number"),
    Case("<0.01", .real, "needs a number, found \"<0.01\"", hint: missing + "number"),
    Case("1.2.3", .real, "needs a number, found \"1.2.3\"", hint: missing + "number"),
    Case("0", .positive, "needs a number above zero, found \"0\"", hint: missing + "number"),
    Case("-0.1", .positive, "needs a number above zero, found \"-0.1\"", hint: missing + "number"),
    Case(
      "100.1", .percent, "needs a percentage from 0 to 100, found \"100.1\"", hint: missing + "percentage"),
    Case("-1", .percent, "needs a percentage from 0 to 100, found \"-1\"", hint: missing + "percentage"),
    Case("0,125", .real, "needs a number, found \"0,125\" with a decimal comma", hint: "write 0.125"),
    Case("0,5", .real, "needs a number, found \"0,5\" with a decimal comma", hint: "write 0.5"),
    Case(
      "3,14%", .percent, "needs a percentage from 0 to 100, found \"3,14%\" with a decimal comma",
      hint: "write 3.14"),
    Case("0·5", .real, "needs a number, found \"0·5\" with a raised decimal point", hint: "write 0.5"),
    Case("1.234,5", .real, "needs a number, found \"1.234,5\" with a decimal comma", hint: "write 1234.5"),
    Case("13,598", .count, "needs a count, found \"13,598\" with a thousands separator", hint: "write 13598"),
    Case(
      "1,234,567.5", .real, "needs a number, found \"1,234,567.5\" with a thousands separator",
      hint: "write 1234567.5"),
    Case(
      "13 598", .total, "needs a whole number above zero, found \"13 598\" with a thousands separator",
      hint: "write 13598"),
    Case("13’598", .count, "needs a count, found \"13’598\" with a thousands separator", hint: "write 13598"),
    Case("\u{1B}[31m", .count, "needs a count, found \"\u{FFFD}[31m\"", hint: missing + "count"),
  ]

  @Test("sentences about numbers", arguments: cases)
  func number(_ example: Case) throws {
    let table = try table("study,x\nHart,\"\(example.cell)\"\n")
    var problems: [DataProblem] = []
    let column = try table.column(named: "x")
    if example.rule == .percent {
      #expect(column.percents(reporting: &problems) == [nil])
    } else {
      #expect(column.numbers(example.rule, reporting: &problems) == [nil])
    }
    #expect(problems.map(\.message) == ["column 'x' " + example.message])
    #expect(problems.map(\.hint) == [example.hint])
    #expect(problems.map { $0.position(in: table.source) } == [SourcePosition(line: 2, column: 7)])
  }

  @Test("in a file with semicolons 13,598 is a decimal for numbers and thousands for counts")
  func semicolons() throws {
    let table = try table("study;x\nHart;13,598\n")
    var problems: [DataProblem] = []
    _ = try table.column(named: "x").numbers(.real, reporting: &problems)
    _ = try table.column(named: "x").numbers(.count, reporting: &problems)
    #expect(problems.map(\.hint) == ["write 13.598", "write 13598"])
    #expect(problems.map(\.code) == ["decimal-comma", "thousands-separator"])
  }

  @Test("numbers that are accepted")
  func accepted() throws {
    let rows = ["12", "12.0", "1e2", " 7 ", "+3", "NA", "n/a", "NR", "nd", ".", "\"\""]
    let table = try table("x,y\n" + rows.map { "\($0),\u{2212}.5E-1\n" }.joined())
    var problems: [DataProblem] = []
    let counts = try table.column(named: "x").numbers(.count, reporting: &problems)
    #expect(counts == [12, 12, 100, 7, 3, nil, nil, nil, nil, nil, nil])
    #expect(try table.column(named: "y").numbers(.real, reporting: &problems).allSatisfy { $0 == -0.05 })
    #expect(problems.isEmpty)
  }

  @Test("all problems of a file come in one run, in its order")
  func everything() {
    let text = """
      study,events1,total1,events2,total2
      A,1,x,2,y
      B,11,10,3,10
      A,1,10,"1,000",2000
      """
    let expected = """
      bcg.csv:2:5: error: column 'total1' needs a whole number above zero, found "x"
       2 | A,1,x,2,y
         |     ^
         hint: write an empty cell for a missing total
      bcg.csv:2:9: error: column 'total2' needs a whole number above zero, found "y"
       2 | A,1,x,2,y
         |         ^
         hint: write an empty cell for a missing total
      bcg.csv:3:3: error: column 'events1' has 11 events, but column 'total1' has a total of 10
       3 | B,11,10,3,10
         |   ^^
         hint: check both numbers; a total counts those with and without the event
      bcg.csv:4:1: warning: the study "A" stands on the lines 2 and 4; the rows are treated as independent studies
       4 | A,1,10,"1,000",2000
         | ^
         hint: select the rows of one result per study, or give each its own label
      bcg.csv:4:9: error: column 'events2' needs a count, found "1,000" with a thousands separator
       4 | A,1,10,"1,000",2000
         |         ^^^^^
         hint: write 1000
      """
    #expect(read(text) == expected)
  }

  @Test("sentences about intervals and standard errors")
  func effects() {
    let text = """
      study,estimate,ci_low,ci_high
      A,0.5,0.6,0.9
      B,0.5,0.9,0.6
      """
    let expected = """
      bcg.csv:2:3: warning: the estimate in 'estimate', 0.5, lies outside its confidence interval from 0.6 to 0.9
       2 | A,0.5,0.6,0.9
         |   ^^^
         hint: check the three numbers, and that they are on the same scale
      bcg.csv:3:7: error: the lower limit in 'ci_low', 0.9, is not below the upper limit in 'ci_high', 0.6
       3 | B,0.5,0.9,0.6
         |       ^^^
         hint: check both numbers and the order of the columns
      """
    #expect(read(text) == expected)
    #expect(
      read("yi,sei\n1,-0.1\n").hasPrefix(
        "bcg.csv:2:3: error: column 'sei' needs a number above zero, found \"-0.1\""))
    #expect(
      read("yi,vi\n1,0\n").hasPrefix("bcg.csv:2:3: error: column 'vi' needs a number above zero, found \"0\"")
    )
  }

  @Test("an empty 2×2 group")
  func emptyGroup() {
    let expected = """
      bcg.csv:2:3: error: 'ai', 'bi' are both zero: the group is empty
       2 | A,0,0,1,2
         |   ^
         hint: write empty cells for missing counts
      """
    #expect(read("study,ai,bi,ci,di\nA,0,0,1,2\n") == expected)
  }

  @Test("a percentage that disagrees with the events")
  func percent() {
    let expected = """
      bcg.csv:2:9: warning: column 'percent' says 60%, but 21 of 31 is 68%; 60% of 31 fits no whole number of events
       2 | A,21,31,60
         |         ^^
         hint: the events are used; check events, total and percentage
      """
    #expect(read("study,events,total,percent\nA,21,31,60\n") == expected)
  }
}
