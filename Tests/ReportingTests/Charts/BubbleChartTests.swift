import Foundation
import MetaAnalysis
import Testing

@Suite("Bubble chart")
struct BubbleChartTests {
  private func regression(
    _ terms: [String], centered: [String] = [], model: MetaRegression = MetaRegression()
  ) throws -> RegressionResult {
    let table = try StudyTable.bundled("bcg-vaccine")
    let request = try ModeratorRequest(terms, centerings: centered.map { .init(moderator: $0) })
    return RegressionResult(
      try model.fit(
        ModeratedEffects(EffectSizes(.riskRatio, from: table), moderators: request, from: table)))
  }

  @Test("areas by weight, the range of the moderator with a margin, the first moderator by itself")
  func number() throws {
    let result = try regression(["ablat", "year"])
    let chart = try result.bubbleChart()
    #expect(chart.panels[0].x.title == "ablat")
    #expect(abs(chart.panels[0].x.lower - 11.32) < 1e-12 && abs(chart.panels[0].x.upper - 56.68) < 1e-12)
    let sizes = chart.marks(.study).compactMap(\.size)
    #expect(sizes.count == 13 && sizes[0] == 1 && sizes == sizes.sorted(by: >))
    let weights = result.fit.data.effects.vi.map { 1 / ($0 + result.fit.tau2) }.sorted(by: >)
    #expect(abs(sizes[12] - (weights[12] / weights[0]).squareRoot()) < 1e-12)
    #expect(try result.bubbleChart(of: "YEAR").panels[0].x.title == "year")
    #expect(
      chart.series == [
        "95% confidence interval", "95% prediction interval", "No effect", "Fitted line",
        "Study, its area by weight",
      ])
    try chart.expectSound()
  }

  @Test("centering moves nothing")
  func centering() throws {
    let plain = try regression(["ablat", "year"]).bubbleChart().marks(.regression)[0].vertices
    let centered = try regression(["ablat", "year"], centered: ["ablat", "year"]).bubbleChart()
      .marks(.regression)[0].vertices
    for (one, other) in zip(plain, centered) {
      #expect(one.x == other.x && abs(log(one.y / other.y)) < 1e-8)
    }
  }

  @Test("with an interaction the line is the mean of the studies' lines")
  func interaction() throws {
    let result = try regression(["ablat*alloc"], model: MetaRegression(tau2: .derSimonianLaird))
    let line = try result.fit.line(along: "ablat")
    let levels = result.fit.data.design.moderators[1].levels ?? []
    let counts = ["alternate": 2.0, "random": 7.0, "systematic": 4.0]
    for point in [line.points[0], line.points[30], line.points[60]] {
      var mean = 0.0
      for level in levels {
        let own = try result.fit.prediction(at: [
          .init(moderator: "ablat", value: "\(point.x)"), .init(moderator: "alloc", value: level),
        ])
        mean += try #require(counts[level]) / 13 * own.estimate.value
      }
      #expect(abs(point.estimate.value - mean) < 1e-10)
    }
  }

  @Test("the studies of a level stand side by side within its column, all apart")
  func factor() throws {
    let result = try regression(["alloc"])
    let chart = try result.bubbleChart()
    #expect(chart.panels[0].x.ticks.map(\.label) == ["alternate", "random", "systematic"])
    let places = chart.studies.map(\.x)
    #expect(Set(places).count == 13)
    #expect(
      places.map { Int($0.rounded()) }.reduce(into: [:]) { $0[$1, default: 0] += 1 } == [0: 2, 1: 7, 2: 4])
    #expect(places.allSatisfy { abs($0 - $0.rounded()) <= 0.3 })
    #expect(chart.marks(.band, .rectangle).count == 3 && chart.marks(.prediction, .line).count == 6)
    try chart.expectSound()
  }

  @Test("no prediction interval, no line of it; no such moderator, an error that names those there are")
  func refusals() throws {
    let result = try regression(["ablat"], model: MetaRegression(prediction: .none))
    #expect(try result.bubbleChart().marks(.prediction).isEmpty)
    #expect {
      try result.bubbleChart(of: "alloc")
    } throws: { "\($0)".contains("its moderators are ablat") }
  }
}
