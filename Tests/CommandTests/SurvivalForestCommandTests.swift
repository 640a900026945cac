import Foundation
import MetaAnalysis
import Testing

/// `copse survival hr`, `at`, `median` and `recurrence` as figures, in files and in reports.
@Suite("Survival forests on the command line")
struct SurvivalForestCommandTests {
  private static let trials = """
    study,arm1,arm2,hr,ci_low,ci_high,chi2,events,direction,site
    Alpha,new,old,0.68,0.52,0.89,,,,north
    Beta,new,old,,,,6.8,142,favors-first,north
    Gamma,new,old,0.80,0.55,1.16,,,,south
    Delta,new,old,,,,,,,south

    """
  static let commands = [
    "survival hr trials.csv", "survival hr trials.csv --by site --model common",
    "survival hr liver-progression-hr", "survival at six.csv", "survival at six.csv --by arm --measure SR",
    "survival at six.csv --at 30 --align exponential", "survival median medians.csv",
    "survival median medians.csv --by design",
    "survival recurrence liver-cryoablation --where arm=cryoablation --where outcome=local-recurrence"
      + " --where unit=patient",
  ]

  private static func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("trials.csv", trials)
    try scratch.file("medians.csv", MedianCommandTests.medians)
    try scratch.file("six.csv", SurvivalAtTests.six)
    return scratch
  }

  @Test("the picture is the one that the rows of --data give, byte by byte", arguments: commands)
  func again(_ command: String) throws {
    let scratch = try Self.folder()
    let run = try Command.run(
      command + " --data rows -o forest.svg --theme dark --style bmj --figure-title A&B", in: scratch.folder)
    #expect(run.code == 0 && run.text.isEmpty, "\(run.errors)")
    let plot = try ForestPlot(
      rows: ResultTable(csv: scratch.text("rows/forest.csv")),
      axis: ResultTable(csv: scratch.text("rows/axis.csv")))
    #expect(plot.title == "A&B")
    let picture = Picture(.forest(plot), style: FigureStyle(house: .bmj, theme: .dark))
    #expect(try picture.svg == scratch.text("forest.svg"))
    let drawn = try Command.run(command + " --draw", in: scratch.folder)
    #expect(
      drawn.code == 0 && plot.rows.filter { $0.kind == .study }.allSatisfy { drawn.text.contains($0.label) })
  }

  @Test(
    "the pictures name the studies and what is special about them",
    arguments: [
      ("survival hr trials.csv", ["Alpha", "Delta", "logrank-equal", "Favors new", "Favors old"]),
      ("survival at six.csv", ["At 24", "At 36", "SE from", "At risk"]),
      ("survival median medians.csv", ["lower limit", "exponential", "not estimable"]),
      (commands[8], ["Crude share during follow-up", "Rong 2015", "Quantity not stated at 24, not pooled"]),
    ])
  func names(_ command: String, _ texts: [String]) throws {
    let scratch = try Self.folder()
    let run = try Command.run(command + " -o forest.svg", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let svg = try scratch.text("forest.svg")
    for text in texts { #expect(svg.contains(text), "\(text)") }
  }

  @Test("the drawn numbers are those of the table, and the table is the same with a figure and without")
  func numbers() throws {
    let scratch = try Self.folder()
    let run = try Command.run("survival at six.csv --by arm --format csv --data rows", in: scratch.folder)
    let plain = try Command.run("survival at six.csv --by arm --format csv", in: scratch.folder)
    #expect(run.code == 0 && run.output == plain.output && run.errors == plain.errors)
    let table = try run.table().rows.filter { $0["rows"] == "all" }
    let drawn = try Table(scratch.text("rows/forest.csv")).rows.filter {
      $0["row_type"] == "subgroup_summary"
    }
    for time in ["24", "36"] {
      let own = drawn.filter { $0["group"]?.hasPrefix("At \(time)") ?? false }.map { $0["estimate"] ?? "" }
      let expected = table.filter { $0["at"] == time }.map { $0["display_value"] ?? "" }
      #expect(own.count == 3 && Set(own) == Set(expected))
    }
  }

  @Test("--forest is written beside a picture, and refused in a report")
  func forestOption() throws {
    let scratch = try Self.folder()
    let run = try Command.run(
      "survival hr trials.csv -o ratios.svg --forest forest.csv", in: scratch.folder)
    #expect(run.code == 0 && run.errors.contains("Delta is left out"), "\(run.errors)")
    let plain = try Command.run("survival hr trials.csv --forest plain.csv", in: scratch.folder)
    #expect(plain.code == 0, "\(plain.errors)")
    #expect(try scratch.text("plain.csv") == scratch.text("forest.csv"))
    let folder = try Scratch()
    try folder.file("data.csv", Self.trials)
    try folder.file(
      "report.yaml", "sections:\n  - title: Ratios\n    commands:\n      - survival hr --forest forest.csv\n")
    let report = try Command.run(["report", folder.folder.path])
    #expect(report.code == 65 && report.errors.contains("a report writes no other files"), "\(report.errors)")
  }

  @Test("what cannot be drawn says so")
  func refused() throws {
    let scratch = try Self.folder()
    let methods = try Command.run("survival at six.csv --methods -o x.svg", in: scratch.folder)
    #expect(methods.code == 64 && methods.errors.contains("--methods has no place in a picture"))
    try scratch.file("unstated.csv", "study,quantity,at,percent,total\nE,at time point,36,10,70\n")
    let nothing = try Command.run("survival recurrence unstated.csv -o x.svg", in: scratch.folder)
    #expect(nothing.code == 1 && nothing.errors.contains("nothing could be pooled"), "\(nothing.errors)")
    let ending = try Command.run("survival hr trials.csv -o x.xyz", in: scratch.folder)
    #expect(ending.code == 64 && ending.errors.contains("the ending of x.xyz names no form"))
    let style = try Command.run("survival hr trials.csv --style bmj", in: scratch.folder)
    #expect(style.code == 64 && style.errors.contains("--style belongs to"))
    #expect(try !scratch.names().contains("x.svg"))
  }

  // MARK: Reports

  @Test("the report of hazard ratios alone shows their figure and how it was made")
  func dataset() throws {
    let run = try Command.run("report liver-progression-hr")
    #expect(run.code == 0, "\(run.errors)")
    let audit = PageAudit(run.text)
    #expect(audit.problems == [])
    #expect(audit.named("figure").count == 1)
    #expect(audit.named("svg").contains { $0.text.contains("Hazard ratio") && $0.text.contains("Ei 2015") })
    let lines = audit.named("code").map(\.text).filter { $0.hasPrefix("copse survival hr") }
    #expect(lines.contains("copse survival hr liver-progression-hr -o figure.svg"))
    #expect(lines.count == 3 && !lines.contains { $0.contains("--methods") })
  }

  @Test("with three hazard ratios the standard report leaves each out")
  func sensitivity() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.trials)
    let run = try Command.run(["report", scratch.folder.path])
    #expect(run.code == 0, "\(run.errors)")
    let audit = PageAudit(run.text)
    #expect(audit.problems == [])
    #expect(audit.named("h3").map(\.text).contains("Leave-one-out"))
    #expect(audit.named("svg").contains { $0.text.contains("without Alpha") })
  }

  @Test("every one of them can stand in a report")
  func declared() throws {
    let scratch = try Scratch()
    for (name, data, text) in [
      ("at", SurvivalAtTests.six, "At 36: "), ("median", MedianCommandTests.medians, "SE from"),
    ] {
      try scratch.file("data.csv", data)
      try scratch.file(
        "report.yaml", "sections:\n  - title: Part\n    commands:\n      - survival \(name)\n")
      let run = try Command.run(["report", scratch.folder.path])
      #expect(run.code == 0, "\(run.errors)")
      let audit = PageAudit(run.text)
      #expect(audit.problems == [] && audit.named("figure").count == 1 && run.text.contains(text))
    }
  }
}
