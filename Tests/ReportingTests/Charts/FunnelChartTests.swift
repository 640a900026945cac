import Foundation
import MetaAnalysis
import Testing

@Suite("Funnel chart")
struct FunnelChartTests {
  private func funnel(_ result: PoolResult, contours: [Double] = FunnelPlot.standardContours) -> FunnelPlot {
    FunnelPlot(
      result.fit.effects, center: result.fit.estimate.value, transformation: result.display.transformation,
      contours: contours)
  }

  private func magnesium() throws -> PoolResult {
    PoolResult(
      try RandomEffects().fit(EffectSizes(.oddsRatio, from: StudyTable.bundled("magnesium"))))
  }

  /// Whether a place lies in an area, on a logarithmic horizontal axis.
  private func isInside(_ x: Double, _ y: Double, _ area: [Chart.Mark.Vertex]) -> Bool {
    var isInside = false
    for (from, to) in zip(area, area.dropFirst() + [area[0]]) where (from.y > y) != (to.y > y) {
      let share = (y - from.y) / (to.y - from.y)
      if log(x) < log(from.x) + share * (log(to.x) - log(from.x)) { isInside.toggle() }
    }
    return isInside
  }

  @Test("each study lies in the region of its p-value and in no other")
  func regions() throws {
    let result = try magnesium()
    let funnel = funnel(result)
    let chart = Chart(funnel: funnel, of: result)
    let roles: [Double: Chart.Mark.Role] = [0.9: .contour1, 0.95: .contour2, 0.99: .contour3]
    for point in funnel.points {
      let found = [Chart.Mark.Role.contour1, .contour2, .contour3].filter { role in
        chart.marks(role, .area).contains { isInside(point.estimate, point.sei, $0.vertices) }
      }
      #expect(found == [point.beyond.flatMap { roles[$0] }].compactMap(\.self), "\(point.study)")
    }
    #expect(chart.marks(.contour3).allSatisfy { $0.series == "p < 0.01" })
    #expect(
      chart.series == [
        "p < 0.1", "p < 0.05", "p < 0.01", "95% limits around the pooled value", "No effect",
        "Pooled value, random effects", "Study",
      ])
    try chart.expectSound()
  }

  @Test("few and many contours keep the outermost color for the outermost region")
  func contours() throws {
    let result = try Fixtures.bcgResult()
    func roles(_ contours: [Double]) -> [Chart.Mark.Role] {
      let chart = Chart(funnel: funnel(result, contours: contours), of: result)
      return chart.panels[0].marks.filter { $0.shape == .area }.map(\.role)
    }
    #expect(roles([0.95]) == [.contour1, .contour1])
    #expect(roles([0.9, 0.95]) == [.contour1, .contour1, .contour2, .contour2])
    #expect(
      roles([0.8, 0.9, 0.95, 0.99]).map(\.rawValue).suffix(4) == [
        "contour2", "contour2", "contour3", "contour3",
      ])
  }

  @Test("studies put in are the mirror images of others, and their pooled value stands beside")
  func filled() throws {
    let result = try magnesium()
    let filled = try TrimAndFill(result.fit.effects, model: RandomEffects())
    #expect(filled.k0 > 0)
    let chart = Chart(funnel: funnel(result), of: result, filled: filled)
    let points = chart.marks(.filled, .point)
    #expect(points.count == filled.k0)
    let originals = Set(chart.studies.map(\.y))
    #expect(points.allSatisfy { originals.contains($0.vertices[0].y) })
    let line = try #require(chart.marks(.filled, .line).first)
    #expect(line.vertices[0].x == exp(filled.adjusted.estimate.value))
    #expect(chart.description.contains("Trim and fill puts \(filled.k0) in on the right."))
    try chart.expectSound()
  }

  @Test("of the tests of asymmetry the lines and the curves in the funnel are drawn")
  func regressions() throws {
    let result = try magnesium()
    let tests = AsymmetryTests(
      result.fit.effects, [.egger, .eggerMixed, .begg, .harbord], predictors: [.sei, .vi, .ninv])
    let chart = Chart(funnel: funnel(result), of: result, tests: tests)
    let lines = chart.marks(.regression)
    #expect(
      lines.map(\.series) == [
        "Egger's regression", "Egger's regression on the variance", "Egger's regression, mixed-effects",
        "Egger's regression on the variance, mixed-effects",
      ])
    for (line, outcome) in zip(lines, tests.outcomes.filter { $0.predictor == .sei || $0.predictor == .vi }) {
      let test = try outcome.result.get()
      for vertex in line.vertices {
        let x = outcome.predictor == .vi ? vertex.y * vertex.y : vertex.y
        let expected = try #require(test.limit).value + #require(test.slope).value * x
        #expect(abs(log(vertex.x) - expected) < 1e-10)
      }
    }
    try chart.expectSound()
  }

  @Test("a proportion has no contours and no line of no effect, and limits that bend")
  func proportion() throws {
    let result = try Fixtures.deathsResult()
    let chart = Chart(funnel: funnel(result), of: result)
    #expect(chart.marks(.reference).isEmpty && chart.panels[0].marks.allSatisfy { $0.shape != .area })
    #expect(try #require(chart.marks(.limits).first).vertices.count == 81)
    #expect(chart.panels[0].x.ticks.allSatisfy { $0.label.hasSuffix("%") })
    #expect(chart.panels[0].y.isReversed)
    #expect(chart.marks(.study).map(\.label) == ["Yang 2012", "Saxena 2012", "Ng 2012"])
    try chart.expectSound()
  }
}
