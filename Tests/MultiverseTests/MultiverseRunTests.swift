import Analyses
import BundledData
import EffectSizes
import Pooling
import StudyData
import Testing

@testable import Multiverse

/// A multiverse run by the library: every row is the analysis by its choices, made alone.
@Suite("Multiverse run")
struct MultiverseRunTests {
  private func bundled(_ name: String) throws -> StudyTable {
    let dataset = try #require(BundledDataset.named(name))
    return try StudyTable(parsing: Array(dataset.csv.utf8), name: name)
  }

  private func declaration(_ factors: String...) throws -> MultiverseDeclaration {
    try MultiverseDeclaration(factors: factors.map { try Factor(parsing: $0) })
  }

  private func reason(_ work: () throws(AnalysisError) -> Multiverse) -> String {
    do throws(AnalysisError) {
      _ = try work()
      return ""
    } catch {
      return error.description
    }
  }

  @Test("every row is the analysis by its choices, made alone, to the bit")
  func rows() throws {
    let table = try bundled("hydroxychloroquine")
    let declaration = try declaration(
      "measure=OR,RR,RD", "method=iv,mh,peto,glmm", "model=random,common", "correct=only-zero,all",
      "double-zero=drop,keep", "tau2=REML,DL", "test=hk,z")
    var base = AnalysisChoices()
    base.effects.level = 0.9
    let multiverse = try Multiverse.run(declaration, of: table, base: base)
    #expect(multiverse.rows.count > 20 && multiverse.computedCount > 20)
    for row in multiverse.rows {
      var choices = base
      for (place, factor) in declaration.factors.enumerated() {
        guard let level = multiverse.crossing.level(place, of: row.specification) else { continue }
        choices.take(factor.name, level)
      }
      do throws(AnalysisError) {
        let fit = try TableAnalysis(choices, of: table).fit()
        #expect(row.outcome.value == fit.estimate.value && row.outcome.k == fit.k)
        #expect(row.outcome.level == 0.9)
      } catch {
        #expect(row.outcome.failure == error.reason)
      }
    }
  }

  @Test("a row of the arcsines of three series against the same by hand, and the rows are those of the rule")
  func byHand() throws {
    let table = try bundled("liver-cryoablation")
    let base = AnalysisChoices(rows: RowChoices(where: ["outcome=treatment-related-death"]))
    let multiverse = try Multiverse.run(
      declaration(
        "include=all:arm=cryoablation;large:arm=cryoablation&&total>=100", "measure=PAS,PLO", "test=hk,z"),
      of: table, base: base)
    #expect(multiverse.rows.count == 8)
    let first = multiverse.rows[0].outcome
    let series = [(2.0, 300.0), (10, 293), (1, 40)].enumerated().map {
      Study("S\($0)", GroupCounts(events: $1.0, total: $1.1))
    }
    let fit = try RandomEffects(test: .hartungKnapp).fit(EffectSizes(.arcsine, of: series))
    let value = try #require(first.value)
    #expect(first.k == 3 && abs(value - fit.estimate.value) < 1e-12)
    #expect(multiverse.rows[4].outcome.k == 2)
  }

  @Test("the declaration that comes with the data is read and run, on any number of threads")
  func file() throws {
    let text = try #require(BundledDataset.named("liver-cryoablation")?.multiverses["hcc-one-year-survival"])
    let file = try MultiverseFile(parsing: Array(text.utf8), name: "m.yaml")
    let table = try bundled("liver-cryoablation")
    let setup = try MultiverseSetup(file.declaration(), of: table, base: file.base())
    let one = setup.run()
    #expect(one.rows.map(\.outcome) == setup.run(threads: 3).rows.map(\.outcome))
    #expect(one.quantities.map(\.name) == ["Survival"])
    #expect(one.computedCount == one.rows.count)
  }

