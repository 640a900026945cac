import EffectSizes
import Foundation
import StudyData
import Testing

/// Means and standard deviations from quantiles, against metafor 5.0's `conv.fivenum` and its test of skewness.
@Suite struct MeansFromQuantilesTests {
  struct Example: Sendable {
    let quantiles: Quantiles
    let total, mean, sd: Double
    let isSkewed: Bool
  }

  /// `conv.fivenum(min, q1, median, q3, max, n, test = FALSE)`; skewed where `test = TRUE` gives none.
  static let examples = [
    Example(
      quantiles: Quantiles(min: 2, median: 8, max: 20), total: 30, mean: 8.713495340167203,
      sd: 4.411156394419062, isSkewed: false),
    Example(
      quantiles: Quantiles(q1: 4, median: 9, q3: 15), total: 55, mean: 9.353545454545454,
      sd: 8.373987616991911, isSkewed: false),
    Example(
      quantiles: Quantiles(q1: 4, median: 8.5, q3: 12), total: 12, mean: 8.13375, sd: 6.708800566190077,
      isSkewed: false),
    Example(
      quantiles: Quantiles(min: 1, q1: 3.2, median: 6, q3: 9.9, max: 17), total: 201,
      mean: 6.482317084662498, sd: 4.228926541801483, isSkewed: true),
    Example(
      quantiles: Quantiles(min: 5, q1: 9, median: 21, q3: 40, max: 90), total: 80, mean: 25.23753530750016,
      sd: 20.443827613415237, isSkewed: true),
  ]

  @Test(arguments: examples) func metafor(example: Example) {
    let (mean, sd) = MeansFromQuantiles.moments(example.quantiles, total: example.total)
    #expect(abs(mean - example.mean) <= 1e-12 * example.mean)
    #expect(abs(sd - example.sd) <= 1e-12 * example.sd)
    #expect(MeansFromQuantiles.isSkewed(example.quantiles, total: example.total) == example.isSkewed)
  }

  @Test func scaleAndShift() {
    for example in Self.examples {
      let q = example.quantiles
      func moved(_ x: Double) -> Double { 7 + 3 * x }
      let other = Quantiles(
        min: q.min.map(moved), q1: q.q1.map(moved), median: moved(q.median), q3: q.q3.map(moved),
        max: q.max.map(moved))
      let (mean, sd) = MeansFromQuantiles.moments(other, total: example.total)
      #expect(abs(mean - moved(example.mean)) <= 1e-12 * mean)
      #expect(abs(sd - 3 * example.sd) <= 1e-12 * sd)
    }
  }

  @Test func derivedWhereTheMeanIsMissingAndSaidSo() throws {
    let csv = "study,mean,sd,total,median,q1,q3\nA,10,2,40,,,\nB,,,55,9,4,15\nC,,,20,,,\n"
    let table = try StudyTable(parsing: Array(csv.utf8), name: "d.csv")
    let effects = try EffectSizes(MeanMeasure.raw, from: table)
    #expect(effects.studies.map(\.label) == ["A", "B"])
    #expect(effects.studies.map(\.notes) == [[], ["mean and SD derived from median and quartiles"]])
    #expect(abs(effects.yi[1] - 9.353545454545454) <= 1e-12)
    #expect(effects.excluded.map(\.reason) == ["no value in 'mean', 'sd'"])
  }
}
