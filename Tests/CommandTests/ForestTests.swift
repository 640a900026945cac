import Foundation
import Testing

/// `copse forest`: the CSV has all that is needed to draw the figure, and nothing in it contradicts the rest.
@Suite("Forest plot data")
struct ForestTests {
  /// A set of outcomes of the liver data, its studies as events of total, and metafor's pooled logit or log
  /// odds ratio with tau² (REML) and the weights in percent.
  struct LiverSet: Sendable, CustomTestStringConvertible {
    let name: String
    let selection: String
    let counts: [[Double]]
    let value: Double
    let tau2: Double
    let weights: [Double]
    var excluded = 0
    var testDescription: String { name }
  }

  static let liverSets = [
    LiverSet(
      name: "treatment-related death",
      selection: "--where outcome=treatment-related-death --where arm=cryoablation",
      counts: [[2, 300], [1, 40], [10, 293]], value: -3.909373048958171, tau2: 0.516141334354393,
      weights: [30.243839593886822, 19.998610514414217, 49.757549891698957]),
    LiverSet(
      name: "major complications", selection: "--where outcome=major-complications --where arm=cryoablation",
      counts: [[7, 180], [19, 300]], value: -2.8606258243993086, tau2: 0.0294096471768804,
      weights: [32.4676246700551, 67.5323753299449]),
    LiverSet(
      name: "complete response",
      selection:
        "--where outcome=complete-response,complete-ablation --where arm=cryoablation --where unit=patient",
      counts: [[135, 300], [832, 866], [41, 280]], value: 0.410528480944944, tau2: 6.397666307576319,
      weights: [33.389181768133, 33.300125280760476, 33.310692951106525], excluded: 1),
    LiverSet(
      name: "local recurrence",
      selection: "--where outcome=local-recurrence --where arm=cryoablation --where unit=patient",
      counts: [[26, 31], [99, 832], [21, 326]], value: -1.04325244147289, tau2: 5.17270341845925,
      weights: [32.47076449137332, 33.89254355228899, 33.63669195633769], excluded: 3),
    LiverSet(
      name: "any recurrence", selection: "--where outcome=any-recurrence --where arm=cryoablation",
      counts: [[502, 832], [42, 55]], value: 0.732579184387172, tau2: 0.230787289903018,
      weights: [58.435156573452176, 41.564843426547824], excluded: 1),
    LiverSet(
      name: "liver abscess", selection: "--where outcome=liver-abscess", counts: [[1, 300], [3, 20]],
      value: -3.64046584831872, tau2: 7.1662027666233, weights: [48.05699631992725, 51.94300368007275]),
    LiverSet(
      name: "one complication per study, two arms",
      selection: "--where outcome=major-complications,biliary-complications,vascular-thrombosis"
        + " --arms cryoablation,RFA --measure OR",
      counts: [[7, 180, 6, 180], [6, 61, 8, 50], [7, 25, 21, 31]], value: -0.685715887594591,
      tau2: 0.529296771931926,
      weights: [33.819742132917064, 33.325676594516779, 32.854581272566165], excluded: 1),
  ]

