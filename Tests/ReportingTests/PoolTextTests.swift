import Foundation
import MetaAnalysis
import Testing

/// The report for reading: what stands in it, in which order, and that its numbers are those of R.
@Suite("Report")
struct PoolTextTests {
  @Test("the estimate comes first, then tau, then the prediction; I2 is the last line of its section")
  func order() throws {
    let report = Report(try Fixtures.bcgResult().text)
    #expect(report.titles == ["Risk ratio, random effects", "Studies", "Heterogeneity", "Choices"])
    #expect(report.labels("Risk ratio, random effects") == ["Pooled", "Tau", "Prediction", "Studies"])
    #expect(report.labels("Heterogeneity") == ["Q", "Tau2", "Fit", "H2", "I2"])
  }

  @Test("the numbers are metafor's: BCG, risk ratio, REML, Hartung-Knapp")
  func numbers() throws {
    let report = Report(try Fixtures.bcgResult(RandomEffects(test: .hartungKnapp)).text)
    // exp(-0.7145323421581394), exp(-1.108443713685551), exp(-0.32062097063072803), p 0.0019200150960572916
    #expect(
      report["Risk ratio, random effects"][0] == "Pooled      0.49 (95% CI 0.33 to 0.73), p = 0.002 against 1"
    )
    // sqrt of 0.3132432581364808, 0.11971836114115222, 1.1114790840609292
    #expect(
      report["Risk ratio, random effects"][1]
        == "Tau         0.5597 on the log scale (Q-profile 0.3460 to 1.054)")
    // exp(-2.008375906922578) and exp(0.5793112226062992), predtype = "Riley"
    #expect(
      report["Risk ratio, random effects"][2] == "Prediction  0.13 to 1.78 for the true value of a new study")
    // Sums of dat.bcg
    #expect(report["Risk ratio, random effects"][3] == "Studies     13 studies, 2575 events in 357347")
    #expect(
      report["Heterogeneity"].filter { !$0.hasPrefix("Fit") } == [
        "Q     152.23 on 12 df, p < 0.001", "Tau2  0.313243 (0.1197 to 1.111)", "H2    12.86 (5.53 to 43.07)",
        "I2    92.2% (81.9% to 97.7%)",
      ])
  }

  @Test("every study is listed with its counts, its estimate and its weight")
  func studies() throws {
    let report = Report(try Fixtures.bcgResult().text)
    let rows = report["Studies"].dropFirst(2)
    #expect(rows.count == 13)
    // metafor: forest(rma(...)) of the same data prints 0.41 [0.13, 1.26], weight 5.06 %.
    #expect(
      rows.first?.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        == "Aronson 1948 4/123 11/139 0.41 [0.13, 1.26] 5.1%")
    for study in Fixtures.bcg { #expect(rows.contains { $0.hasPrefix(study.label) }) }
  }

  @Test("p-values below a thousandth have one sign of relation")
  func smallP() throws {
    for model in [RandomEffects(test: .z), RandomEffects(test: .hartungKnapp)] {
      let result = try Fixtures.bcgResult(model)
      for text in [result.text, result.markdown, result.forest().table.csv] {
        #expect(!text.contains("= <"))
        #expect(text.contains("p < 0.001"))
      }
    }
    #expect(
      try Fixtures.bcgResult(RandomEffects(test: .z)).text.contains(
        "(95% CI 0.34 to 0.70), p < 0.001 against 1"))
  }

  @Test("proportions are percentages, with the crude one and the mean beside")
  func proportions() throws {
    let report = Report(try Fixtures.deathsResult().text)
    let head = "Proportion, random effects"
    // R: plogis(-3.909373048958171), plogis(-6.298546843981488), plogis(-1.520199253934854)
    #expect(try report.words("Pooled", in: head) == "2.0% (95% CI 0.2 to 17.9)")
    #expect(try report.words("Studies", in: head) == "3 studies, 13 events in 633 (2.1% crude)")
    #expect(
      try report.words("Mean", in: head).hasSuffix("the mean over studies; the pooled value is their median"))
  }

  @Test("one study is one study")
  func singular() throws {
    let fit = try RandomEffects().fit(EffectSizes(.logit, of: [Fixtures.deaths[0]]))
    let text = PoolResult(fit).text
    #expect(text.contains("1 study, 2 events in 300"))
    #expect(!text.contains("1 studies"))
    #expect(text.contains("Prediction  none"))
    #expect(text.contains("(single-study)"))
  }

  @Test("no line but a table's is wider than 100 columns")
  func width() throws {
    let excluded = [
      Exclusion(label: "a study with a long name", reason: String(repeating: "many words ", count: 30))
    ]
    let fit = try Peto().fit(EffectSizes(.peto, of: Fixtures.zeros))
    for result in [
      PoolResult(fit, excluded: excluded), try Fixtures.bcgResult(), try Fixtures.deathsResult(),
    ] {
      for line in result.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
  }

  @Test("each warning stands once, with its code")
  func warnings() throws {
    let twice = [
      AnalysisWarning(code: "twice", message: "said twice"),
      AnalysisWarning(code: "twice", message: "said twice"),
    ]
    let fit = try RandomEffects().fit(EffectSizes(.logit, of: Array(Fixtures.deaths.prefix(2))))
    let result = PoolResult(fit, dataWarnings: twice)
    #expect(result.text.components(separatedBy: "said twice (twice)").count == 2)
    let codes = result.warnings.map(\.code)
    #expect(Set(codes).count == codes.count)
    for code in ["few-studies", "t-one-df", "no-prediction-interval"] { #expect(codes.contains(code)) }
    for warning in result.warnings {
      #expect(warning.message.first?.isUppercase == false, "\(warning.message)")
      #expect(!warning.message.hasSuffix("."), "\(warning.message)")
    }
  }

  @Test("who was left out is listed, with the reason and the number")
  func exclusions() throws {
    let fit = try RandomEffects().fit(EffectSizes(.oddsRatio, of: Fixtures.zeros))
    let result = PoolResult(fit, excluded: [Exclusion(label: "e", reason: "no value in 'total'")])
    let report = Report(result.text)
    #expect(report["Left out (2)"] == ["e: no value in 'total'", "d: no events in either group"])
    #expect(report["Studies"].contains("+ zero cells corrected"))
    #expect(report["Studies"].contains { $0.hasPrefix("a +") })
  }

  @Test("remarks on studies stand under the table")
  func notes() throws {
    let derived = Study(
      label: "Xu 2008", value: GroupCounts(events: 21, total: 326),
      notes: [RowNote(code: "events-from-percent", text: "events derived from 6.4% of 326")])
    let text = PoolResult(try CommonEffect().fit(EffectSizes(.logit, of: Fixtures.deaths + [derived]))).text
    #expect(text.contains("Xu 2008 *"))
    #expect(text.contains("  * Xu 2008: events derived from 6.4% of 326"))
    let markdown = PoolResult(try CommonEffect().fit(EffectSizes(.logit, of: Fixtures.deaths + [derived])))
      .markdown
    #expect(markdown.contains("- \\* Xu 2008: events derived"), "a remark is no list in a list")
  }

  @Test("what is infinite or enormous on the display scale is printed and does not stop the program")
  func overflow() throws {
    let studies = [0.0, 300].enumerated().map { index, value in
      Study("s\(index)", ReportedEffect(estimate: value, precision: .variance(1)))
    }
    let result = PoolResult(try RandomEffects().fit(EffectSizes(reported: studies, scale: .logRatio)))
    #expect(result.text.contains("∞"))
    #expect(
      !result.document(Provenance(version: "", command: [], file: "", sha256: "")).document.contains("inf"))
    #expect(result.forest().table.rows.count >= 3)
  }

  @Test("subgroups: a line each, the test between them, and which tau² they have")
  func subgroups() throws {
    let effects = EffectSizes(.riskRatio, of: Fixtures.bcg)
    let separate = PoolResult(try Subgroups(RandomEffects(test: .z)).fit(effects))
    let report = Report(separate.text)
    #expect(
      report.titles == [
        "Risk ratio, random effects", "Studies", "Subgroups", "Heterogeneity", "Choices", "Warnings",
      ])
    let lines = report["Subgroups"].map { $0.split(separator: " ").joined(separator: " ") }
    // metafor by group: exp(-0.9709647), its limits, sqrt(0.3925280), I² 89.93 %; and so on.
    #expect(lines[2].hasPrefix("random 7 0.38 [0.22, 0.65]"))
    #expect(lines[2].hasSuffix("0.6265 89.9%"))
    #expect(lines[3] == "alternate 2 0.58 [0.34, 1.01] 0.3641 82.0%")
    #expect(lines[4].hasPrefix("systematic 4 0.65 [0.32, 1.32]"))
    // QE 1.8614449461545624, p 0.39426875888559937
    #expect(lines[5] == "Between groups: Q = 1.86 on 2 df, p = 0.394")
    #expect(try report.words("Subgroups", in: "Choices") == "separate τ²")
    #expect(report["Warnings"].contains { $0.hasPrefix("alternate: two studies only") })
    let common = Report(PoolResult(try Subgroups(RandomEffects(test: .z), tau2: .common).fit(effects)).text)
    #expect(try common.words("Subgroups", in: "Choices") == "common τ²")
  }
}
