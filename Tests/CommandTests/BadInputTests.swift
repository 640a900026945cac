import Foundation
import Testing

/// What a user gets for data that cannot be right: a sentence at the place, an exit code, and nothing else.
@Suite("Bad data")
struct BadInputTests {
  /// A file, how the command is called on it (FILE stands for its name), and what it must say.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var bytes: [UInt8]
    var arguments = "pool FILE"
    var code: Int32 = 65
    /// Parts of the standard error; FILE stands for the name of the file.
    let says: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ arguments: String = "pool FILE", code: Int32 = 65, says: String...)
    {
      self.init(name, bytes: Array(text.utf8), arguments, code: code, says: says)
    }

    init(_ name: String, bytes: [UInt8], _ arguments: String = "pool FILE", code: Int32 = 65, says: [String])
    {
      self.name = name
      self.bytes = bytes
      self.arguments = arguments
      self.code = code
      self.says = says
    }
  }

  private static let header = "study,events,total\n"
  private static let latin1 = Array("study,events,total\nM".utf8) + [0xFC] + Array("ller,1,20\nb,2,30\n".utf8)
  private static let utf16: [UInt8] =
    [0xFF, 0xFE] + Array("study,events,total\na,1,20\n".utf8).flatMap { [$0, 0] }

  static let cases = [
    Case(
      "a text in a count", header + "a,12o,40\nb,3,50\n",
      says: "FILE:2:3: error: column 'events' needs a count, found \"12o\"", " 2 | a,12o,40\n   |   ^^^\n",
      "hint: write an empty cell for a missing count"),
    Case("a fraction in a count", header + "a,1.5,40\n", says: "FILE:2:3: error: ", "found \"1.5\""),
    Case("a negative count", header + "a,-1,40\n", says: "FILE:2:3: error: ", "needs a count, found \"-1\""),
    Case(
      "more events than people", header + "a,3,40\nb,50,40\n",
      says: "FILE:3:3: error: column 'events' has 50 events, but column 'total' has a total of 40"),
    Case(
      "a negative total", header + "a,3,-40\n",
      says: "FILE:2:5: error: column 'total' needs a whole number above zero, found \"-40\""),
    Case("a total of zero", header + "a,0,0\n", says: "FILE:2:5: error: ", "above zero, found \"0\""),
    Case(
      "a percentage over 100", "study,percent,total\na,120,40\nb,5,40\n",
      says: "FILE:2:3: error: column 'percent' needs a percentage from 0 to 100, found \"120\""),
    Case(
      "every problem at once", header + "a,x,40\nb,50,40\nc,3,-1\n",
      says: "FILE:2:3: error: ", "FILE:3:3: error: ", "FILE:4:5: error: "),
    Case(
      "a column that is named and missing", header + "a,3,40\n", "pool FILE --events evnts --total total",
      says: "FILE:1:1: error: there is no column 'evnts'; the columns are 'study', 'events', 'total'",
      "did you mean 'events'?"),
    Case(
      "no columns that hold data", "study,x,y\na,3,40\n",
      says: "FILE:1:1: error: no columns with ", "the columns are 'study', 'x', 'y'", "hint: "),
    Case(
      "a measure of two groups for one", header + "a,3,40\n", "pool FILE --measure OR",
      says: "FILE:1:1: error: no columns with counts of two groups",
      "'events1', 'total1', 'events2' and 'total2'"),
    Case("an empty file", "", says: "FILE: error: the file is empty", "hint: it needs a header line"),
    Case("blank lines", "\n  \n\n", says: "FILE: error: the file holds nothing but spaces and line breaks"),
    Case("a header alone", header, says: "FILE:1:1: error: there is a header but no row below it"),
    Case(
      "Latin-1", bytes: latin1,
      says: ["FILE:2:2: error: the file is not UTF-8", "0xFC", "\"ü\" in Latin-1", "iconv"]),
    Case("UTF-16", bytes: utf16, says: ["FILE: error: the file is UTF-16 text; it needs to be UTF-8"]),
    Case(
      "a workbook", bytes: [0x50, 0x4B, 3, 4, 20, 0],
      says: ["FILE: error: the file is a spreadsheet workbook"]),
    Case("a NUL byte", header + "a,\u{0}3,40\n", says: "error: the file holds a NUL byte"),
    Case(
      "ragged rows", header + "a,3,40\nb,4\nc,5,60,extra\n",
      says: "FILE:3:4: error: this row has 2 cells, but the header has 3 cells",
      "FILE:4:8: error: this row has 4 cells, but the header has 3 cells"),
    Case(
      "a quote that is never closed", header + "\"a,3,40\n",
      says: "FILE:2:1: error: the double quote that opens here"),
    Case(
      "two columns of one name", "study,events,events,total\na,1,2,40\n",
      says: "FILE:1:14: error: the columns 2 and 3 are both named 'events'"),
    Case(
      "decimal commas between semicolons", "study;yi;vi\na;0,5;0,1\n",
      says: "FILE:2:3: error: column 'yi' needs a number, found \"0,5\" with a decimal comma",
      "hint: write 0.5"),
    Case(
      "a thousands separator", header + "a,3,\"1,234\"\n",
      says: "found \"1,234\" with a thousands separator", "hint: write 1234"),
    Case(
      "a variance of zero", "study,yi,vi\na,0.5,0\n",
      says: "FILE:2:7: error: column 'vi' needs a number above zero"),
    Case(
      "limits in the wrong order", "study,estimate,ci_low,ci_high\na,1,2,0.5\n",
      says: "error: the lower limit in 'ci_low', 2, is not below the upper limit in 'ci_high', 0.5"),
    Case(
      "no events in any study of two groups",
      "study,events1,total1,events2,total2\na,0,10,0,10\nb,0,20,0,20\n", code: 1,
      says:
        "copse: error: no study has an effect size; left out:\n  a: no events in either group\n  b: no events"
    ),
    Case("nothing but missing counts", header + "a,,40\n", code: 1, says: "a: no value in 'events'"),
    Case(
      "a selection that leaves nothing", header + "a,3,40\n", "pool FILE --where total>100",
      says: "error: no row fulfils \"total>100\""),
    Case(
      "a condition without a value", header + "a,3,40\n", "pool FILE --where total",
      says: "is not a condition"),
    Case(
      "a condition on no column", header + "a,3,40\n", "pool FILE --where totl>1",
      says: "there is no column 'totl'", "did you mean 'total'?"),
    Case(
      "subgroups in no column", header + "a,3,40\n", "pool FILE --by region",
      says: "there is no column 'region'"),
    Case(
      "an arm that is not there", "study,arm,events,total\na,x,3,40\na,y,4,40\n", "pool FILE --arms x,z",
      says: "column 'arm' never holds \"z\"; it holds \"x\", \"y\""),
    Case(
      "an arm twice in a study", "study,arm,events,total\na,x,3,40\na,x,4,40\na,y,4,40\n",
      "pool FILE --arms x,y",
      says: "the lines 2 and 3 both hold the arm \"x\" of \"a\""),
    Case(
      "a duplicate label, strictly", header + "a,3,40\na,4,50\nb,5,60\n", "pool FILE --strict",
      says: "the study \"a\" stands on the lines 2 and 3"),
    Case(
      "few studies, strictly", header + "a,3,40\nb,4,50\n", "pool FILE --strict", says: "two studies only"),
  ]

  @Test("each is answered at its place", arguments: cases)
  func answered(bad: Case) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Data(bad.bytes))
    for subcommand in ["pool", "forest", "effects"] {
      // effects knows no model: what only pooling minds is none of its business.
      if subcommand == "effects", bad.arguments.contains("--by") || bad.arguments.contains("--strict") {
        continue
      }
      let arguments = bad.arguments.replacingOccurrences(of: "pool FILE", with: "\(subcommand) data.csv")
      let run = try Command.run(arguments, in: scratch.folder)
      #expect(run.code == bad.code, "\(run.errors)")
      #expect(run.output.isEmpty)
      for part in bad.says {
        let wanted = part.replacingOccurrences(of: "FILE", with: "data.csv")
        #expect(run.errors.contains(wanted), "wanted: \(wanted)\ngot: \(run.errors)")
      }
      let lines = run.errors.split(separator: "\n")
      #expect(lines.allSatisfy { !$0.contains("Fatal error") && $0.count < 400 })
    }
  }

  @Test(
    "a failure leaves no file behind and an existing one untouched", arguments: cases.filter { $0.code == 65 }
  )
  func untouched(bad: Case) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Data(bad.bytes))
    try scratch.file("old.csv", "keep me\n")
    for target in ["old.csv", "new.csv"] {
      let arguments = bad.arguments.replacingOccurrences(of: "FILE", with: "data.csv")
      #expect(try Command.run("\(arguments) -o \(target)", in: scratch.folder).code == 65)
    }
    #expect(try scratch.names() == ["data.csv", "old.csv"])
    #expect(try scratch.text("old.csv") == "keep me\n")
  }

  @Test("check reports the same problems, at the same places")
  func check() throws {
    let scratch = try Scratch()
    for bad in Self.cases
    where bad.code == 65 && !bad.arguments.contains("--strict") && !bad.arguments.contains("--by") {
      try scratch.file("data.csv", Data(bad.bytes))
      let arguments = bad.arguments.replacingOccurrences(of: "pool FILE", with: "check data.csv")
      let run = try Command.run(arguments, in: scratch.folder)
      #expect(run.code == 65, "\(bad.name)")
      for part in bad.says {
        #expect(
          run.text.contains(part.replacingOccurrences(of: "FILE", with: "data.csv")),
          "\(bad.name): \(run.text)")
      }
    }
  }

  @Test("an empty pipe is named for what it is")
  func emptyPipe() throws {
    let run = try Command.run("pool -", input: "")
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("standard input: error: the file is empty"))
  }

  @Test("one study is pooled with a warning, and none are invented")
  func oneStudy() throws {
    let run = try Command.run("pool - --format json", input: "study,events,total\na,3,40\n")
    #expect(run.code == 0)
    let result = try run.json()
    #expect(try result.items("warnings").map { try $0.string("code") }.contains("single-study"))
    #expect(try result.number("k") == 1)
    #expect(try Command.run("pool - --strict", input: "study,events,total\na,3,40\n").code == 65)
  }

  @Test("no event in any study of one group: a result, and a warning not to trust it")
  func noEvents() throws {
    let input = "study,events,total\na,0,40\nb,0,50\nc,0,60\n"
    let run = try Command.run("pool - --format json", input: input)
    #expect(run.code == 0)
    #expect(try run.json().items("warnings").map { try $0.string("code") }.contains("no-events"))
    let uncorrected = try Command.run("pool - --correct none", input: input)
    #expect(uncorrected.code == 1)
    #expect(
      uncorrected.errors.contains(
        "no study has an effect size; left out:\n  a: no variance on the logit scale"))
  }

  @Test("ten megabytes on one line are refused with one short message")
  func oneLine() throws {
    let scratch = try Scratch()
    for (cell, code) in [("x", "header"), ("x,", "cells")] {
      try scratch.file("data.csv", String(repeating: cell, count: 10_000_000 / cell.count))
      let run = try Command.run("pool data.csv", in: scratch.folder)
      #expect(run.code == 65, "\(code)")
      #expect(run.errors.utf8.count < 2_000)
      #expect(run.errors.contains("check that the file has line breaks"))
    }
  }

  @Test("what is no file is said so")
  func noInput() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("folder"), withIntermediateDirectories: false)
    for (data, sentence) in [
      ("nothing.csv", "there is no file nothing.csv, and no bundled data set of that name"),
      ("folder", "folder is a folder; give the CSV file in it"),
      ("bcg", "there is no file bcg, and no bundled data set of that name; did you mean bcg-vaccine?"),
    ] {
      for subcommand in ["pool", "forest", "effects", "check"] {
        let run = try Command.run("\(subcommand) \(data)", in: scratch.folder)
        #expect(run.code == 66)
        #expect(run.errors.hasPrefix("copse: error: \(sentence)"), "\(run.errors)")
        #expect(run.output.isEmpty)
      }
    }
    let unknown = try Command.run("datasets nothing")
    #expect(unknown.code == 66)
    #expect(
      unknown.errors == "copse: error: there is no bundled data set nothing; copse datasets lists them\n")
  }

  @Test("a file comes before a bundled data set of its name")
  func fileFirst() throws {
    let scratch = try Scratch()
    try scratch.file("bcg-vaccine", "study,events,total\na,3,40\nb,4,50\n")
    #expect(try Command.run("pool bcg-vaccine --format json", in: scratch.folder).json().number("k") == 2)
  }
}