  /// What the columns of a forest plot promise, for any data.
  private func checkConsistency(_ table: Table, axis: [String: Double] = [:]) throws {
    let studies = table.rows.filter { $0["row_type"] == "study" && $0["estimate"] != "" }
    let weights = try studies.map { try $0.number("weight_percent") }
    #expect(abs(weights.reduce(0, +) - 100) < 1e-9)
    let largest = try #require(weights.max())
    for (row, weight) in zip(studies, weights) {
      let side = try row.number("marker_side")
      #expect(isClose(side * side, weight / largest, within: 1e-12))
      #expect(row["weight_text"] == String(format: "%.1f%%", weight))
      #expect(row["yi"] != "" && row["sei"] != "")
    }
    for (index, row) in table.rows.enumerated() {
      #expect(row["row"] == "\(index + 1)")
      guard row["lower"] != "" else {
        #expect(row["clipped_left"] == "" && row["upper"] == "" && row["error_minus"] == "")
        continue
      }
      let (lower, upper) = (try row.number("lower"), try row.number("upper"))
      let (lowerDrawn, upperDrawn) = (try row.number("lower_drawn"), try row.number("upper_drawn"))
      #expect(row["level"] == "0.95")
      #expect(row["clipped_left"] == (lowerDrawn > lower ? "true" : "false"))
      #expect(row["clipped_right"] == (upperDrawn < upper ? "true" : "false"))
      if let low = axis["lower"], let high = axis["upper"] {
        #expect(lowerDrawn == min(max(lower, low), high))
        #expect(upperDrawn == min(max(upper, low), high))
      }
      guard row["estimate"] != "" else { continue }
      let estimate = try row.number("estimate")
      #expect(try row.number("error_minus") == estimate - lower)
      #expect(try row.number("error_plus") == upper - estimate)
      #expect(lower <= estimate && estimate <= upper)
      #expect(
        try row.number("estimate_drawn")
          == min(max(estimate, axis["lower"] ?? estimate), axis["upper"] ?? estimate))
    }
    try checkTexts(table)
  }

  /// The printed texts are the numbers, rounded to the digits that they show.
  private func checkTexts(_ table: Table) throws {
    // The prediction interval stands under estimates that say "%", and does not say it again.
    let scale = table.rows.contains { $0["estimate_text"]?.contains("%") ?? false } ? 100.0 : 1
    for row in table.rows where row["lower"] != "" {
      let text = try #require(row["estimate_text"]).replacingOccurrences(of: "−", with: "-")
      #expect(!text.hasSuffix("%"), "\(text)")
      let numbers = text.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
      let decimals =
        text.split { !"0123456789.".contains($0) }.first?.split(separator: ".").dropFirst().first?.count ?? 0
      let columns = row["estimate"] == "" ? ["lower", "upper"] : ["estimate", "lower", "upper"]
      try #require(numbers.count == columns.count, "\(text)")
      for (printed, column) in zip(numbers, columns) {
        let value = try row.number(column) * scale
        #expect(abs(printed - value) <= 0.5000001 * pow(10, -Double(decimals)), "\(text): \(column) \(value)")
      }
    }
  }

  private func axis(_ scratch: Scratch, _ folder: String) throws -> (numbers: [String: Double], table: Table)
  {
    let table = try Table(try scratch.text("\(folder)/axis.csv"))
    var numbers: [String: Double] = [:]
    for row in table.rows where row["value"] != "" && row["item"] != "tick" {
      numbers[try #require(row["item"])] = try row.number("value")
    }
    return (numbers, table)
  }

  @Test("sets of the liver data, against metafor and against themselves", arguments: liverSets)
  func liver(set: LiverSet) throws {
    let scratch = try Scratch()
    let run = try Command.run("forest liver-cryoablation \(set.selection) --data figure", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let table = try run.table()
    let raw = set.counts[0].count == 4 ? ["events1", "total1", "events2", "total2"] : ["events", "total"]
    #expect(
      table.columns
        == ["row", "row_type", "group", "label", "indent"] + raw + [
          "yi", "sei", "estimate", "lower", "upper", "level", "weight_percent", "estimate_drawn",
          "lower_drawn",
          "upper_drawn", "clipped_left", "clipped_right", "error_minus", "error_plus", "marker_side",
          "estimate_text",
          "weight_text", "note",
        ])
    let rows = table.rows.filter { $0["row_type"] == "study" }
    let studies = rows.filter { $0["estimate"] != "" }
    #expect(try studies.map { row in try raw.map { try row.number($0) } } == set.counts)
    #expect(rows.count - studies.count == set.excluded)
    for row in rows where row["estimate"] == "" {
      #expect(row["estimate_text"] == "not estimable")
      #expect(row["note"] != "")
      #expect(run.errors.contains("\(row["label"] ?? "") is left out: "))
    }
    for (row, weight) in zip(studies, set.weights) {
      #expect(try isClose(row.number("weight_percent"), weight, within: 1e-8))
    }
    let summary = try #require(table.rows.first { $0["row_type"] == "summary" })
    #expect(try isClose(summary.number("yi"), set.value, within: 1e-8))
    let display = set.counts[0].count == 4 ? exp(set.value) : 1 / (1 + exp(-set.value))
    #expect(try isClose(summary.number("estimate"), display, within: 1e-8))
    for (index, column) in raw.enumerated() {
      #expect(try summary.number(column) == set.counts.reduce(0) { $0 + $1[index] })
    }
    let note = try #require(
      table.rows.first { $0["row_type"] == "note" && $0["label"]?.hasPrefix("Heterogeneity") == true }?[
        "label"])
    #expect(
      note.contains(
        "τ² = \(String(format: set.tau2 < 0.1 ? "%.5f" : set.tau2 < 1 ? "%.4f" : "%.3f", set.tau2))"))
    #expect(table.rows.contains { $0["row_type"] == "prediction_interval" } == (set.counts.count > 2))
    let axis = try axis(scratch, "figure").numbers
    try checkConsistency(table, axis: axis)
    #expect(try scratch.text("figure/forest.csv") == run.text)
  }

  @Test(
    "other data, models and options keep the same promises",
    arguments: [
      "bcg-vaccine", "bcg-vaccine --by alloc", "bcg-vaccine --measure RD", "bcg-vaccine --method mh",
      "bcg-vaccine --axis 0.5,2", "catheter-infection --measure OR",
      "hydroxychloroquine --measure OR --by drug",
      "passive-smoking --log-ratio --by design", "teacher-expectancy", "smell-loss-covid --measure PFT",
      "catheter-infection-treated --measure PR", "magnesium --measure OR --model common",
      "lidocaine --measure RD",
      "beta-blockers --method peto", "catheter-infection-treated --measure PLO --axis 0,0.05",
    ])
  func consistency(arguments: String) throws {
    let scratch = try Scratch()
    let run = try Command.run("forest \(arguments) --data figure", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    try checkConsistency(try run.table(), axis: try axis(scratch, "figure").numbers)
  }

  @Test("subgroups stand under their headers, with a summary each")
  func subgroups() throws {
    let table = try Command.run("forest bcg-vaccine --by alloc").table()
    let kinds = table.rows.compactMap { $0["row_type"] }
    func block(_ count: Int) -> [String] {
      ["group_header"] + [String](repeating: "study", count: count) + ["subgroup_summary", "note"]
    }
    #expect(
      kinds == block(7) + block(2) + block(4) + ["summary", "prediction_interval", "note", "note", "note"])
    var group = ""
    for row in table.rows {
      if row["row_type"] == "group_header" { group = row["label"] ?? "" }
      if row["row_type"] == "summary" { group = "" }
      #expect(row["group"] == group)
      #expect(row["indent"] == (row["row_type"] == "study" ? "1" : "0"))
    }
  }

  @Test(
    "shapes.csv draws the rows of forest.csv on the axis of axis.csv",
    arguments: [
      "bcg-vaccine --by alloc", "bcg-vaccine --axis 0.5,2", "passive-smoking --log-ratio", "smell-loss-covid",
      "liver-cryoablation --where outcome=liver-abscess",
    ])
  func shapes(arguments: String) throws {
    let scratch = try Scratch()
    let table = try Command.run("forest \(arguments) --data figure", in: scratch.folder).table()
    let axis = try axis(scratch, "figure").numbers
    let shapes = try Table(try scratch.text("figure/shapes.csv"))
    #expect(shapes.columns == ["row", "shape", "vertex", "x", "y"])
    let (low, high) = (try #require(axis["lower"]), try #require(axis["upper"]))
    var xs: [Int: [String: [Double]]] = [:]
    for vertex in shapes.rows {
      let x = try vertex.number("x")
      let row = Int(try vertex.number("row"))
      #expect(x >= low - 1e-9 * abs(low) && x <= high + 1e-9 * abs(high))
      #expect(try abs(vertex.number("y") + Double(row)) <= 0.5)
      xs[row, default: [:]][vertex["shape"] ?? "", default: []].append(x)
    }
    for (index, row) in table.rows.enumerated() where row["lower"] != "" {
      let shapes = try #require(xs[index + 1])
      let ends = [try row.number("lower_drawn"), try row.number("upper_drawn")]
      #expect((shapes["arrow_left"] != nil) == (row["clipped_left"] == "true" && shapes["diamond"] == nil))
      #expect((shapes["arrow_right"] != nil) == (row["clipped_right"] == "true" && shapes["diamond"] == nil))
      let line = shapes["interval"] ?? shapes["prediction"] ?? shapes["diamond"] ?? []
      #expect(try isClose(#require(line.min()), ends[0]) && isClose(try #require(line.max()), ends[1]))
    }
    #expect(Set(xs.keys) == Set(table.rows.indices.filter { table.rows[$0]["lower"] != "" }.map { $0 + 1 }))
  }

  @Test("axis.csv: a logarithmic axis for ratios, with 1 as reference; percentages for proportions")
  func axisFile() throws {
    let scratch = try Scratch()
    _ = try Command.run(
      "forest bcg-vaccine --axis 0.1,10 --favors vaccine,control --data ratio", in: scratch.folder)
    let ratio = try axis(scratch, "ratio")
    #expect(ratio.numbers["lower"] == 0.1 && ratio.numbers["upper"] == 10 && ratio.numbers["reference"] == 1)
    func label(_ item: String) -> String? { ratio.table.rows.first { $0["item"] == item }?["label"] }
    #expect(label("scale") == "log")
    #expect(label("title") == "Risk ratio")
    #expect(label("direction_left") == "vaccine" && label("direction_right") == "control")
    _ = try Command.run("forest smell-loss-covid --data share", in: scratch.folder)
    let share = try axis(scratch, "share")
    #expect(share.numbers["reference"] == nil)
    let ticks = share.table.rows.filter { $0["item"] == "tick" }
    #expect(ticks.count >= 2)
    for tick in ticks {
      let label = try #require(tick["label"])
      #expect(label.hasSuffix("%"))
      #expect(try isClose(#require(Double(label.dropLast())), try tick.number("value") * 100, within: 1e-12))
    }
  }

  @Test("effects that overflow on the display scale do not stop the program")
  func overflow() throws {
    for effects in ["0,1\n300,1", "0,1\n101,1", "-700,1\n700,1", "700,0.1\n701,0.1"] {
      let input =
        "study,yi,vi\n" + effects.split(separator: "\n").enumerated().map { "s\($0),\($1)\n" }.joined()
      for subcommand in ["pool", "forest", "effects"] {
        for format in ["table", "csv", "json", "markdown"] {
          let run = try Command.run("\(subcommand) - --log-ratio --format \(format)", input: input)
          #expect(run.code == 0 || run.code == 1, "\(subcommand) of \(effects): \(run.errors)")
        }
      }
    }
  }

  @Test("arms are named, and favored by what the data mean; --groups and --favors say otherwise")
  func meaning() throws {
    func labels(_ arguments: String) throws -> (favors: [String?], groups: [String]) {
      let scratch = try Scratch()
      let run = try Command.run("forest \(arguments) --data figure", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      let rows = try Table(try scratch.text("figure/axis.csv")).rows
      func label(_ item: String) -> [String] { rows.filter { $0["item"] == item }.compactMap { $0["label"] } }
      return ([label("direction_left").first, label("direction_right").first], label("raw_group"))
    }
    let vaccine = try labels("bcg-vaccine")
    #expect(vaccine.favors == ["vaccinated", "not vaccinated"])
    #expect(vaccine.groups == ["Vaccinated", "Vaccinated", "Not vaccinated", "Not vaccinated"])
    #expect(try labels("st-johns-wort").favors == ["placebo", "St John's wort"])
    let liver = try labels(
      "liver-cryoablation --where outcome=biliary-complications --arms cryoablation,RFA --measure OR")
    #expect(liver.favors == ["cryoablation", "RFA"])
    #expect(liver.groups == ["cryoablation", "cryoablation", "RFA", "RFA"])
    let named = try labels("bcg-vaccine --groups BCG,None --favors left,right")
    #expect(named.favors == ["left", "right"] && named.groups == ["BCG", "BCG", "None", "None"])
    #expect(try labels("conscientiousness-adherence").favors == ["", ""])
    #expect(try labels("intensive-statins --events deaths1,deaths2").groups.first == "Intensive")
  }

  @Test("--also adds the other model's summary, and --columns the data's columns")
  func alsoAndColumns() throws {
    let table = try Command.run("forest bcg-vaccine --by alloc --also common --columns ablat,alloc,year")
      .table()
    let labels = table.rows.filter { $0["row_type"] == "summary" }.compactMap { $0["label"] }
    #expect(labels == ["Common-effect model", "Random-effects model"])
    #expect(table.rows.filter { $0["row_type"] == "subgroup_summary" }.count == 6)
    #expect(Array(table.columns.suffix(3)) == ["ablat", "alloc", "year"])
    let study = try #require(table.rows.first { $0["label"] == "Aronson 1948" })
    #expect(study["ablat"] == "44" && study["alloc"] == "random" && study["year"] == "1948")
    let random = try Command.run("forest bcg-vaccine --model common --also random").table()
    #expect(random.rows.contains { $0["row_type"] == "prediction_interval" })
    let clash = try Command.run("forest teacher-expectancy --columns yi").table()
    #expect(clash.columns.last == "data_yi")
    for (arguments, code, words) in [
      ("--also random", 64, "is the model itself"),
      ("--method mh --also random", 64, "--also goes with --method iv"),
      ("--columns nothing", 65, "nothing"), ("--groups one", 64, "--groups needs two names"),
    ] {
      let run = try Command.run("forest bcg-vaccine \(arguments)")
      #expect(run.code == Int32(code) && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
  }

  @Test("studies without an estimate show their counts")
  func countsOfExcluded() throws {
    let table = try Command.run("forest catheter-infection --measure OR").table()
    let row = try #require(table.rows.first { $0["label"] == "Yucel 2004" })
    #expect(row["events1"] == "0" && row["events2"] == "0" && row["total1"] != "")
    #expect(row["estimate_text"] == "not estimable" && row["weight_percent"] == "")
  }

  @Test("styles change the words of the rows and their columns in the picture")
  func styles() throws {
    let scratch = try Scratch()
    for (style, text) in [
      ("default", "0.49 [0.33, 0.73]"), ("revman", "0.49 [0.33, 0.73]"), ("bmj", "0.49 (0.33 to 0.73)"),
      ("jama", "0.49 (0.33-0.73)"), ("lancet", "0·49 (0·33–0·73)"),
    ] {
      let run = try Command.run(
        "forest bcg-vaccine --style \(style) -o \(style).svg --data d", in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
      let summary = try Table(try scratch.text("d/forest.csv")).rows.first { $0["row_type"] == "summary" }
      #expect(summary?["estimate_text"] == text)
      #expect(try scratch.text("\(style).svg").contains("; \(text)</title>"))
    }
    #expect(
      try Set(["default", "revman", "bmj", "jama", "lancet"].map { try scratch.text("\($0).svg") }).count == 5
    )
  }
}
