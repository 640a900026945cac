import Foundation
import Testing

/// `copse sensitivity influence` as a user meets it.
@Suite("Influence command")
struct InfluenceCommandTests {
  private func run(_ arguments: String, input: String? = nil) throws -> Run {
    try Command.run("sensitivity influence \(arguments)", input: input)
  }

  @Test("the table stars what is beyond its cut-off and names the studies")
  func table() throws {
    let run = try run("passive-smoking --log-ratio --tau2 DL --test z")
    #expect(run.code == 0, "\(run.errors)")
    for words in [
      "Study", "rstudent", "DFFITS", "Cook", "cov.r", "Hat", "Weight", "DFBETAS", "* beyond:", "Choices",
      "Tau2",
    ] { #expect(run.text.contains(words), "\(words)") }
    let rows = try self.run("passive-smoking --log-ratio --tau2 DL --test z --format csv").table().rows
    let influential = rows.filter { $0["influential"] == "true" }.compactMap { $0["label"] }
    try #require(!influential.isEmpty)
    for name in influential {
      #expect(run.text.contains("\(name) *"), "\(name)")
      #expect(run.text.contains("Influential: ") && run.text.contains("\(name) ("))
    }
    let calm = try self.run("bcg-vaccine --moderator ablat")
    #expect(calm.text.contains("DFBETAS of each coefficient") && calm.text.contains("ablat"))
  }

  @Test("where nothing is beyond, the table says so")
  func nothing() throws {
    let data = "study,yi,vi\n" + (1...8).map { "S\($0),\(Double($0 % 2)),1\n" }.joined()
    let run = try run("-", input: data)
    #expect(run.text.contains("No study is influential by these cut-offs."), "\(run.text)\(run.errors)")
    #expect(run.text.contains("No rstudent lies beyond ±1.96."))
    #expect(!run.text.contains("* \n"))
  }

  @Test("CSV: every number and line that a plot needs; the cut-offs agree with the flags")
  func csv() throws {
    let table = try run("bcg-vaccine --moderator ablat --format csv").table()
    #expect(table.rows.count == 13)
    for row in table.rows {
      for (value, flag, cutoff) in [
        ("rstudent", "rstudent_flag", "rstudent_cutoff"), ("dffits", "dffits_flag", "dffits_cutoff"),
        ("cooks_distance", "cooks_distance_flag", "cooks_distance_cutoff"), ("hat", "hat_flag", "hat_cutoff"),
        ("dfbetas_ablat", "dfbetas_ablat_flag", "dfbetas_cutoff"),
        ("dfbetas_intercept", "dfbetas_intercept_flag", "dfbetas_cutoff"),
      ] {
        #expect(try (abs(row.number(value)) > row.number(cutoff)) == (row[flag] == "true"))
      }
      #expect(row["analysis"] == "all" && row["k_all"] == "13" && row["note"] == "")
    }
    #expect(isClose(try table.rows.reduce(0) { try $0 + $1.number("hat") }, 2))
    #expect(isClose(try table.rows.reduce(0) { try $0 + $1.number("weight_percent") }, 100))
  }

  @Test("JSON: the schema, where the result comes from, and the same numbers as CSV")
  func json() throws {
    let document = try run("bcg-vaccine --format json").json()
    let rows = try run("bcg-vaccine --format csv").table().rows
    #expect(try document.string("schema") == "copse.influence/1")
    #expect(try document.string("tool.name") == "copse")
    #expect(try document.string("input.file").contains("bcg-vaccine"))
    #expect(try document.string("model.tau2") == "REML" && document.number("k") == 13)
    #expect(try document.items("excluded").isEmpty && document["cluster"] == .null)
    #expect(try document.items("analyses.0.rows").count == rows.count)
    for (place, row) in rows.enumerated() {
      let path = "analyses.0.rows.\(place)"
      #expect(try document.number("\(path).cooksDistance") == row.number("cooks_distance"))
      #expect(try document.number("\(path).dfbetas.pooled") == row.number("dfbetas_pooled"))
      #expect(try document.number("\(path).tau2Without") == row.number("tau2_without"))
      #expect(document["\(path).influential"] == .bool(row["influential"] == "true"))
    }
  }

  @Test("every model has its diagnostics, and what it does not define stays empty")
  func models() throws {
    let absent: [(String, [String])] = [
      ("bcg-vaccine --method mh", ["hat", "tau2_without"]), ("bcg-vaccine --model common", ["tau2_without"]),
      ("bcg-vaccine --method peto", ["tau2_without"]),
      ("catheter-infection-treated --method glmm", ["hat", "rstandard", "weight_percent"]),
      (
        "catheter-infection-treated --method beta-binomial",
        ["hat", "rstandard", "rstudent", "weight_percent", "tau2_without"]
      ),
      ("bcg-vaccine --tau2 DL --test henmi-copas", []), ("bcg-vaccine --test kr", []),
      ("bcg-vaccine --like revman5 --model random", []),
    ]
    for (arguments, empty) in absent {
      let run = try run("\(arguments) --format csv")
      #expect(run.code == 0, "\(run.command): \(run.errors)")
      for row in try run.table().rows {
        for column in [
          "rstandard", "rstudent", "dffits", "cooks_distance", "cov_ratio", "tau2_without", "q_without",
          "hat",
          "weight_percent", "dfbetas_pooled",
        ] {
          #expect(
            row[column]?.isEmpty == empty.contains(column), "\(arguments): \(column) \(row[column] ?? "")")
        }
      }
    }
  }

