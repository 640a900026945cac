import Foundation
import MetaAnalysis
import Testing

/// From a result to the rows of its forest plot.
@Suite("Forest plot of a result")
struct ForestBuilderTests {
  @Test("studies, then those left out, then summary, prediction and notes")
  func rows() throws {
    let fit = try RandomEffects().fit(EffectSizes(.oddsRatio, of: Fixtures.zeros))
    let plot = PoolResult(fit).forest()
    #expect(
      plot.rows.map(\.kind) == [.study, .study, .study, .study, .summary, .predictionInterval, .note, .note])
    #expect(plot.rows.map(\.label).prefix(4) == ["a", "b", "c", "d"])
    #expect(plot.rows[3].estimateText == "not estimable")
    #expect(plot.rows[3].note == "no events in either group")
    #expect(plot.rows[0].note == "zero cells corrected by 0.5")
    #expect(plot.rawColumns == ["events1", "total1", "events2", "total2"])
  }

  @Test("ratios have a logarithmic axis with 1 on it, differences a linear one with 0, proportions none")
  func axes() throws {
    let ratio = try Fixtures.bcgResult().forest().axis
    #expect(ratio.scale == .log && ratio.reference == 1)
    #expect(ratio.ticks.map(\.value).contains(1))
    let difference = PoolResult(try RandomEffects().fit(EffectSizes(.riskDifference, of: Fixtures.bcg)))
      .forest().axis
    #expect(difference.scale == .linear && difference.reference == 0)
    let proportion = try Fixtures.deathsResult().forest().axis
    #expect(proportion.scale == .linear && proportion.reference == nil)
    #expect(proportion.lower >= 0 && proportion.upper <= 1)
    #expect(proportion.ticks.allSatisfy { $0.label.hasSuffix("%") })
  }

  @Test("options reach the plot")
  func options() throws {
    var options = ForestOptions()
    options.axis = 0.1...10
    (options.leftDirection, options.rightDirection, options.title) = ("vaccine", "control", "BCG")
    let plot = try Fixtures.bcgResult().forest(options)
    #expect(plot.title == "BCG")
    #expect(plot.axis.lower == 0.1 && plot.axis.upper == 10)
    #expect(plot.axis.leftDirection == "vaccine" && plot.axis.rightDirection == "control")
  }

  @Test("the prediction interval has no estimate, and is missing where there is none")
  func prediction() throws {
    let plot = try Fixtures.bcgResult().forest()
    let row = try #require(plot.rows.first { $0.kind == .predictionInterval })
    #expect(row.estimate == nil)
    // exp of metafor's limits, predtype = "Riley"
    #expect(abs(try #require(row.lower) - exp(-2.008375906922578)) < 1e-9)
    #expect(abs(try #require(row.upper) - exp(0.5793112226062992)) < 1e-9)
    #expect(row.estimateText == "[0.13, 1.78]")
    let common = try Fixtures.bcgResult(CommonEffect()).forest()
    #expect(!common.rows.contains { $0.kind == .predictionInterval })
    #expect(common.rows.contains { $0.label == "Common-effect model" })
  }
}

/// How houses word the texts of a forest plot.
@Suite("Forest plot wording")
struct ForestWordingTests {
  private func plot(_ wording: ForestWording, beside other: PoolResult? = nil) throws -> ForestPlot {
    var options = ForestOptions()
    options.wording = wording
    options.groups = ["Vaccine", "Control"]
    return try Fixtures.bcgResult().forest(options, beside: other)
  }

  @Test(
    "estimates, weights, p-values and headings",
    arguments: [
      (
        ForestWording.standard, "0.49 [0.33, 0.73]", "[0.13, 1.78]", "5.1%", "[95% CI]", "Weight",
        "t = −3.95, df = 12, p = 0.002"
      ),
      (
        .revman, "0.49 [0.33, 0.73]", "[0.13, 1.78]", "5.1%", "IV, random, 95% CI", "Weight",
        "t = −3.95, df = 12, P = 0.002"
      ),
      (
        .bmj, "0.49 (0.33 to 0.73)", "(0.13 to 1.78)", "5.1", "(95% CI)", "Weight (%)",
        "t = −3.95, df = 12, P=0.002"
      ),
      (
        .jama, "0.49 (0.33-0.73)", "(0.13-1.78)", "5.1", "(95% CI)", "Weight (%)",
        "t = −3.95, df = 12, P = .002"
      ),
      (
        .lancet, "0·49 (0·33–0·73)", "(0·13–1·78)", "5·1", "(95% CI)", "Weight (%)",
        "t = −3·95, df = 12, p=0·002"
      ),
    ])
  func words(
    wording: ForestWording, estimate: String, prediction: String, weight: String, detail: String,
    weightHeading: String, test: String
  ) throws {
    let plot = try plot(wording)
    #expect(plot.rows.first { $0.kind == .summary }?.estimateText == estimate)
    #expect(plot.rows.first { $0.kind == .predictionInterval }?.estimateText == prediction)
    #expect(plot.rows[0].weightText == weight)
    #expect(plot.headings.estimate == "Risk ratio")
    #expect(plot.headings.estimateDetail == detail)
    #expect(plot.headings.weight == weightHeading)
    #expect(plot.headings.raw.map(\.group) == ["Vaccine", "Vaccine", "Control", "Control"])
    #expect(plot.rows.last?.label == "Overall effect: \(test)")
    #expect(plot.description.contains(estimate))
  }

