import Foundation
import MetaAnalysis
import Testing

/// Plots as a user meets them: `copse plot`, and the figures of `copse bias` and `copse regress`.
@Suite("Plots")
struct PlotTests {
  static let drawn = [
    "plot funnel bcg-vaccine", "plot radial bcg-vaccine", "plot radial bcg-vaccine --model common",
    "plot labbe bcg-vaccine", "plot labbe bcg-vaccine --log-axes", "plot drapery bcg-vaccine",
    "bias bcg-vaccine", "bias bcg-vaccine --part tests,trim-fill --asymmetry egger --predictor sei,vi",
    "bias bcg-vaccine --contours 0.9,0.95", "regress bcg-vaccine --moderator ablat",
    "regress bcg-vaccine --moderator ablat --moderator alloc --bubble alloc",
    "regress bcg-vaccine --moderator ablat --permutations 100",
  ]

  @Test(
    "an SVG has the names of the studies, and the CSV of --data draws it again to the byte", arguments: drawn)
  func svg(command: String) throws {
    let scratch = try Scratch()
    let run = try Command.run("\(command) -o plot.svg --data rows --figure-title BCG", in: scratch.folder)
    #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
    let svg = try scratch.text("plot.svg")
    for name in ["Aronson 1948", "Hart &amp; Sutherland 1977", "TPT Madras 1980", "Comstock et al 1976"] {
      #expect(svg.contains(name), "\(name)")
    }
    let chart = try Chart(
      marks: ResultTable(csv: scratch.text("rows/marks.csv")),
      axes: ResultTable(csv: scratch.text("rows/axes.csv")))
    #expect(chart.title == "BCG")
    #expect(Picture(.chart(chart)).svg == svg)
  }

  @Test("without -o the marks: CSV by default, JSON with where they come from, tables for reading")
  func data() throws {
    let csv = try Command.run("plot radial bcg-vaccine").table()
    #expect(csv.columns.suffix(3) == ["vertex", "x", "y"])
    #expect(csv.rows.filter { $0["role"] == "study" && $0["shape"] == "point" }.count == 13)
    let document = try Command.run("plot radial bcg-vaccine --format json").json()
    #expect(try document.string("schema") == "copse.chart/1")
    #expect(try document.string("kind") == "radial")
    #expect(try document.number("marks.0.x") == csv.rows[0].number("x"))
    #expect(try document.string("input.file") == "bcg-vaccine")
    let table = try Command.run("plot radial bcg-vaccine --format table")
    #expect(table.text.contains("Hart & Sutherland 1977") && table.text.contains("Precision, 1/√(v + τ²)"))
    #expect(
      try Command.run("plot radial bcg-vaccine --format markdown").text.contains("| Study | Aronson 1948 |"))
  }

  @Test("the figure of copse bias has what its parts have")
  func parts() throws {
    func series(_ options: String) throws -> Set<String> {
      let scratch = try Scratch()
      let run = try Command.run(
        "bias magnesium --measure OR \(options) --data rows -o plot.svg", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      return Set(try Table(scratch.text("rows/marks.csv")).rows.compactMap { $0["series"] })
    }
    let standard = try series("")
    #expect(standard.contains("Filled by trim and fill") && !standard.contains("Egger's regression"))
    let egger = try series("--part tests --asymmetry egger")
    #expect(egger.contains("Egger's regression") && !egger.contains("Filled by trim and fill"))
    #expect(try series("--part funnel").isDisjoint(with: ["Egger's regression", "Filled by trim and fill"]))
    #expect(try series("--part trim-fill --side left").contains("Filled by trim and fill") == false)
  }

  @Test("too few studies for a test are no obstacle to the funnel")
  func few() throws {
    let scratch = try Scratch()
    let data = "study,yi,vi\nA,0.1,0.1\nB,0.3,0.2\nC,0.5,0.3\nD,0.1,0.4\n"
    let run = try Command.run("bias - -o plot.svg", input: data, in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try scratch.text("plot.svg").contains("<title>D"))
  }

  @Test(
    "what cannot be drawn says what is needed",
    arguments: [
      ("plot labbe hyperdynamic-therapy", 1, "needs the events of two groups in each study"),
      ("plot labbe passive-smoking --log-ratio", 1, "needs the events of two groups in each study"),
      ("plot labbe bcg-vaccine --groups vaccinated", 64, "--groups needs two names"),
      ("plot drapery bcg-vaccine --tau2 DL --test henmi-copas", 64, "choose another test"),
      ("plot funnel bcg-vaccine --by alloc", 64, "--by has no place here"),
      ("plot funnel bcg-vaccine --tau2-ci qp", 64, "--tau2-ci has no place in a plot"),
      ("plot funnel bcg-vaccine --contours 0.8,0.9,0.95,0.99", 64, "at most three contours"),
      ("plot funnel hyperdynamic-therapy --contours 0.9", 64, "which PLO does not have"),
      ("plot funnel bcg-vaccine -o plot.gif", 64, "names no form; use .csv"),
      ("regress bcg-vaccine --moderator ablat --bubble ablat", 64, "--bubble belongs to a figure"),
      ("regress bcg-vaccine -o plot.svg", 64, "a bubble plot needs a moderator"),
      ("regress bcg-vaccine --moderator ablat --bubble year -o plot.svg", 64, "its moderators are ablat"),
      ("bias bcg-vaccine --contours 0.9", 64, "--contours belongs to --part funnel"),
      ("bias bcg-vaccine --part funnel --side left -o plot.svg", 64, "--side belongs to --part trim-fill"),
    ])
  func refusals(command: String, code: Int, words: String) throws {
    let scratch = try Scratch()
    let run = try Command.run(command, in: scratch.folder)
    #expect(Int(run.code) == code && run.errors.contains(words), "\(run.code) \(run.errors)")
    #expect(try scratch.names().isEmpty)
  }
}
