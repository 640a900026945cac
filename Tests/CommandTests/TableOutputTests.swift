import Foundation
import Testing

/// CSV and Markdown of each subcommand.
@Suite("Tables")
struct TableOutputTests {
  @Test("effects has the promised columns first, and metafor's values")
  func effects() throws {
    let run = try Command.run("effects bcg-vaccine --measure RR --format csv")
    #expect(run.code == 0)
    #expect(run.text.hasPrefix("study,yi,vi,sei,estimate,lower,upper,correction"))
    let table = try run.table()
    #expect(table.rows.count == 13)
    // escalc(measure = "RR", tpos, tneg, cpos, cneg, data = dat.bcg), the documentation's own example.
    let first = try #require(table.rows.first)
    #expect(first["study"] == "Aronson 1948")
    #expect(try isClose(first.number("yi"), -0.8893113339202054, within: 1e-12))
    #expect(try isClose(first.number("vi"), 0.3255847650039614, within: 1e-12))
    for row in table.rows {
      let (yi, sei) = (try row.number("yi"), try row.number("sei"))
      #expect(isClose(sei * sei, try row.number("vi"), within: 1e-12))
      #expect(try isClose(row.number("estimate"), exp(yi), within: 1e-12))
      #expect(try isClose(row.number("lower"), exp(yi - 1.959963984540054 * sei), within: 1e-12))
      #expect(try isClose(row.number("upper"), exp(yi + 1.959963984540054 * sei), within: 1e-12))
      #expect(row["correction"] == "0")
    }
  }

  @Test("effects says what was added to zero cells")
  func corrections() throws {
    let table = try Command.run("effects catheter-infection-treated --measure PLO --format csv").table()
    for row in table.rows {
      // 0 events are shown as 0, and pooled with one half added.
      let isZero = try row.number("estimate") == 0
      #expect(row["correction"] == (isZero ? "0.5" : "0"))
    }
    #expect(table.rows.filter { $0["correction"] == "0.5" }.count == 6)
  }

  @Test(
    "labels with commas, quotes and line breaks come back as they were",
    arguments: ["effects", "pool", "forest"])
  func labels(subcommand: String) throws {
    let labels = ["Smith, J \"Jr\" 2001", "two\nlines", "plain", "Zürich – τ² ≤ 1", "=SUM(A1)"]
    let rows = labels.enumerated().map { index, label in
      "\"\(label.replacingOccurrences(of: "\"", with: "\"\""))\",\(index + 3),\(index * 7 + 40)"
    }
    let input = (["study,events,total"] + rows).joined(separator: "\n") + "\n"
    let run = try Command.run(
      "\(subcommand) - --format \(subcommand == "pool" ? "json" : "csv")", input: input)
    #expect(run.code == 0, "\(run.errors)")
    if subcommand == "pool" {
      #expect(try run.json().items("studies").map { try $0.string("study") } == labels)
    } else {
      let table = try run.table()
      let column = subcommand == "effects" ? "study" : "label"
      #expect(Array(table.rows.prefix(5).compactMap { $0[column] }) == labels)
    }
  }

  @Test("a label cannot break the table or the Markdown")
  func unruly() throws {
    let input = "study,events,total\n\"two\nlines\",3,40\na|b,4,50\n\u{1B}[31mred,5,60\n"
    for format in ["table", "markdown"] {
      for subcommand in ["pool", "effects", "forest"] {
        let text = try Command.run("\(subcommand) - --format \(format)", input: input).text
        #expect(text.contains("two lines"))
        if format == "table" { #expect(!text.contains("\u{1B}"), "\(subcommand)") }
        if format == "markdown" { #expect(text.contains("a\\|b"), "\(subcommand)") }
      }
    }
  }

  @Test("pool as CSV has a row for each subgroup and one for all")
  func pool() throws {
    let table = try Command.run("pool bcg-vaccine --by alloc --test z --format csv").table()
    #expect(table.rows.map { $0["group"] } == ["random", "alternate", "systematic", ""])
    #expect(try table.rows.map { try $0.number("k") } == [7, 2, 4, 13])
    #expect(try isClose(#require(table.rows.last).number("value"), -0.7145323421581394))
    #expect(try isClose(table.rows[0].number("value"), -0.9709647042631039))
    #expect(table.rows[1]["display_prediction_lower"] == "", "two studies have no prediction interval")
  }

  @Test("check as CSV has the promised columns, and its exit code tells errors")
  func check() throws {
    let clean = try Command.run("check bcg-vaccine --format csv")
    #expect(clean.code == 0)
    #expect(
      try clean.table().columns.starts(with: [
        "code", "severity", "study", "rows", "message", "arithmetic", "settles",
      ]))
    #expect(try clean.table().rows.isEmpty)
    let input = "study,events,total\na,12o,40\nb,50,40\nc,3,\n"
    let run = try Command.run("check - --format csv", input: input)
    #expect(run.code == 65)
    let table = try run.table()
    #expect(
      table.rows.filter { $0["severity"] == "error" }.map { $0["code"] } == [
        "not-a-count", "events-exceed-total",
      ])
    #expect(table.rows.filter { $0["severity"] == "error" }.map { $0["rows"] } == ["1", "2"])
  }

  @Test("check as text counts in words that fit the numbers")
  func checkSummary() throws {
    let header = "study,events,total\n"
    let expected = [
      ("a,1,20\n", 0, "standard input: 1 study can be used; no warnings"),
      ("a,1,20\nb,2,30\n", 0, "standard input: 2 studies can be used; no warnings"),
      ("a,1,20\nb,2,\n", 0, "standard input: 1 study can be used, 1 row cannot; no warnings"),
      ("a,1,20\na,2,30\n", 0, "standard input: 2 studies can be used; 1 warning"),
      (
        "a,x,20\n", 65,
        "standard input: 1 error, no warnings; nothing can be analyzed until the errors are corrected"
      ),
      (
        "a,x,20\nb,3,y\n", 65,
        "standard input: 2 errors, no warnings; nothing can be analyzed until the errors are corrected"
      ),
    ]
    for (rows, code, sentence) in expected {
      let run = try Command.run("check -", input: header + rows)
      #expect(run.text.split(separator: "\n").last.map { String($0) } == sentence)
      #expect(Int(run.code) == code)
    }
    #expect(try Command.run("check - --strict", input: header + "a,1,20\na,2,30\n").code == 65)
  }

  @Test(
    "Markdown tables have one shape from top to bottom",
    arguments: [
      "pool bcg-vaccine --by alloc", "effects bcg-vaccine", "forest bcg-vaccine --by alloc", "datasets",
      "check liver-cryoablation --where outcome=local-recurrence", "pool catheter-infection --measure OR",
    ])
  func markdown(arguments: String) throws {
    let text = try Command.run("\(arguments) --format markdown").text
    var width: Int?
    var tables = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = line.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count
      if width == nil { tables += 1 }
      #expect(bars == width ?? bars, "\(line)")
      width = bars
    }
    #expect(tables >= 1)
  }

  @Test("JSON of the other subcommands is a list of objects")
  func lists() throws {
    for (arguments, count, key) in [
      ("effects bcg-vaccine", 13, "yi"), ("forest bcg-vaccine", 16, "row_type"), ("datasets", 20, "name"),
      ("datasets bcg-vaccine", 1, "title"),
    ] {
      let items = try Command.run("\(arguments) --format json").json().items("")
      #expect(items.count >= count, "\(arguments)")
      #expect(items.allSatisfy { $0[key] != nil })
    }
  }
}
