import Foundation
import Testing

/// The options: a closed set each, none without effect, and none that changes what it should not.
@Suite("Options")
struct OptionTests {
  @Test(
    "an unknown value is answered with the valid ones",
    arguments: [
      ("--measure XX", ["PLO", "PFT", "RR", "OR", "PETO", "GEN"]),
      ("--model mixed", ["random", "common", "fixed"]),
      ("--method glm", ["iv", "mh", "peto", "glmm", "beta-binomial"]),
      ("--method glmm --glmm-model x", ["um-fs", "um-rs", "cm-el", "cm-al"]),
      ("--tau2 XX", ["REML", "DL", "HE", "HS", "HSK", "SJ", "ML", "EB", "PM"]),
      ("--test x", ["hk-conservative", "hk", "z", "t"]), ("--prediction x", ["hts", "v", "z", "hk", "none"]),
      ("--i2 x", ["tau2", "q"]), ("--by-tau2 x", ["separate", "common"]),
      ("--correct x", ["only-zero", "if-any-zero", "all", "none"]), ("--double-zero x", ["drop", "keep"]),
      ("--ci-method x", ["clopper-pearson", "wilson", "agresti-coull", "wald", "on-scale"]),
      ("--mh-variance x", ["sato", "greenland-robins"]),
      ("--pft-n x", ["harmonic", "geometric", "arithmetic", "inverse-variance"]),
      ("--format x", ["table", "csv", "json", "markdown"]), ("--level 95", ["between 0 and 1, such as 0.95"]),
      ("--level 0", ["between 0 and 1"]), ("--ci-level x", ["between 0 and 1"]), ("--tau2 -1", ["REML"]),
      ("--correction x", ["a number, 0 or above"]), ("--arms a,", ["separated by commas"]),
      ("--nonsense x", ["--nonsense"]),
    ])
  func closedSets(option: String, valid: [String]) throws {
    let option = option.replacingOccurrences(of: " -1", with: "=-1")
    let run = try Command.run("pool bcg-vaccine \(option)")
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    for word in valid { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  @Test(
    "names count in any case",
    arguments: [
      ("--measure rr", "--measure RR"), ("--tau2 reml", "--tau2 REML"), ("--test HK", "--test hk"),
      ("--model FIXED", "--model common"), ("--prediction HTS", "--prediction hts"),
      ("--measure or --method MH", "--measure OR --method mh"),
    ])
  func anyCase(one: String, other: String) throws {
    let runs = try [one, other].map { try Command.run("pool bcg-vaccine \($0)") }
    #expect(runs[0].code == 0)
    #expect(runs[0].text == runs[1].text)
  }

  @Test(
    "an option that would have no effect is refused",
    arguments: [
      "bcg-vaccine --model common --tau2 DL", "bcg-vaccine --method mh --tau2 DL",
      "bcg-vaccine --model common --prediction hts",
      "bcg-vaccine --model common --i2 tau2", "bcg-vaccine --by-tau2 common",
      "bcg-vaccine --model common --by alloc --by-tau2 common",
      "bcg-vaccine --mh-variance sato", "bcg-vaccine --method mh --model random",
      "bcg-vaccine --method peto --test hk",
      "bcg-vaccine --nodes 9", "bcg-vaccine --glmm-model cm-el",
      "bcg-vaccine --measure OR --method glmm --nodes 2",
      "bcg-vaccine --measure OR --method glmm --test hk", "bcg-vaccine --measure OR --method glmm --tau2 DL",
      "bcg-vaccine --measure OR --method glmm --correction 0.5",
      "catheter-infection-treated --method glmm --glmm-model um-rs",
      "catheter-infection-treated --method beta-binomial --model common",
      "bcg-vaccine --method peto --measure RR", "bcg-vaccine --ratio", "bcg-vaccine --ci-method wilson",
      "catheter-infection-treated --double-zero keep", "teacher-expectancy --correction 0.5",
      "teacher-expectancy --correct all",
      "passive-smoking --ratio --log-ratio", "bcg-vaccine --pft-n harmonic", "bcg-vaccine --arm-column arm",
      "bcg-vaccine --ci-level 0.9",
      "bcg-vaccine --measure RD --method mh --mh-variance sato --correct none --correction 0.5",
      "bcg-vaccine --method mh --measure OR --mh-variance sato",
    ])
  func withoutEffect(arguments: String) throws {
    for subcommand in ["pool", "forest"] {
      let run = try Command.run("\(subcommand) \(arguments)")
      #expect(run.code == 64, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("rror: "), "\(run.errors)")
    }
  }

  @Test("a wrong word, a missing one and one too many")
  func words() throws {
    let wrong = try Command.run("pol bcg-vaccine")
    #expect(wrong.code == 64)
    #expect(
      wrong.errors.hasPrefix(
        "copse: error: there is no subcommand pol; the subcommands are check, effects, pool, forest"))
    for arguments in [
      "pool", "pool bcg-vaccine other", "forest bcg-vaccine --favors one", "forest bcg-vaccine --axis 2,1",
      "forest bcg-vaccine --axis 0,1", "forest smell-loss-covid --favors a,b", "check bcg-vaccine --arms a",
      "pool bcg-vaccine --arms a,b,c", "datasets --data",
    ] {
      let run = try Command.run(arguments)
      #expect(run.code == 64, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(!run.errors.isEmpty)
    }
  }

  // MARK: What must not matter

  @Test(
    "the same command twice gives the same bytes",
    arguments: [
      "pool bcg-vaccine --by alloc", "pool smell-loss-covid --format json",
      "forest hydroxychloroquine --measure OR --by drug",
      "effects st-johns-wort --measure RR --format csv", "check liver-cryoablation --format json",
      "pool bcg-vaccine --format markdown",
    ])
  func deterministic(arguments: String) throws {
    let runs = try (0..<3).map { _ in try Command.run(arguments) }
    #expect(runs.allSatisfy { $0.code == 0 && $0.output == runs[0].output && $0.errors == runs[0].errors })
  }

  private func bcg() throws -> String { try Command.run("datasets bcg-vaccine --data").text }

  @Test("the standard input, a file and the bundled data are one and the same")
  func sources() throws {
    let scratch = try Scratch()
    let text = try bcg()
    try scratch.file("bcg.csv", text)
    for format in ["table", "csv", "markdown"] {
      let bundled = try Command.run("pool bcg-vaccine --format \(format)")
      #expect(try Command.run("pool bcg.csv --format \(format)", in: scratch.folder).output == bundled.output)
      #expect(try Command.run("pool - --format \(format)", input: text).output == bundled.output)
      #expect(
        try Command.shell("copse datasets bcg-vaccine --data | copse pool - --format \(format)").output
          == bundled.output)
    }
  }

