import Foundation
import Testing

/// `copse survival at`, and survival at one time in the other commands.
@Suite("Survival at")
struct SurvivalAtTests {
  static let six = """
    study,arm,survival,at,se,ci_low,ci_high,at_risk,total,censored
    A,x,0.72,24,,0.61,0.80,,100,
    B,y,0.65,24,0.06,,,,80,
    C,x,0.8,24,,,,40,60,
    D,y,1,24,,,,,25,5
    E,x,0.55,36,,,,,90,20
    F,y,0.5,36,,0.40,0.60,,,

    """
  private static let liver =
    "liver-cryoablation --where population=HCC --where arm=cryoablation --where outcome=overall-survival"

  private func at(_ arguments: String, input: String = six) throws -> Run {
    let run = try Command.run("survival at - \(arguments)", input: input)
    #expect(run.code == 0, "\(run.errors)")
    return run
  }

  @Test("the document: a pooled result for each time, with the rung of each study")
  func document() throws {
    let document = try at("--format json").json()
    #expect(document["schema"] == .string("copse.survival/1"))
    for key in ["tool.version", "command", "input.sha256", "results"] {
      #expect(document[key] != nil, "\(key)")
    }
    #expect(try document.number("results.0.at") == 24)
    #expect(try document.number("results.1.at") == 36)
    for key in [
      "schema", "measure", "model", "k", "estimate", "display", "heterogeneity", "studies", "warnings",
    ] {
      #expect(document["results.0.\(key)"] != nil, "\(key)")
    }
    #expect(document["results.0.input"] == nil)
    let letters = (0..<4).map { document["results.0.studies.\($0).rung.letter"] }
    #expect(letters == ["d", "a", "g", "h"].map { .string($0) })
    #expect(document["results.0.studies.0.rung.name"] == .string("interval on the log(-log) scale"))
    #expect(document["results.0.studies.3.rung.isDerived"] == .bool(true))
    #expect(try document.number("results.0.studies.2.atRisk") == 40)
    #expect(try document.number("results.0.studies.2.effectiveTotal") == 50)
    #expect(try document.number("results.0.k") == 4)
    #expect(try document.number("results.0.withoutDerived.k") == 3)
    #expect(document["results.0.withoutDerivedReason"] == .null)
  }

  @Test("each time is what pool makes of its rows, and so is the part without derived rows")
  func samePool() throws {
    let document = try at("--at 24 --format json").json()
    let pool = try Command.run("pool - --where at=24 --format json", input: Self.six).json()
    let part = try Command.run("pool - --where at=24 --where study!=D --format json", input: Self.six).json()
    for key in ["estimate.value", "estimate.se", "display.upper", "heterogeneity.tau2"] {
      #expect(try document.number("results.0.\(key)") == pool.number(key))
      #expect(try document.number("results.0.withoutDerived.\(key)") == part.number(key))
    }
  }

  @Test("the table names rungs, recognized scales, and the result without derived rows")
  func text() throws {
    let text = try at("").text
    for line in [
      "At 24: Survival, random effects", "At 36: Survival, random effects", "Without derived rows (k = 3): ",
      "SE from: a standard error; d interval on the log(-log) scale; g number at risk (Peto); h number",
      "* A: interval made on the log(-log) scale", "(x + 1/2)/(n + 1) with n = 22.5",
      "E: no survival at this time, only at 36", "(derived-variances)", "SLL, log(-log)-transformed survival",
    ] { #expect(text.contains(line), "\(line)") }
    let none = try at("--at 24 --where study=A,B,C").text
    #expect(none.contains("Without derived rows: none, as no row is derived"))
    let markdown = try at("--format markdown").text
    #expect(markdown.contains("## At 24: Survival, random effects"))
  }

  @Test("CSV: one row for each time, group and choice of rows")
  func csv() throws {
    let plain = try at("--format csv")
    #expect(plain.text.hasPrefix("at,rows,group,k,measure,"))
    #expect(plain.text.split(separator: "\n").count == 5)
    #expect(plain.errors.contains("D is left out: at 36: no survival at this time, only at 24"))
    let groups = try at("--at 24 --by arm --format csv").text.split(separator: "\n").dropFirst()
    #expect(
      groups.map { $0.split(separator: ",").prefix(4).joined(separator: ",") } == [
        "24,all,x,2", "24,all,y,2", "24,all,4,SLL", "24,without-derived,x,2", "24,without-derived,y,1",
        "24,without-derived,3,SLL",
      ])
  }

