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
    #expect(plot.rows.map(\.kind) == [.study, .study, .study, .study, .summary, .predictionInterval, .note, .note])
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