  @Test("line ends, a byte order mark, semicolons and tabs do not matter")
  func lineEnds() throws {
    let text = try bcg()
    let expected = try Command.run("effects - --format csv", input: text).output
    #expect(!expected.isEmpty)
    for variant in [
      text.replacingOccurrences(of: "\n", with: "\r\n"), text.replacingOccurrences(of: "\n", with: "\r"),
      "\u{FEFF}" + text,
      text.replacingOccurrences(of: ",", with: ";"), text.replacingOccurrences(of: ",", with: "\t"),
      String(text.dropLast()), text + "\n\n",
    ] {
      #expect(try Command.run("effects - --format csv", input: variant).output == expected)
    }
  }

  @Test("the order of the studies changes no number, and rows and weights move with their studies")
  func order() throws {
    var lines = try bcg().split(separator: "\n").map { String($0) }
    let header = lines.removeFirst()
    let straight = try Command.run("pool - --format json", input: ([header] + lines).joined(separator: "\n"))
      .json()
    for shift in [1, 5, 12] {
      let moved = Array(lines[shift...] + lines[..<shift].reversed())
      let result = try Command.run("pool - --format json", input: ([header] + moved).joined(separator: "\n"))
        .json()
      for path in [
        "estimate.value", "estimate.se", "estimate.p", "heterogeneity.tau2", "heterogeneity.q",
        "display.predictionUpper",
      ] {
        #expect(try isClose(result.number(path), straight.number(path), within: 1e-10), "\(path)")
      }
      for study in try result.items("studies") {
        let same = try straight.items("studies").first { $0["study"] == study["study"] }
        #expect(try isClose(study.number("weight"), try #require(same).number("weight"), within: 1e-10))
      }
    }
  }

