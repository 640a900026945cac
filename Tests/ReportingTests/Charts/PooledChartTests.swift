import Foundation
import MetaAnalysis
import Testing

@Suite("Radial, L'Abbé and drapery charts")
struct PooledChartTests {
  @Test("the arc: a label's ray has the slope of its effect, and all lies on the axes")
  func arc() throws {
    for result in [
      try Fixtures.bcgResult(), try Fixtures.bcgResult(CommonEffect()), try Fixtures.deathsResult(),
    ] {
      let chart = result.radialChart
      let labels = chart.marks(.muted, .text)
      #expect(labels.count >= 3)
      for label in labels {
        let isPercent = label.label.hasSuffix("%")
        let number = try #require(Double(isPercent ? String(label.label.dropLast()) : label.label))
        let effect = result.measure.transformation.forward(isPercent ? number / 100 : number)
        let place = label.vertices[0]
        #expect(abs(place.y / place.x - effect) < 1e-10, "\(label.label)")
        let panel = chart.panels[0]
        #expect((panel.x.lower...panel.x.upper).contains(place.x))
        #expect((panel.y.lower...panel.y.upper).contains(place.y))
      }
      let bracket = chart.marks(.summary)[1].vertices
      let (first, last) = (bracket[0], bracket[bracket.count - 1])
      #expect(abs(first.y / first.x - result.fit.estimate.lower) < 1e-10)
      #expect(abs(last.y / last.x - result.fit.estimate.upper) < 1e-10)
      #expect(chart.marks(.reference).isEmpty == (result.measure.null == nil))
      try chart.expectSound()
    }
  }

  @Test("the studies outside of the band are named")
  func outside() throws {
    let chart = try Fixtures.bcgResult(CommonEffect()).radialChart
    #expect(chart.description.contains("lie Ferguson & Simes 1949, Hart & Sutherland 1977"))
    #expect(chart.panels[0].x.title == "Precision, 1/√v")
    #expect(try Fixtures.bcgResult().radialChart.panels[0].x.title == "Precision, 1/√(v + τ²)")
  }

  @Test("bubbles have areas by weight, the largest first; both axes are alike")
  func labbe() throws {
    let result = try Fixtures.bcgResult()
    let chart = try #require(result.labbeChart(first: "vaccinated", second: "not vaccinated"))
    let sizes = chart.marks(.study).compactMap(\.size)
    #expect(sizes.count == 13 && sizes[0] == 1 && sizes == sizes.sorted(by: >))
    let shares = zip(result.fit.effects.studies.map(\.label), result.fit.weights)
    let weight = Dictionary(shares) { first, _ in first }
    let first = try #require(weight[chart.marks(.study)[0].label])
    for mark in chart.marks(.study) {
      #expect(abs(try #require(mark.size) - (try #require(weight[mark.label]) / first).squareRoot()) < 1e-12)
    }
    let panel = chart.panels[0]
    #expect(panel.isSquare && panel.x.lower == panel.y.lower && panel.x.upper == panel.y.upper)
    #expect(panel.x.title == "Risk, not vaccinated" && panel.y.title == "Risk, vaccinated")
    try chart.expectSound()
    try #require(result.labbeChart(scale: .log)).expectSound()
  }

  @Test("on logarithmic axes a study without events in a group is named and not drawn")
  func labbeZeros() throws {
    let result = PoolResult(try CommonEffect().fit(EffectSizes(.oddsRatio, of: Fixtures.zeros)))
    let linear = try #require(result.labbeChart())
    #expect(Set(linear.marks(.study).map(\.label)) == ["a", "b", "c"])
    #expect(linear.marks(.study).contains { $0.vertices[0].y == 0 })
    let log = try #require(result.labbeChart(scale: .log))
    #expect(Set(log.marks(.study).map(\.label)) == ["b", "c"])
    #expect(log.description.hasSuffix("Without events in a group, and so off the axes: a."))
    try linear.expectSound()
    try log.expectSound()
  }

  @Test("rates have no upper end, and what is not of two groups has no L'Abbé plot")
  func labbeKinds() throws {
    let rates = ["a", "b", "c"].enumerated().map { place, label in
      Study(
        label,
        TwoGroupRates(
          first: GroupRate(events: Double(10 + place), time: 4), second: GroupRate(events: 20, time: 5)))
    }
    for measure in TwoGroupRateMeasure.allCases {
      let result = PoolResult(try CommonEffect().fit(EffectSizes(measure, of: rates)))
      let chart = try #require(result.labbeChart())
      #expect(chart.panels[0].x.upper > 4 && chart.panels[0].x.title.hasPrefix("Rate, "))
      #expect(chart.marks(.summary).count == 1)
    }
    #expect(try Fixtures.deathsResult().labbeChart() == nil)
  }

  @Test("each curve has its summit at its value; the order is from the back to the front")
  func drapery() throws {
    let result = try Fixtures.bcgResult()
    let common = try CommonEffect().fit(result.fit.effects)
    let chart = try #require(result.draperyChart(others: [common]))
    #expect(
      chart.series == [
        "Prediction intervals for a new study", "p = 0.1, 0.05, 0.01", "No effect", "Study",
        "Pooled value, common effect", "Pooled value, random effects",
      ])
    let studies = chart.marks(.muted)
    #expect(studies.map(\.label) == result.fit.effects.studies.map(\.label))
    for (mark, study) in zip(studies, result.fit.effects.studies) {
      let summit = try #require(mark.vertices.first { $0.y == 1 })
      #expect(abs(log(summit.x) - study.yi) < 1e-12)
    }
    #expect(chart.marks(.prediction, .area).count == 1)
    #expect(chart.marks(.group1).count == 1)
    try chart.expectSound()
    let deaths = try #require(try Fixtures.deathsResult().draperyChart())
    #expect(deaths.marks(.reference).isEmpty)
    try deaths.expectSound()
  }

  @Test("a test without a p-value of every value has no drapery plot")
  func henmiCopas() throws {
    let result = try Fixtures.bcgResult(RandomEffects(tau2: .derSimonianLaird, test: .henmiCopas))
    #expect(result.draperyChart() == nil)
  }
}
