import Foundation
import MetaAnalysis
import Testing

/// How many decimals values have.
@Suite("Value format")
struct ValueFormatTests {
  /// The format for effects whose pooled interval has this half-width on the plain scale.
  private func format(halfWidth: Double) throws -> ValueFormat {
    let se = halfWidth / 1.959963984540054
    let studies = [Study("a", ReportedEffect(estimate: 1, precision: .standardError(se)))]
    return PoolResult(try CommonEffect().fit(EffectSizes(reported: studies))).format
  }

  @Test(
    "the half-width has two significant digits, values at least two decimals and at most eight",
    arguments: [
      (0.35, 2), (3.5, 2), (350, 2), (0.035, 3), (0.0035, 4), (3.5e-6, 7), (3.5e-12, 8), (0.11, 2),
      (0.099, 3),
    ])
  func decimals(halfWidth: Double, decimals: Int) throws {
    #expect(try format(halfWidth: halfWidth).decimals == decimals)
  }

  @Test("percentages have at least one decimal, and more for rare events")
  func percentages() throws {
    let wide = try Fixtures.deathsResult().format
    #expect(wide.isPercent)
    #expect(wide.decimals == 1)
    #expect(wide.estimate(0.019655, lower: 0.00183, upper: 0.17942) == "2.0% [0.2, 17.9]")
    let rare = [Fixtures.proportion("a", 13, 1_000_000), Fixtures.proportion("b", 18, 2_000_000)]
    let format = PoolResult(try CommonEffect().fit(EffectSizes(.logit, of: rare))).format
    #expect(format.decimals == 5)
    #expect(format.value(0.0000103) == "0.00103%")
  }

  @Test("ratios are no percentages; one format serves all values of an analysis")
  func ratios() throws {
    let result = try Fixtures.bcgResult()
    #expect(!result.format.isPercent)
    #expect(result.format.value(0.48942) == "0.49")
    #expect(result.format.interval(lower: 0.344, upper: 0.696) == "[0.34, 0.70]")
    for row in result.forest().rows where row.estimate != nil {
      #expect(row.estimateText.split(separator: " ").first?.split(separator: ".").last?.count == 2)
    }
  }
}