  @Test("no dash stands between limits that can be negative")
  func signed() throws {
    let result = PoolResult(try RandomEffects().fit(EffectSizes(.riskDifference, of: Fixtures.bcg)))
    for wording in [ForestWording.jama, .lancet, .bmj] {
      var options = ForestOptions()
      options.wording = wording
      for row in result.forest(options).rows where row.lower != nil {
        #expect(row.estimateText.contains(" to "), "\(row.estimateText)")
        #expect(!row.estimateText.contains("-"))
      }
    }
  }

  @Test("two models: both summaries and tests, the numbers once, the weights' model named")
  func both() throws {
    let plot = try plot(.standard, beside: Fixtures.bcgResult(CommonEffect()))
    let summaries = plot.rows.filter { $0.kind == .summary }
    #expect(summaries.map(\.label) == ["Common-effect model", "Random-effects model"])
    #expect(summaries.map { $0.raw.isEmpty } == [false, true])
    // metafor prints -0.4303 for rma(method = "EE") of the same data.
    #expect(abs(try #require(summaries[0].yi) + 0.4303) < 5e-5)
    #expect(plot.headings.weight == "Weight, random")
    let labels = plot.rows.map(\.label)
    #expect(labels.contains { $0.hasPrefix("Overall effect (common effect): z = ") })
    #expect(labels.contains { $0.hasPrefix("Overall effect (random effects): t = ") })
    #expect(plot.rows.filter { $0.kind == .predictionInterval }.count == 1)
  }

  @Test("subgroups with their heterogeneity, one study's not applicable, and the test between them")
  func subgroups() throws {
    let fit = try Subgroups(RandomEffects()).fit(EffectSizes(.riskRatio, of: Fixtures.bcg))
    let plot = PoolResult(fit).forest()
    for group in fit.groups {
      let note = try #require(plot.rows.first { $0.kind == .note && $0.group == group.name })
      let i2 = NumberText.fixed((group.fit.heterogeneity.i2 ?? 0) * 100, decimals: 1)
      #expect(note.label.hasSuffix(group.fit.k == 1 ? "not applicable" : "I² = \(i2)%"))
    }
    let test = try #require(fit.test)
    #expect(
      plot.rows.last?.label.hasPrefix(
        "Subgroup differences: χ² = \(NumberText.fixed(test.q, decimals: 2)), df = 2") == true)
  }

  @Test("columns of the data and numbers of studies left out reach their rows")
  func columns() throws {
    let result = PoolResult(try RandomEffects().fit(EffectSizes(.oddsRatio, of: Fixtures.zeros)))
    var options = ForestOptions()
    options.columns = .init(names: ["site"], studies: [["x"], ["y"], ["z"]], excluded: [["w"]])
    options.excludedNumbers = [[.number(0), .number(9), .number(0), .number(8)]]
    let plot = result.forest(options)
    #expect(plot.rows.prefix(4).map(\.extra) == [["x"], ["y"], ["z"], ["w"]])
    #expect(plot.rows[3].raw.map(\.text) == ["0", "9", "0", "8"])
    #expect(plot.table.columns.last == "site")
  }

  @Test("a summary wider by far than all studies does not squeeze them")
  func wideSummary() throws {
    let effects = EffectSizes(.riskRatio, of: Array(Fixtures.bcg.prefix(2)))
    let axis = PoolResult(try RandomEffects().fit(effects)).forest().axis
    let limits = effects.studies.flatMap { [$0.lower, $0.upper] }.map { log($0) }
    let span = try #require(limits.max()) - (try #require(limits.min()))
    #expect(log(axis.upper) - log(axis.lower) < 3 * span)
    #expect(axis.reference == 1)
  }

  @Test(
    "the direction of an outcome by its words",
    arguments: [
      ("treatment-related-death", OutcomeDirection.lowerIsBetter), ("local-recurrence", .lowerIsBetter),
      ("recurrence-free-survival", .higherIsBetter), ("time-to-progression", .higherIsBetter),
      ("complete-ablation", .higherIsBetter), ("incomplete-ablation", .lowerIsBetter),
      ("afp-reduction", nil),
    ])
  func directions(outcome: String, expected: OutcomeDirection?) {
    #expect(OutcomeDirection(outcome: outcome) == expected)
  }
}
