import Foundation
import Testing

/// `copse regress`: its document, its forms, and what it refuses.
@Suite("Regress")
struct RegressTests {
  private func json(_ arguments: String) throws -> [String: Any] {
    let run = try Command.run("regress bcg-vaccine \(arguments) --format json")
    #expect(run.code == 0, "\(run.errors)")
    return try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
  }

  @Test("the document has the keys of the contract")
  func document() throws {
    let document = try json("--moderator ablat --moderator alloc --at ablat=33,alloc=random")
    #expect(document["schema"] as? String == "copse.regress/1")
    for key in [
      "tool", "command", "input", "measure", "model", "k", "excluded", "coefficients", "omnibus", "r2",
      "heterogeneity", "convergence", "warnings", "predictions", "terms", "studies",
    ] { #expect(document[key] != nil, "\(key)") }
    let coefficients = try #require(document["coefficients"] as? [[String: Any]])
    #expect(
      coefficients.compactMap { $0["name"] as? String } == [
        "intercept", "ablat", "alloc=random", "alloc=systematic",
      ])
    for key in ["value", "se", "statistic", "df", "p", "lower", "upper"] {
      #expect(coefficients.allSatisfy { $0[key] is Double || $0[key] is Int }, "\(key)")
    }
    let omnibus = try #require(document["omnibus"] as? [String: Any])
    #expect(Set(omnibus.keys) == ["statistic", "df1", "df2", "p"])
  }

  /// The slope of latitude of Berkey and others (1995), as metafor's help shows it: -0.0291.
  @Test("the slope is that of the published analysis")
  func slope() throws {
    let coefficients = try #require(json("--moderator ablat --test z")["coefficients"] as? [[String: Any]])
    let slope = try #require(coefficients[1]["value"] as? Double)
    #expect(abs(slope - -0.0291) < 5e-5)
  }

  @Test("a seed repeats its result and stands in it")
  func seed() throws {
    let runs = try (0..<2).map { _ in
      try json("--moderator year --permutations 50 --seed 9")["permutation"] as? [String: Any]
    }
    #expect(runs[0]?["seed"] as? String == "9" && runs[0]?["kind"] as? String == "random")
    #expect(runs[0]?["omnibusP"] as? Double == runs[1]?["omnibusP"] as? Double)
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("--moderator ablat --seed 3", 64, "--seed belongs to --permutations"),
      ("--moderator alloc --permutations exact --seed 3", 64, "has no effect"),
      ("--moderator ablat --permutations exact --moderator year", 64, "random ones instead"),
      ("--moderator ablat --prediction hts", 64, "--at"),
      ("--moderator ablat --at year=1", 64, "no moderator"),
      ("--moderator ablat --at ablat=x", 64, "is a number"),
      ("--moderator ablat --factor year", 64, "--factor"),
      ("--moderator alloc --reference alloc=none", 64, "alternate, random, systematic"),
      ("--moderator alloc --reference alloc", 64, "COLUMN=VALUE"),
      ("--moderator a:", 64, "a name is missing"),
      ("--moderator alloc --no-intercept --reference alloc=random", 64, "--reference has no effect"),
      ("--moderator altitude", 65, "there is no column 'altitude'"),
      ("--moderator study", 1, "more studies than coefficients"),
      ("--moderator ablat --where alloc=alternate", 1, "2 studies for 2 coefficients"),
      ("--moderator alloc --where alloc=random", 1, "is random in all studies"),
      ("--no-intercept", 64, "needs a"),
      ("--moderator ablat --test henmi-copas", 64, "hk-conservative, hk, z, t, kr, satterthwaite"),
      ("--moderator ablat --test henmi-copas --tau2 DL", 64, "no form for a regression"),
      ("--moderator ablat --test kr --tau2 DL", 64, "REML, not DL"),
      ("--moderator ablat --test satterthwaite --tau2 0", 64, "REML"),
      ("--moderator ablat --tau2 PM --prediction kr --at ablat=3", 64, "REML, not PM"),
      ("--moderator ablat --tau2 DL --tau2-ci pl", 64, "REML or ML"),
      ("--tau2 DL --permutations 9000 --seed 4", 64, "all are made"),
    ])
  func refusals(options: String, code: Int, words: String) throws {
    let run = try Command.run("regress bcg-vaccine \(options)")
    #expect(Int(run.code) == code, "\(options): \(run.errors)")
    #expect(run.output.isEmpty && run.errors.contains(words), "\(options): \(run.errors)")
  }

  @Test("Kenward and Roger's test has degrees of freedom of its own, and needs τ² above 0")
  func kenwardRoger() throws {
    let document = try json("--moderator alloc --moderator year --test kr --tau2-ci genq")
    let omnibus = try #require(document["omnibus"] as? [String: Any])
    // pbkrtest, Tests/Reference/kr_regression.json.
    #expect(abs(try #require(omnibus["df2"] as? Double) - 7.330901172056) < 1e-6)
    #expect((document["model"] as? [String: Any])?["tau2Interval"] as? String == "genq")
    let scratch = try Scratch()
    let rows = ["study,yi,vi,dose", "A,0.1,0.2,0", "B,0.2,0.1,1", "C,0.35,0.2,2", "D,0.4,0.3,3"]
    let file = scratch.folder.appendingPathComponent("data.csv")
    try (rows.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    let run = try Command.shell("copse regress data.csv --moderator dose --test kr", in: scratch.folder)
    #expect(run.code == 1 && run.errors.contains("the estimate of τ² is 0"))
  }

  @Test("every estimator of τ² serves a regression")
  func estimators() throws {
    for estimator in "REML DL HE HS HSK SJ ML EB PM PMM GENQ GENQM DL2 CA2 DLIT".split(separator: " ") {
      let document = try json("--moderator ablat --tau2 \(estimator)")
      let tau2 = (document["heterogeneity"] as? [String: Any])?["tau2"] as? Double
      #expect((tau2 ?? 0) > 0.01 && (tau2 ?? 1) < 0.5, "\(estimator)")
    }
  }

  @Test("studies without a moderator are left out by name, and a bad cell is shown at its place")
  func cells() throws {
    let scratch = try Scratch()
    let rows = ["study,yi,vi,dose", "A,0.1,0.04,10", "B,0.3,0.02,", "C,0.2,0.05,30", "D,0.5,0.03,40"]
    let file = scratch.folder.appendingPathComponent("data.csv")
    try (rows.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    let run = try Command.shell("copse regress data.csv --moderator dose --format csv", in: scratch.folder)
    #expect(run.code == 0 && run.errors.contains("B is left out: no value of the moderator 'dose'"))
    try (rows.joined(separator: "\n") + "\nE,0.5,0.03,4o\n").write(
      to: file, atomically: true, encoding: .utf8)
    let bad = try Command.shell("copse regress data.csv --moderator dose", in: scratch.folder)
    #expect(bad.code == 65 && bad.errors.contains("data.csv:6:12: error: column 'dose' needs a number"))
  }
}