  @Test("survival at a time, subgroups and clusters")
  func parts() throws {
    let survival = try run("begg-leukemia --at at --where arm=marrow --format csv")
    #expect(survival.code == 0, "\(survival.errors)")
    #expect(try survival.table().rows.allSatisfy { $0["rstudent"] != "" && $0["hat"] != "" })
    let groups = try run("bcg-vaccine --by alloc --format csv").table().rows
    #expect(Set(groups.compactMap { $0["analysis"] }) == ["all", "random", "alternate", "systematic"])
    #expect(groups.count == 26 && groups.allSatisfy { $0["group"] != "" })
    let common = try run("bcg-vaccine --by alloc --by-tau2 common --format csv").table()
    #expect(common.rows.filter { $0["analysis"] == "subgroups" }.count == 13)
    #expect(common.columns.contains("dfbetas_random") && common.columns.contains("dfbetas_pooled"))
    let clusters = try run("bcg-vaccine --cluster alloc")
    #expect(clusters.text.contains("Influence of each cluster (alloc)"), "\(clusters.text)")
    #expect(clusters.text.contains("random (7 studies)") && !clusters.text.contains("rstudent"))
    #expect(try run("bcg-vaccine --cluster alloc --format json").json().string("cluster") == "alloc")
  }

  @Test("a deletion that cannot be fitted keeps its row and says why")
  func undetermined() throws {
    let data = """
      study,yi,vi,kind
      A,0.1,0.1,x
      B,0.3,0.1,x
      C,0.2,0.1,x
      D,0.5,0.1,y

      """
    let run = try run("- --moderator kind", input: data)
    #expect(run.code == 0 && run.text.contains("without D: "), "\(run.text)\(run.errors)")
    let rows = try self.run("- --moderator kind --format csv", input: data).table().rows
    #expect(rows.count == 4 && rows[3]["note"] != "" && rows[3]["dffits"] == "" && rows[3]["hat"] == "1")
  }

  @Test("studies that were left out, and warnings, are told in every form; --strict takes them for errors")
  func warnings() throws {
    let data = "study,yi,vi\nA,0.1,0.1\nB,0.3,0.1\nC,,\nD,0.2,0.2\n"
    let table = try run("-", input: data)
    #expect(table.text.contains("Left out (1)") && table.text.contains("C: "), "\(table.text)")
    let csv = try run("- --format csv", input: data)
    #expect(csv.errors.contains("copse: note: C is left out"), "\(csv.errors)")
    #expect(try run("- --format json", input: data).json().items("excluded").count == 1)
    let few = "study,yi,vi\nA,0.1,0.1\nB,0.3,0.1\n"
    #expect(try run("-", input: few).text.contains("Warnings"))
    #expect(try run("- --strict", input: few).code == 65)
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      ("bcg-vaccine --cluster town", 65, "there is no column 'town'"),
      ("bcg-vaccine --moderator ablat --by alloc", 64, "exclude each other"),
      ("bcg-vaccine --where alloc=none", 65, "none"),
      ("bcg-vaccine --moderator study", 1, "more studies than coefficients"),
      ("no-such-file.csv", 66, "no-such-file.csv"),
    ])
  func refusals(arguments: String, code: Int, words: String) throws {
    let run = try run(arguments)
    #expect(Int(run.code) == code && run.output.isEmpty, "\(run.command): \(run.code) \(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test("a single study has no influence to tell")
  func single() throws {
    for command in ["influence", "baujat"] {
      let run = try Command.run("sensitivity \(command) -", input: "study,yi,vi\nA,0.1,0.1\n")
      #expect(run.code == 1 && run.errors.contains("there is a single study"), "\(run.errors)")
    }
  }

  @Test("the examples of the help run", arguments: ["influence", "baujat"])
  func examples(command: String) throws {
    let help = try Command.run("help sensitivity \(command)").text
    let lines = help.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("copse sensitivity \(command) ") }
    #expect(lines.count >= 3, "\(help)")
    for line in lines {
      let run = try Command.shell(line)
      #expect(run.code == 0 && run.output.isEmpty == line.contains(" -o "), "\(line): \(run.errors)")
    }
  }
}