  @Test("swapped groups turn a ratio over")
  func swapped() throws {
    let straight = try Command.run("pool bcg-vaccine --format json").json()
    let swapped = try Command.run(
      "pool bcg-vaccine --events events2,events1 --total total2,total1 --format json"
    ).json()
    #expect(try isClose(swapped.number("estimate.value"), -straight.number("estimate.value"), within: 1e-10))
    #expect(try isClose(swapped.number("display.lower"), 1 / straight.number("display.upper"), within: 1e-10))
  }

  // MARK: What must matter

  @Test("--where selects rows: commas are or, repetition is and, and comparisons are numeric")
  func selection() throws {
    func k(_ conditions: String) throws -> Double {
      try Command.run("pool bcg-vaccine --format json \(conditions)").json().number("k")
    }
    #expect(try k("--where alloc=random") == 7)
    #expect(try k("--where alloc=random,alternate") == 9)
    #expect(try k("--where alloc!=random") == 6)
    #expect(try k("--where alloc=random --where ablat<20") == 2)
    #expect(try k("--where year>=1973") == 6)
    #expect(try k("--where year<=1973") == 9)
    #expect(try k("--where ablat>40") == 6)
  }

  @Test("--arms pairs the rows of a study, in the order asked for")
  func arms() throws {
    let input = """
      study,arm,events,total
      a,drug,3,40
      a,control,8,42
      b,control,9,50
      b,drug,4,50
      c,drug,1,20

      """
    let run = try Command.run("forest - --arms drug,control --measure OR", input: input)
    #expect(run.code == 0)
    let studies = try run.table().rows.filter { $0["row_type"] == "study" }
    #expect(studies.prefix(2).map { $0["events1"] } == ["3", "4"])
    #expect(studies.prefix(2).map { $0["events2"] } == ["8", "9"])
    #expect(studies.map { $0["label"] } == ["a", "b", "c"])
    #expect(run.errors.contains("c is left out: no row with \"control\" in column 'arm'"))
    let straight = try Command.run("pool - --arms drug,control --measure OR --format json", input: input)
      .json()
    let turned = try Command.run("pool - --arms control,drug --measure OR --format json", input: input).json()
    #expect(try isClose(turned.number("estimate.value"), -straight.number("estimate.value"), within: 1e-12))
    let renamed = input.replacingOccurrences(of: "study,arm", with: "study,treatment")
    #expect(try Command.run("pool - --arms drug,control --arm-column treatment", input: renamed).code == 0)
  }

  @Test("the level reaches the interval, its name and its drawing alike")
  func level() throws {
    let run = try Command.run("pool bcg-vaccine --test z --level 0.9")
    // exp(-0.7145323 ± 1.6448536 × 0.1797815)
    #expect(run.text.contains("0.49 (90% CI 0.36 to 0.66)"))
    #expect(run.text.contains(/Level +90%/))
    let table = try Command.run("forest bcg-vaccine --test z --level 0.9").table()
    let summary = try #require(table.rows.first { $0["row_type"] == "summary" })
    #expect(summary["level"] == "0.9")
    #expect(
      try isClose(summary.number("lower"), exp(-0.7145323421581394 - 1.6448536269514722 * 0.1797815161052057))
    )
    #expect(summary["estimate_text"] == "0.49 [0.36, 0.66]")
  }

  @Test("a tau² given as a number is used as it is")
  func givenTau2() throws {
    let result = try Command.run("pool bcg-vaccine --tau2 0.3132432581364808 --test z --format json").json()
    #expect(try result.number("heterogeneity.tau2") == 0.3132432581364808)
    #expect(try isClose(result.number("estimate.se"), 0.1797815161052057))
    let zero = try Command.run("pool bcg-vaccine --tau2 0 --test z --format json").json()
    #expect(try isClose(zero.number("estimate.value"), -0.430285163654091))
  }

  @Test("a correction that is asked for enters the Mantel-Haenszel pooling, and only then")
  func correction() throws {
    func value(_ options: String) throws -> JSON {
      try Command.run("pool catheter-infection --measure OR --method mh --format json \(options)").json()
    }
    // rma.mh: -1.2087 as it stands; with one half in the cells of studies with zeros, as meta's metabin does: -1.1486.
    let plain = try value("")
    #expect(abs(try plain.number("estimate.value") + 1.2087) < 5e-5)
    #expect(plain["correction.isPooled"] == .bool(false))
    let corrected = try value("--correction 0.5")
    #expect(abs(try corrected.number("estimate.value") + 1.1486) < 5e-5)
    #expect(corrected["correction.isPooled"] == .bool(true))
  }
}