  @Test("a paragraph on the methods at each time, and one list of references")
  func methods() throws {
    let text = try at("--methods").text
    #expect(
      text.components(separatedBy: "\nAt 24: The log(-log)-transformed survival of 4 studies").count == 2)
    #expect(
      text.components(separatedBy: "\nAt 36: The log(-log)-transformed survival of 2 studies").count == 2)
    #expect(text.components(separatedBy: "- Peto R, Pike MC").count == 2)
    #expect(try at("--methods --format markdown").text.contains("## Methods\n\nAt 24: "))
    let json = try at("--methods --format json").json()
    #expect(try json.number("methods.1.at") == 36)
    #expect(json["methods.0.methods.text"] != nil)
    #expect(try Command.run("survival at - --methods --format csv", input: Self.six).code == 64)
  }

  @Test("survival is moved in time only where that is asked for, and the rows say so")
  func align() throws {
    let run = try at("--at 30 --align weibull:1.2 --format json").json()
    #expect(run["alignment"] == .string("weibull:1.2"))
    #expect(try run.number("results.0.k") == 6)
    guard case .array(let notes) = run["results.0.studies.1.notes"] else {
      Issue.record("no notes")
      return
    }
    #expect(notes == [.string("moved from 24 to 30 as Weibull, shape 1.2")])
    #expect(try at("--at 24 --align exponential").text.contains("as exponential"))
  }

  @Test("a 90 % interval gives a larger standard error than the same limits at 95 %")
  func level() throws {
    let wide = try at("--at 24 --where study=A --ci-level 0.9 --format json").json()
    let usual = try at("--at 24 --where study=A --format json").json()
    let ratio = try wide.number("results.0.estimate.se") / usual.number("results.0.estimate.se")
    #expect(abs(ratio - 1.959963984540054 / 1.6448536269514722) < 1e-10)
  }

  @Test("a time without any variance stands empty beside those that have results")
  func empty() throws {
    let input = "study,survival,at,total\nA,0.8,12,\nB,0.7,24,40\nC,0.6,24,50\n"
    let document = try at("--format json", input: input).json()
    #expect(try document.number("results.0.k") == 0 && document.number("results.1.k") == 2)
    #expect(document["results.0.estimate"] == .null)
    #expect(try at("", input: input).text.contains("At 12: no study has an effect size"))
    let nothing = try Command.run("survival at - --at 12", input: input)
    #expect(nothing.code == 1 && nothing.errors.contains("without a standard error, interval"))
  }

  @Test("the liver tumors: percentages, all of them derived")
  func liver() throws {
    for options in ["", " --percent percent --time at"] {
      let run = try Command.run("survival at \(Self.liver)\(options) --at 12,36,60 --format json")
      #expect(run.code == 0, "\(run.errors)")
      let document = try run.json()
      #expect(try (0..<3).map { try document.number("results.\($0).k") } == [3, 3, 2])
      #expect(document["results.0.withoutDerived"] == .null)
      #expect(document["results.0.withoutDerivedReason"] == .string("every row is derived"))
    }
    let text = try Command.run("survival at \(Self.liver) --at 12,36,60").text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("Left out at every time (4)"))
    #expect(text.contains("a lower bound alone is known for Wang 2009"))
    #expect(text.contains("twice the median follow-up"))
  }

  /// metafor 3.8, `rma(yi, vi, subset = trt == …)` of `dat.begg1989` with a tight stop.
  @Test("the leukemia arms are those of metafor")
  func begg() throws {
    for (arm, value, error, tau2) in [
      ("marrow", 0.458893424878362, 0.0253376145231767, 0),
      ("chemotherapy", 0.325023779887308, 0.0259755977046232, 0.0040846651636792),
    ] {
      let document = try Command.run(
        "survival at begg-leukemia --measure SR --where arm=\(arm) --test z --format json"
      ).json()
      #expect(try abs(document.number("results.0.estimate.value") - value) < 1e-8)
      #expect(try abs(document.number("results.0.estimate.se") - error) < 1e-8)
      #expect(try abs(document.number("results.0.heterogeneity.tau2") - tau2) < 1e-9)
    }
  }

  @Test("pool, effects, forest and regress take survival at one time")
  func otherCommands() throws {
    let forest = try Command.run("forest - --measure SLL --where at=24", input: Self.six)
    #expect(forest.code == 0)
    let rows = forest.text.split(separator: "\n")
    #expect(rows[0].hasPrefix("row,row_type,group,label,indent,survival,at,at_risk,yi,sei,"))
    #expect(rows[1].hasPrefix("1,study,,A,0,0.72,24,,"))
    #expect(rows[3].hasPrefix("3,study,,C,0,0.8,24,40,"))
    let effects = try Command.run("effects - --where at=24 --format csv", input: Self.six)
    #expect(effects.text.hasPrefix("study,yi,vi,sei,estimate,lower,upper,correction,note,rung\n"))
    let glmm = try Command.run("pool - --where at=24 --method glmm --format json", input: Self.six).json()
    #expect(glmm["measure"] == .string("SLO"))
    let regress = try Command.run("regress begg-leukemia --moderator arm --measure SR")
    #expect(regress.code == 0 && regress.text.contains("arm=marrow"))
    let percent = try Command.run("pool \(Self.liver) --where at=36 --at at --format json")
    #expect(try percent.json().number("k") == 3)
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("pool -", 65, "the rows are at 2 times in 'at': 24, 36"),
      ("pool -", 65, "copse survival at DATA --at 24"),
      ("forest -", 65, "--where at=24"),
      ("survival at - --at 30", 64, "the times are 24, 36"),
      ("survival at - --at 0", 64, "above 0"),
      ("survival at - --align exponential", 64, "--at"),
      ("survival at - --at 24 --align linear", 64, "weibull:SHAPE"),
      ("survival at - --measure RR", 64, "SLL, SLO, SLN, SAS or SR"),
      ("pool - --where at=24 --correction 1", 64, "--correction"),
      ("pool - --where at=24 --method beta-binomial --measure SLO", 1, "whole counts"),
      ("pool - --where at=24 --method glmm --measure SLL", 1, "SLO"),
      ("pool bcg-vaccine --ci-level 0.9", 64, "ready effects and survival"),
      ("survival at - --at 24 --strict", 65, "derived-variances"),
    ])
  func refusals(arguments: String, code: Int32, words: String) throws {
    let run = try Command.run(arguments, input: Self.six)
    #expect(run.code == code, "\(arguments): \(run.errors)")
    #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
  }

  @Test("the examples of the help run")
  func examples() throws {
    let help = try Command.run("help survival at").text
    let joined = help.replacingOccurrences(of: "\\\n", with: " ")
    let examples = joined.split(separator: "\n").filter { $0.hasPrefix("  copse ") }
    #expect(examples.count == 5)
    for example in examples {
      let run = try Command.shell(String(example))
      // One that writes a picture prints nothing.
      #expect(run.code == 0 && run.text.isEmpty == example.contains(" -o "), "\(example): \(run.errors)")
    }
  }
}
