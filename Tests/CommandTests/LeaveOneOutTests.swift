import Foundation
import Testing

/// `copse sensitivity leave-one-out`.
@Suite("Leave-one-out of the command")
struct LeaveOneOutCommandTests {
  private func run(_ arguments: String, in folder: URL? = nil) throws -> Run {
    try Command.run("sensitivity leave-one-out " + arguments, in: folder)
  }

  @Test("the rows: all studies first, then those without each, each the pooled result of the others")
  func csv() throws {
    let run = try run("bcg-vaccine --format csv")
    #expect(run.code == 0, "\(run.errors)")
    let table = try run.table()
    #expect(
      Array(table.columns.prefix(5)) == ["left_out", "k", "quantity", "value", "se"]
        && Set(["note", "changes", "outside_all", "difference", "display_difference", "level", "null"])
          .isSubset(of: table.columns)
    )
    #expect(table.rows.count == 14 && table.rows[0]["left_out"] == "" && table.rows[0]["k"] == "13")
    let pooled = try Command.run("pool bcg-vaccine --format csv").table().rows[0]
    for column in ["value", "se", "lower", "upper", "p", "display_value", "tau2", "i2", "q"] {
      #expect(table.rows[0][column] == pooled[column], "\(column)")
    }
    let without = try Command.run(
      ["pool", "bcg-vaccine", "--where", "study!=Aronson 1948", "--format", "csv"]
    ).table().rows[0]
    #expect(table.rows[1]["left_out"] == "Aronson 1948")
    for column in ["value", "se", "lower", "upper", "p", "display_value", "tau2", "i2", "q"] {
      #expect(table.rows[1][column] == without[column], "\(column)")
    }
    let difference = try table.rows[1].number("value") - table.rows[0].number("value")
    #expect(try table.rows[1].number("difference") == difference)
  }

  @Test("the table for reading marks changes, and ends with a summary")
  func text() throws {
    let scratch = try Scratch()
    try scratch.file(
      "data.csv", "study,yi,vi\nA,-0.5,0.02\nB,-0.1,0.04\nC,-0.2,0.05\nD,-0.15,0.04\n")
    let run = try run("data.csv --model common", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n").map(String.init)
    let row = try #require(lines.first { $0.hasPrefix("  A ") })
    #expect(row.hasSuffix("not significant"), "\(row)")
    #expect(lines.first { $0.hasPrefix("  B ") }?.contains("significant") == false)
    #expect(run.text.contains("Summary\n") && run.text.contains("Moved most by  A: "))
    #expect(run.text.contains("changes in 1 of 4: without A (not significant)"))
    #expect(run.text.contains("\nChoices\n"))
    let markdown = try self.run("data.csv --model common --format markdown", in: scratch.folder)
    #expect(markdown.text.contains("| (all studies) |") && markdown.text.contains("## Summary"))
  }

  @Test("the document")
  func json() throws {
    let json = try run("bcg-vaccine --by alloc --cluster alloc --format json").json()
    #expect(try json.string("schema") == "copse.leave-one-out/1")
    for key in ["tool", "command", "input", "measure", "model", "excluded", "level", "all", "warnings"] {
      #expect(json[key] != nil, "\(key)")
    }
    #expect(try json.string("cluster") == "alloc" && json.items("deletions").count == 3)
    #expect(try json.string("deletions.0.leftOut") == "random")
    #expect(try json.number("deletions.0.studiesLeftOut") == 7 && json.number("deletions.0.k") == 6)
    #expect(try json.items("deletions.0.quantities").count == 3 && json.items("all.quantities").count == 4)
    #expect(try json.string("all.test.kind") == "groups")
    #expect(try json.number("deletions.0.test.df1") == 1)
    #expect(try json.string("summary.0.quantity") == "pooled")
  }

  @Test("a fit that cannot be made keeps its row, with the reason")
  func impossible() throws {
    let scratch = try Scratch()
    try scratch.file(
      "data.csv", "study,yi,vi,dose\nA,-0.5,0.02,1\nB,-0.1,0.04,1\nC,-0.2,0.05,2\nD,,0.05,2\n")
    let run = try run("data.csv --moderator dose --format csv", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let rows = try run.table().rows.filter { $0["left_out"] == "C" }
    #expect(rows.count == 1 && rows[0]["value"] == "" && rows[0]["note"]?.isEmpty == false)
    #expect(rows[0]["k"] == "2")
    #expect(run.errors.contains("copse: note: D is left out"))
    let text = try self.run("data.csv --moderator dose", in: scratch.folder).text
    #expect(text.contains("not estimated") && text.contains("without C: ") && text.contains("Left out (1)"))
  }

  @Test("survival: at a time, hazard ratios and curves")
  func survival() throws {
    let at = try Command.run([
      "sensitivity", "leave-one-out", "liver-cryoablation", "--where", "population=HCC", "--where",
      "arm=cryoablation", "--where", "outcome=overall-survival", "--where", "at=12", "--measure", "SLL",
      "--format",
      "csv",
    ])
    #expect(at.code == 0, "\(at.errors)")
    #expect(try at.table().rows.count > 3)
    let scratch = try Scratch()
    try scratch.file(
      "trials.csv", "study,hr,ci_low,ci_high,center\nA,0.7,0.5,0.98,x\nB,0.8,0.6,1.07,y\nC,0.9,0.6,1.35,x\n")
    let hr = try run("trials.csv --analysis hr --cluster center --format csv", in: scratch.folder)
    #expect(hr.code == 0, "\(hr.errors)")
    let pooled = try Command.run("survival hr trials.csv --format json", in: scratch.folder).json()
    #expect(try hr.table().rows[0].number("value") == pooled.number("pooled.estimate.value"))
    #expect(try hr.table().rows.map { $0["left_out"] } == ["", "x", "y"])
    try scratch.file(
      "curves.csv",
      """
      study,time,survival,at_risk,design
      A,12,0.8,50,x
      A,24,0.6,38,x
      B,12,0.7,60,x
      B,24,0.4,40,x
      C,12,0.9,30,y
      C,24,0.7,25,y

      """)
    let curve = try run("curves.csv --analysis curve --times 12,24 --format csv", in: scratch.folder)
    #expect(curve.code == 0, "\(curve.errors)")
    let table = try curve.table()
    #expect(table.rows.count == 16)
    #expect(
      table.rows.prefix(4).map { $0["quantity"] }
        == ["median", "restricted mean", "survival at 12", "survival at 24"])
    let summary = try Command.run("survival curve curves.csv --format json", in: scratch.folder).json()
    #expect(try table.rows[1].number("value") == summary.number("curves.0.restrictedMean.value"))
    let text = try run("curves.csv --analysis curve --times 12,24 --cluster design", in: scratch.folder)
    #expect(
      text.code == 0 && text.text.contains("Survival at 24") && text.text.contains("without each design"))
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("bcg-vaccine --cluster centre", 65, "centre"),
      ("bcg-vaccine --times 12", 64, "--times belongs to --analysis curve"),
      ("bcg-vaccine --curves x.csv", 64, "--curves belongs to --analysis hr"),
      ("bcg-vaccine --analysis curve --method mh", 64, "--method has no effect on --analysis curve"),
      ("liver-progression-hr --analysis hr --events a", 64, "--events has no effect on --analysis hr"),
      ("liver-progression-hr --analysis hr --method mh", 64, "--method iv or peto"),
      ("bcg-vaccine --method mh --correct none", 64, "leave out --correct none"),
      ("bcg-vaccine --center ablat", 64, "--center belongs to moderators"),
      ("bcg-vaccine --moderator ablat --by alloc", 64, "exclude each other"),
      ("bcg-vaccine --moderator ablat --prediction v", 64, "coefficients have none"),
      ("bcg-vaccine --where study=nobody", 65, "nobody"),
    ])
  func refused(_ arguments: String, _ code: Int32, _ words: String) throws {
    let run = try run(arguments)
    #expect(run.code == code && run.errors.contains(words), "\(run.code) \(run.errors)")
    #expect(run.text.isEmpty)
  }

  @Test("--strict is about the data and the analysis of all")
  func strict() throws {
    let scratch = try Scratch()
    let rows = "A,-0.5,0.02\nB,-0.1,0.04\nC,-0.2,0.05\nD,-0.4,0.04\n"
    try scratch.file("four.csv", "study,yi,vi\n" + rows)
    try scratch.file("five.csv", "study,yi,vi\n" + rows + "E,-0.35,0.03\n")
    let four = try run("four.csv --strict", in: scratch.folder)
    #expect(four.code == 65 && four.errors.contains("few-studies") && four.text.isEmpty)
    let five = try run("five.csv --strict", in: scratch.folder)
    #expect(
      five.code == 0 && five.text.contains("in 5 fits, first without A: 4 studies only"), "\(five.errors)")
  }
}