  @Test("what the base chooses of that which varies is a choice of one level, idle where it has no meaning")
  func shared() throws {
    let table = try bundled("bcg-vaccine")
    var base = AnalysisChoices()
    base.effects.measure = .twoGroups(.oddsRatio)
    base.model.tau2 = .pauleMandel
    let multiverse = try Multiverse.run(declaration("model=random,common"), of: table, base: base)
    #expect(multiverse.crossing.declaration.factors.map(\.name) == [.measure, .model, .tau2])
    #expect(multiverse.rows.count == 2 && multiverse.rows[1].specification.levels == [0, 1, nil])
    let direct = try RandomEffects(tau2: .pauleMandel).fit(EffectSizes(.oddsRatio, from: table))
    #expect(multiverse.rows[0].outcome.value == direct.estimate.value)
    #expect(
      reason { () throws(AnalysisError) in
        try Multiverse.run(multiverse.crossing.declaration, of: table, base: base)
      }.contains("measure is declared, and chosen in the base too"))
  }

  @Test("studies that are left out are told once for each reason, with in how many specifications")
  func leftOut() throws {
    let table = try StudyTable(
      parsing: Array("study,events,total\nA,1,40\nB,,50\nC,3,60\nD,4,70\n".utf8), name: "t.csv")
    let setup = try MultiverseSetup(declaration("measure=PLO,PAS", "test=hk,z"), of: table)
    #expect(setup.leftOut.map(\.exclusion.label) == ["B"])
    #expect(setup.leftOut.map(\.specifications) == [4])
    #expect(setup.run().rows.allSatisfy { $0.outcome.excluded == 1 })
  }

  @Test("a rule that keeps nothing is a row with the reason; an error in the data is none")
  func failures() throws {
    let table = try bundled("bcg-vaccine")
    let rows = try Multiverse.run(declaration("include=all:;late:year>=1999"), of: table).rows
    #expect(rows.count == 2 && rows[1].outcome.failure?.contains("no row fulfils") == true)
    let unknown = try declaration("include=a:nothing=1;b:")
    #expect(reason { () throws(AnalysisError) in try .run(unknown, of: table) }.contains("nothing"))
    let kinds = try declaration("measure=RR,PLO")
    #expect(reason { () throws(AnalysisError) in try .run(kinds, of: table) }.contains("different kinds"))
    let rungs = try declaration("rungs=all,total")
    #expect(reason { () throws(AnalysisError) in try .run(rungs, of: table) }.contains("--rungs is for"))
    var grouped = AnalysisChoices()
    grouped.rows.columns.group = "alloc"
    #expect(
      reason { () throws(AnalysisError) in
        try .run(rungs, of: table, base: grouped)
      }.contains("--by has no part"))
    let none = try declaration("include=late:year>=1999;later:year>=2000")
    #expect(
      reason { () throws(AnalysisError) in try .run(none, of: table) }
        .hasPrefix("none of 2 specifications can be computed"))
  }
}

/// The options that a file's `base` holds, as choices of the library.
@Suite("Base of a multiverse file")
struct MultiverseBaseTests {
  private func file(_ base: String) throws -> MultiverseFile {
    let text = "multiverse:\n  base: {\(base)}\n  factors: {test: [hk, z]}\n"
    return try MultiverseFile(parsing: Array(text.utf8), name: "m.yaml")
  }

  @Test("every option is read")
  func options() throws {
    let words = [
      "where: [a=1, b=2]", "arms: 'x, y'", "arm-column: group", "log-ratio: true", "ratio-bias: corrected",
      "ci-method: wilson", "ci-level: 0.9", "level: 0.99", "follow-up-median: f", "correction-column: c",
      "at-risk: n",
    ]
    let columns = MultiverseFile.baseOptions.filter { name in
      !words.contains { $0.hasPrefix("\(name):") } && name != "ratio"
    }
    let base = try file((words + columns.map { "\($0): [\($0)]" }).joined(separator: ", ")).base()
    #expect(base.rows.conditions == ["a=1", "b=2"])
    #expect(base.rows.arms == ArmPair("x", "y", column: "group"))
    #expect(base.effects.reportedScale == .logRatio && base.effects.ratioBias == .corrected)
    #expect(base.effects.studyInterval == .wilson && base.effects.intervalLevel == 0.9)
    #expect(base.effects.level == 0.99)
    let request = base.rows.columns
    #expect(request.followUpMedian == "f" && request.increment == "c" && request.atRisk == "n")
    #expect(request.followUp == ["follow-up"] && request.observedMinusExpected == "o-minus-e")
    let lists = [
      request.study, request.events, request.total, request.percent, request.time, request.mean, request.sd,
      request.median, request.q1, request.q3, request.min, request.max, request.ci,
    ]
    #expect(lists.joined().allSatisfy(columns.contains) && Set(lists.joined()).count == lists.count)
    let single = [
      request.correlation, request.v, request.survival, request.at, request.censored, request.estimate,
      request.se, request.variance,
    ]
    #expect(single == ["correlation", "v", "survival", "at", "censored", "estimate", "se", "variance"])
    #expect(try file("").base() == AnalysisChoices())
    #expect(try file("ratio: true").base().effects.reportedScale == .ratio)
  }

  @Test("choices are factors, and not in the base")
  func choices() throws {
    let file = try file("measure: OR, tau2: DL")
    #expect(try file.base() == AnalysisChoices())
    #expect(try file.declaration().factors.map(\.name) == [.measure, .tau2, .test])
  }

  @Test("what cannot be read stands at its place, all at once")
  func problems() throws {
    let file = try file(
      "level: 9, ci-level: x, arms: a, ratio: yes, log-ratio: true, ci-method: none, events: 'a,', ratio-bias: b"
    )
    do throws(DataProblems) {
      _ = try file.base()
      Issue.record("problems are thrown")
    } catch {
      #expect(error.problems.count == 7)
      #expect(error.description.contains("m.yaml:2:17: error: 'level' cannot be used"))
      #expect(error.description.contains("it is one of"))
    }
    #expect(throws: DataProblems.self) { try self.file("arm-column: arm").base() }
    #expect(throws: DataProblems.self) { try self.file("ratio: true, log-ratio: true").base() }
  }
}
