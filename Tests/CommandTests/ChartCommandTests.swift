import Foundation
import MetaAnalysis
import Testing

/// The charts of sensitivity analyses and survival curves, as files that a user gets.
@Suite("Chart commands")
struct ChartCommandTests {
  static let curves = "survival curve curves.csv"
  static let commands = [
    "sensitivity baujat bcg-vaccine", "sensitivity influence bcg-vaccine",
    "sensitivity gosh bcg-vaccine --tau2 DL",
    "sensitivity multiverse bcg-vaccine --vary tau2=REML,DL,PM --vary test=hk,z", curves,
    curves + " --by design",
  ]

  private static func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("curves.csv", SurvivalCurveTests.data)
    return scratch
  }

  private static func chart(_ scratch: Scratch, _ folder: String) throws -> Chart {
    try Chart(
      marks: ResultTable(csv: scratch.text(folder + "/marks.csv")),
      axes: ResultTable(csv: scratch.text(folder + "/axes.csv")))
  }

  @Test("the picture is the one that the rows of --data give, byte by byte", arguments: commands)
  func again(_ command: String) throws {
    let scratch = try Self.folder()
    let run = try Command.run(
      (command + " --data rows -o chart.svg --theme dark --figure-title A&B").split(separator: " ").map {
        String($0)
      }, in: scratch.folder)
    #expect(run.code == 0 && run.text.isEmpty, "\(run.errors)")
    let svg = try scratch.text("chart.svg")
    let chart = try Self.chart(scratch, "rows")
    #expect(chart.title == "A&B" && svg.contains("A&amp;B"))
    #expect(Picture(.chart(chart), style: FigureStyle(theme: .dark)).svg == svg)
  }

  @Test("the pictures name the studies")
  func names() throws {
    let scratch = try Self.folder()
    let studies: [(String, [String])] = [
      ("sensitivity baujat bcg-vaccine", ["Hart &amp; Sutherland 1977", "TPT Madras 1980"]),
      ("sensitivity influence bcg-vaccine", ["Hart &amp; Sutherland 1977", "Aronson 1948", "Cook"]),
      ("sensitivity leave-one-out bcg-vaccine", ["without Hart &amp; Sutherland 1977", "All studies"]),
      ("sensitivity cumulative bcg-vaccine --order year", ["+ Aronson 1948", "All studies", "1948"]),
      ("survival curve curves.csv", ["At risk (studies)", "155 (3)"]),
    ]
    for (command, texts) in studies {
      let run = try Command.run(command + " -o chart.svg", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      let svg = try scratch.text("chart.svg")
      #expect(svg.hasPrefix("<?xml") || svg.hasPrefix("<svg"))
      for text in texts { #expect(svg.contains(text), "\(command): \(text)") }
      #expect(svg.contains("<desc"))
    }
  }

  @Test("forests of refits hold the numbers of the table")
  func forests() throws {
    for command in [
      "sensitivity leave-one-out bcg-vaccine", "sensitivity cumulative bcg-vaccine --order year",
      "sensitivity leave-one-out bcg-vaccine --moderator ablat",
      "sensitivity cumulative hydroxychloroquine --method glmm",
    ] {
      let scratch = try Scratch()
      let run = try Command.run(command + " --format csv --data rows", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      let all = try run.table().rows
      let first = try #require(all.first { $0["quantity"] != "" }?["quantity"])
      let table = all.filter { $0["quantity"] == first || $0["quantity"] == "" }
      let forest = try Table(scratch.text("rows/forest.csv")).rows.filter {
        $0["row_type"] == "study" || $0["row_type"] == "summary"
      }
      let isDeletion = command.contains("leave-one-out")
      // All studies come first in the table of leave-one-out, and last in the figure.
      let expected = isDeletion ? Array(table.dropFirst()) + [table[0]] : table + [table[table.count - 1]]
      #expect(forest.count == expected.count)
      for (row, numbers) in zip(forest, expected) {
        #expect(row["estimate"] == numbers["display_value"], "\(command)")
        #expect(row["lower"] == numbers["display_lower"] && row["upper"] == numbers["display_upper"])
      }
    }
  }

  @Test("GOSH counts every subset once in each panel of its rows")
  func gosh() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      "sensitivity gosh bcg-vaccine --tau2 DL --format csv --data rows", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let cells = try run.table().rows.filter { $0["kind"] == "estimate-i2" && $0["count"] != "0" }
    let chart = try Self.chart(scratch, "rows")
    let main = try #require(chart.panels.first { $0.name == "main" })
    let drawn = main.marks.filter { $0.shape == .rectangle }
    let most = try cells.map { try $0.number("count") }.max()
    #expect(drawn.count == cells.count)
    for (mark, cell) in zip(drawn, cells) {
      #expect(try mark.vertices[0].x == cell.number("display_x_low"))
      #expect(try mark.vertices[1].x == cell.number("display_x_high"))
      #expect(try mark.vertices[0].y == cell.number("y_low"))
      let count = try cell.number("count")
      #expect((mark.intensity == 1) == (count == most))
    }
  }

  @Test("the specification curve holds the estimates of the table by rank, and stays small")
  func curve() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      "sensitivity multiverse liver-cryoablation --spec treatment-related-death -o curve.svg --data rows",
      in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try scratch.text("curve.svg").utf8.count < 1_500_000)
    let written = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path + "/rows")
    #expect(
      written.sorted() == [
        "axes.csv", "curve.csv", "factors.csv", "marks.csv", "specifications.csv", "summary.csv",
      ])
    let rows = try Table(scratch.text("rows/specifications.csv")).rows.filter { $0["rank"] != "" }
    let byRank = try rows.sorted { try $0.number("rank") < $1.number("rank") }
    let top = try #require(try Self.chart(scratch, "rows").panels.first)
    let drawn = top.marks.filter { $0.shape == .line }.flatMap(\.vertices).filter { $0.x == $0.x.rounded() }
    #expect(drawn.map { Int($0.x) } == Array(1...rows.count))
    let estimates = try byRank.map { try $0.number("estimate") }
    #expect(drawn.map(\.y) == estimates)
  }

  @Test("parts of a job make no picture, and merged they make the same as one run")
  func parts() throws {
    let scratch = try Scratch()
    let words = "sensitivity gosh bcg-vaccine --tau2 DL --bins 10"
    for options in ["--draw", "--data rows", "--theme dark", "-o part.svg"] {
      let output = options.hasPrefix("-o") ? "" : " -o part.shard"
      let run = try Command.run("\(words) --shard 1/2 \(options)\(output)", in: scratch.folder)
      #expect(run.code == 64, "\(options): \(run.errors)")
      let named = options == "-o part.svg" ? options : String(options.prefix { $0 != " " })
      #expect(run.errors.contains("\(named) has no place with --shard"), "\(run.errors)")
    }
    #expect(try scratch.names().isEmpty)
    for part in 1...2 {
      let run = try Command.run("\(words) --shard \(part)/2 -o \(part).shard", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
    }
    let look = "--theme grayscale --figure-title Subsets"
    let single = try Command.run("\(words) \(look) -o single.svg --data single", in: scratch.folder)
    let merged = try Command.run(
      "merge 2.shard 1.shard \(look) -o merged.svg --figure-data merged", in: scratch.folder)
    #expect(single.code == 0 && merged.code == 0, "\(single.errors)\(merged.errors)")
    for (one, other) in [
      ("single.svg", "merged.svg"), ("single/marks.csv", "merged/marks.csv"),
      ("single/axes.csv", "merged/axes.csv"),
    ] { #expect(try scratch.text(one) == scratch.text(other)) }
    let drawn = try Command.run("merge 1.shard 2.shard --draw", in: scratch.folder)
    let whole = try Command.run(words + " --draw")
    #expect(drawn.code == 0 && drawn.output == whole.output)
    #expect(try Command.run("merge 1.shard 2.shard --draw --format csv", in: scratch.folder).code == 64)
  }

  @Test("how a picture is drawn is no part of the job: it is not in the command of the result")
  func provenance() throws {
    let scratch = try Scratch()
    let words = "sensitivity gosh bcg-vaccine --tau2 DL --bins 10"
    let plain = try Command.run(words + " --format json")
    let other = try Command.run(words + " --data rows --format json", in: scratch.folder)
    #expect(plain.code == 0 && plain.output == other.output)
  }

  @Test("what has no figure says so")
  func refused() throws {
    let scratch = try Scratch()
    let beta = try Command.run(
      "sensitivity baujat catheter-infection-treated --method beta-binomial -o x.svg", in: scratch.folder)
    #expect(beta.code == 1 && beta.errors.contains("no contributions to the heterogeneity"))
    let simulate = try Command.run(
      "sensitivity simulate bcg-vaccine --replications 100 -o x.svg", in: scratch.folder)
    #expect(simulate.code == 64 && simulate.errors.contains("draws no picture"))
    let part = try Command.run(
      "sensitivity simulate bcg-vaccine --replications 100 --shard 1/1 -o 1.shard", in: scratch.folder)
    #expect(part.code == 0, "\(part.errors)")
    for options in ["--draw", "-o x.svg", "--figure-data rows"] {
      let merged = try Command.run("merge 1.shard \(options)", in: scratch.folder)
      #expect(merged.code == 64 && merged.errors.contains("has no figure"), "\(merged.errors)")
    }
    #expect(try scratch.names() == ["1.shard"])
  }
}
