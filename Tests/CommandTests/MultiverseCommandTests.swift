import Foundation
import Testing

/// `copse sensitivity multiverse`: every row is what its printed command gives, whoever computes it.
@Suite("Multiverse command")
struct MultiverseCommandTests {
  private static let trials = [
    "sensitivity", "multiverse", "hydroxychloroquine", "--vary", "measure=OR,RR,RD", "--vary",
    "method=iv,mh,peto,glmm", "--vary", "model=random,common", "--vary",
    "correct=only-zero,all,treatment-arm",
    "--vary", "double-zero=drop,keep", "--vary", "tau2=REML,DL,PM", "--vary", "test=hk,z",
  ]

  /// A sample of the rows against `copse pool` by the command that the row prints.
  private func compare(_ arguments: [String], every step: Int, rows count: Int? = nil) throws {
    let run = try Command.run(arguments + ["--format", "csv"])
    #expect(run.code == 0, "\(run.errors)")
    let rows = try run.table().rows
    if let count { #expect(rows.count == count) }
    for row in rows.enumerated() where row.offset % step == 0 {
      let row = row.element
      let line = try #require(row["command"])
      let pooled = try Command.shell(line + " --format csv")
      guard row["failure"] == "" else {
        #expect(pooled.code != 0, "\(line)")
        continue
      }
      #expect(pooled.code == 0, "\(line): \(pooled.errors)")
      let result = try #require(try pooled.table().rows.last)
      for (ours, theirs) in [
        ("k", "k"), ("estimate", "display_value"), ("lower", "display_lower"), ("upper", "display_upper"),
        ("value", "value"), ("se", "se"), ("p", "p"), ("tau2", "tau2"), ("i2", "i2"),
        ("prediction_lower", "display_prediction_lower"), ("prediction_upper", "display_prediction_upper"),
      ] { #expect(row[ours] == result[theirs], "\(line): \(ours)") }
      let json = try Command.shell(line + " --format json").json()
      var codes: [String] = []
      for warning in try json.items("warnings") {
        let code = try warning.string("code")
        if !codes.contains(code) { codes.append(code) }
      }
      #expect(row["warnings"] == codes.joined(separator: ";"), "\(line)")
      #expect(row["excluded"] == "\(try json.items("excluded").count)", "\(line)")
    }
  }

  @Test("two groups: every row is what its command gives, to the bit")
  func twoGroups() throws { try compare(Self.trials, every: 7) }

  @Test("the review's deaths: every row is what its command gives, to the bit")
  func deaths() throws {
    try compare(
      ["sensitivity", "multiverse", "liver-cryoablation", "--spec", "treatment-related-death"], every: 31)
  }

  @Test("the review's one-year survival: every row is what its command gives, to the bit")
  func survival() throws {
    try compare(
      ["sensitivity", "multiverse", "liver-cryoablation", "--spec", "hcc-one-year-survival"], every: 97)
  }

  @Test("the same bytes on one thread, on two, and joined from shards")
  func threads() throws {
    let scratch = try Scratch()
    let words =
      ["sensitivity", "multiverse", "liver-cryoablation", "--spec", "treatment-related-death"]
    for form in ["json", "csv", "markdown"] {
      let one = try Command.run(words + ["--format", form, "--threads", "1"])
      let two = try Command.run(words + ["--format", form, "--threads", "2"])
      #expect(one.code == 0 && one.output == two.output)
    }
    for index in 1...3 {
      let part = try Command.run(
        words + ["--shard", "\(index)/3", "-o", "\(index).shard"], in: scratch.folder)
      #expect(part.code == 0, "\(part.errors)")
    }
    let joined = try Command.run("merge 3.shard 1.shard 2.shard --format json", in: scratch.folder)
    #expect(joined.code == 0, "\(joined.errors)")
    #expect(joined.output == (try Command.run(words + ["--format", "json"])).output)
  }

  @Test("the data of the figure plot without computing")
  func figureData() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      Self.trials + ["--data", "parts", "--format", "json"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    func table(_ name: String) throws -> [[String: String]] { try Table(scratch.text("parts/\(name)")).rows }
    let (rows, curve) = (try table("specifications.csv"), try table("curve.csv"))
    let (summary, factors) = (try table("summary.csv"), try table("factors.csv"))
    #expect(summary.compactMap { $0["quantity"] } == ["Odds ratio", "Risk ratio", "Risk difference"])
    let counted = try summary.reduce(0) { try $0 + Int($1.number("specifications")) }
    #expect(counted == rows.count { $0["rank"] != "" })
    let json = try run.json()
    #expect(Int(try json.number("counts.specifications")) == rows.count)
    #expect(Int(try json.number("counts.combinations")) == 864)
    #expect(try json.items("specifications").count == rows.count)
    for quantity in summary {
      let name = try #require(quantity["quantity"])
      let own = curve.filter { $0["quantity"] == name }
      let ranks = try own.map { Int(try $0.number("rank")) }
      #expect(Set(ranks) == Set(1...Int(try quantity.number("specifications"))))
      let movers = factors.filter { $0["quantity"] == name && $0["moves_most"] == "true" }
      #expect(movers.map { $0["choice"] } == [quantity["moves_most"]])
      let swings = try factors.filter { $0["quantity"] == name && $0["mean_swing"] != "" }.map {
        try $0.number("mean_swing")
      }
      #expect(try movers[0].number("mean_swing") == swings.max())
      let below = try rows.filter { row in
        guard row["quantity"] == name else { return false }
        let (estimate, against): (Double, Double) = (try row.number("estimate"), try row.number("against"))
        return estimate < against
      }
      #expect(quantity["below"] == "\(below.count)")
    }
  }

  @Test("text and Markdown say what was crossed and what moves the estimate most")
  func reading() throws {
    let words = ["sensitivity", "multiverse", "liver-cryoablation", "--spec", "treatment-related-death"]
    let text = try Command.run(words).text
    for word in [
      "Treatment-related deaths after cryoablation", "that go together", "Moved most by", "Against 2.00%",
      "Lowest", "copse pool liver-cryoablation", "Levels that contradict each other",
    ] { #expect(text.contains(word), "\(word)") }
    #expect(!text.contains("  \n"))
    #expect(try Command.run(words + ["--format", "markdown"]).text.contains("| choice |"))
    let strict = try Command.run(words + ["--strict"])
    #expect(strict.code == 65)
    #expect(strict.errors.contains("(few-studies)"))
  }

  @Test("the command line takes precedence over the file, whose problems stand at their places")
  func files() throws {
    let scratch = try Scratch()
    try scratch.file(
      "m.yaml", "multiverse:\n  base: {tau2: DL, level: 0.9}\n  factors: {measure: [RR, OR]}\n")
    let run = try Command.run(
      "sensitivity multiverse bcg-vaccine --spec m.yaml --tau2 PM --format csv", in: scratch.folder)
    let rows = try run.table().rows
    #expect(rows.map { $0["choice_tau2"] } == ["PM", "PM"])
    #expect(rows.map { $0["level"] } == ["0.9", "0.9"])
    #expect(rows[0]["command"] == "copse pool bcg-vaccine --level 0.9 --measure RR --tau2 PM")
    try scratch.file("bad.yaml", "multiverse:\n  base: {level: 9}\n  factors: {measure: [RR, OR]}\n")
    let bad = try Command.run("sensitivity multiverse bcg-vaccine --spec bad.yaml", in: scratch.folder)
    #expect(bad.code == 65)
    #expect(bad.errors.contains("bad.yaml:2:17: error: 'level' cannot be used"))
    #expect(bad.errors.contains("a level lies between 0 and 1"))
  }

  @Test(
    "what is refused",
    arguments: [
      ("bcg-vaccine", 64, "nothing is varied"),
      ("bcg-vaccine --vary tau2=REML,DL --tau2 PM", 64, "tau2 is varied, and given as an option too"),
      ("bcg-vaccine --vary tau2=REML,QQ", 64, "tau2 has no level 'QQ'"),
      ("bcg-vaccine --vary measure=RR,PLO", 64, "different kinds of data"),
      ("bcg-vaccine --vary tau2=REML,DL --by alloc", 64, "--by has no part"),
      ("bcg-vaccine --vary rungs=all,total", 64, "--rungs is for survival"),
      ("bcg-vaccine --vary include=a:nothing=1;b:", 65, "nothing"),
      ("bcg-vaccine --spec deaths", 66, "there is no file deaths"),
      ("liver-cryoablation --spec deaths", 66, "hcc-one-year-survival, treatment-related-death"),
    ])
  func refused(_ words: String, _ code: Int, _ message: String) throws {
    let run = try Command.run("sensitivity multiverse " + words)
    #expect(run.code == Int32(code), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.text.isEmpty)
  }

  @Test("an inclusion rule that keeps nothing stays in the table with the reason")
  func nothingKept() throws {
    let run = try Command.run(
      [
        "sensitivity", "multiverse", "bcg-vaccine", "--vary", "include=all:;late:year>=1999", "--format",
        "csv",
      ])
    let rows = try run.table().rows
    #expect(rows.count == 2)
    #expect(rows[1]["failure"]?.contains("no row fulfils") == true)
    #expect(rows[1]["estimate"] == "")
  }
}

/// `--one-per` and `--rungs` wherever effect sizes are pooled.
@Suite("Studies that share patients, and standard errors")
struct OnePerOptionTests {
  private static let csv = "study,center,events,total\nA,N,1,40\nB,N,2,90\nC,S,3,50\nD,,4,60\n"

  @Test("one study per cluster, the others listed")
  func onePer() throws {
    let run = try Command.run("pool - --one-per center --format json", input: Self.csv)
    #expect(run.code == 0, "\(run.errors)")
    let json = try run.json()
    #expect(try json.items("studies").map { try $0.string("study") } == ["B", "C", "D"])
    #expect(try json.string("excluded.0.study") == "A")
    let first = try Command.run("forest - --one-per center:first --format csv", input: Self.csv)
    #expect(first.text.contains("\nA") || first.text.contains(",A,"))
    #expect(try Command.run("pool - --one-per center:best", input: Self.csv).code == 64)
    #expect(try Command.run("pool - --one-per centre", input: Self.csv).code == 65)
    #expect(try Command.run("pool - --one-per center --rounding", input: Self.csv).code == 64)
    #expect(try Command.run("check - --one-per center", input: Self.csv).code == 64)
  }

  @Test("standard errors from what is reported, or from the total alone")
  func rungs() throws {
    let csv = "study,survival,at,se,total\nA,0.8,12,0.05,100\nB,0.7,12,,80\nC,0.75,12,0.06,90\n"
    func run(_ rule: String) throws -> JSON {
      let run = try Command.run("pool - --rungs \(rule) --format json", input: csv)
      #expect(run.code == 0, "\(run.errors)")
      return try run.json()
    }
    let reported = try run("reported")
    #expect(Int(try reported.number("k")) == 2)
    #expect(try reported.string("excluded.0.study") == "B")
    #expect(try reported.string("excluded.0.reason").contains("derived"))
    #expect(Int(try reported.number("excluded.0.line")) == 3)
    let total = try run("total")
    #expect(try total.items("studies").map { try $0.string("rung.letter") } == ["j", "j", "j"])
    let at = try Command.run("survival at - --rungs reported --format json", input: csv)
    #expect(Int(try at.json().number("results.0.k")) == 2)
    #expect(try Command.run("pool bcg-vaccine --rungs reported").code == 64)
  }
}

/// The value that estimates are held against.
@Suite("Reference of a multiverse")
struct MultiverseReferenceTests {
  @Test("it is a number, and is said not to be used where every estimate has a value of no effect")
  func reference() throws {
    let command = "sensitivity multiverse bcg-vaccine --vary tau2=DL,PM"
    let nan = try Command.run("\(command) --reference nan")
    #expect(nan.code == 64 && nan.errors.contains("finite"), "\(nan.errors)")
    #expect(try Command.run("\(command) --reference 0.5").text.contains("(reference-unused)"))
    #expect(try !Command.run(command).text.contains("reference-unused"))
    let used = try Command.run(
      "sensitivity multiverse viral-suppression --vary measure=PLO,PAS --reference 0.7")
    #expect(used.code == 0 && !used.text.contains("reference-unused"), "\(used.errors)")
  }
}
