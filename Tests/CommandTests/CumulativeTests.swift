import Foundation
import Testing

/// `copse sensitivity cumulative`.
@Suite("Cumulative analyses of the command")
struct CumulativeCommandTests {
  private func run(_ arguments: String, in folder: URL? = nil) throws -> Run {
    try Command.run("sensitivity cumulative " + arguments, in: folder)
  }

  @Test("one row per step; the last is the pooled result")
  func csv() throws {
    let run = try run("bcg-vaccine --order year --format csv")
    #expect(run.code == 0, "\(run.errors)")
    let table = try run.table()
    #expect(
      Array(table.columns.prefix(6)) == ["step", "added", "studies_added", "k", "order_value", "quantity"])
    #expect(table.rows.count == 13 && table.rows.map { $0["k"] } == (1...13).map { "\($0)" })
    let years = try table.rows.map { try $0.number("order_value") }
    #expect(years == years.sorted() && years[0] == 1948)
    let pooled = try Command.run("pool bcg-vaccine --format csv").table().rows[0]
    for column in ["value", "se", "lower", "p", "display_value", "tau2", "q"] {
      #expect(table.rows[12][column] == pooled[column], "\(column)")
    }
    #expect(run.errors.contains("copse: note: in one fit, at step 1: one study only"))
  }

  @Test("a minus turns an order round, and ties are one step on demand")
  func orders() throws {
    let back = try run("bcg-vaccine --order -year --format csv").table().rows
    #expect(back[0]["order_value"] == "1980" && back[12]["order_value"] == "1948")
    let tied = try run("bcg-vaccine --order year --collapse --format json").json()
    let steps = try tied.items("steps")
    #expect(steps.count < 13)
    #expect(try steps.contains { try $0.items("added").count > 1 && $0.number("studiesAdded") > 1 })
    #expect(try tied.string("schema") == "copse.cumulative/1" && tied.string("order") == "year")
    #expect(try steps[steps.count - 1].number("k") == 13)
    let precise = try run("bcg-vaccine --order precision --format csv").table().rows
    let first = try precise.map { try $0.number("order_value") }
    #expect(first == first.sorted(by: >))
    let weights = try run("bcg-vaccine --order -weight --format csv").table().rows
    let shares = try weights.map { try $0.number("order_value") }
    #expect(shares == shares.sorted() && isClose(shares.reduce(0, +), 100))
    let last = try run("bcg-vaccine --order -file --format csv").table().rows
    #expect(last[0]["added"] == "Comstock et al 1976")
  }

  @Test("the table for reading tells from when on the conclusion stands")
  func text() throws {
    let scratch = try Scratch()
    try scratch.file(
      "data.csv",
      "study,year,yi,vi\nA,2004,-0.5,0.02\nB,2001,0.1,0.04\nC,2002,-0.2,0.05\nD,,-0.55,0.04\nE,2003,-0.6,0.03\n"
    )
    let plain = try run("data.csv --order year --model common", in: scratch.folder)
    #expect(plain.code == 0, "\(plain.errors)")
    let lines = plain.text.split(separator: "\n").map(String.init)
    #expect(lines[0].contains("cumulative by year"))
    #expect(lines.first { $0.contains("2001") }?.hasSuffix("not significant, other direction") == true)
    #expect(plain.text.contains("one study has no year and comes last (order-missing)"))
    #expect(plain.text.contains("from step 3 on (E) that of the end: below 0, significant"))
    #expect(try run("data.csv --order year --strict", in: scratch.folder).code == 65)
  }

  @Test("steps with too few studies keep their row; clusters come whole")
  func tooFew() throws {
    let rows = try run("bcg-vaccine --moderator ablat --order year --format csv").table().rows
    let first = rows.filter { $0["step"] == "1" }
    #expect(first.count == 1 && first[0]["value"] == "" && first[0]["note"]?.isEmpty == false)
    #expect(first[0]["k"] == "1" && rows.filter { $0["step"] == "13" }.count == 2)
    let clusters = try run("bcg-vaccine --order year --cluster alloc --format csv").table().rows
    #expect(clusters.count == 3 && clusters[2]["k"] == "13")
    #expect(Set(clusters.map { $0["added"] ?? "" }) == ["random", "alternate", "systematic"])
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("bcg-vaccine --order yaer", 65, "year"),
      ("bcg-vaccine --collapse", 64, "--collapse takes what is equal in an order"),
      ("bcg-vaccine --order -", 64, "--order needs a column"),
      ("bcg-vaccine --order weight --method glmm", 64, "no weights"),
      ("bcg-vaccine --order weight --moderator ablat", 64, "no weights"),
    ])
  func refused(_ arguments: String, _ code: Int32, _ words: String) throws {
    let run = try run(arguments)
    #expect(run.code == code && run.errors.contains(words), "\(run.code) \(run.errors)")
  }

  @Test("text among the numbers of an order is an error at its cell")
  func mixture() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "study,year,yi,vi\nA,2004,-0.5,0.02\nB,2001a,0.1,0.04\nC,2002,-0.2,0.05\n")
    let run = try run("data.csv --order year", in: scratch.folder)
    #expect(
      run.code == 65 && run.errors.contains("data.csv:3:3: error: column 'year' needs a number"),
      "\(run.errors)")
  }
}
