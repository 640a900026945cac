import Foundation
import MetaAnalysis
import Testing

/// The specification curve as a chart: estimates in their order above, the level of each choice below.
@Suite("Specification curve chart")
struct SpecificationCurveChartTests {
  /// A multiverse of made-up outcomes.
  private func report(_ factors: [String], outcome: (Int) -> SpecificationOutcome) throws -> MultiverseReport
  {
    let crossing = Crossing(
      try MultiverseDeclaration(title: "Deaths", factors: factors.map { try Factor(parsing: $0) }),
      measure: .twoGroups(.riskRatio), facts: { _ in SelectionFacts(rows: [1, 2, 3], hasZeroCells: true) })
    let outcomes = crossing.specifications.indices.map(outcome)
    return MultiverseReport(
      Multiverse(crossing, outcomes: outcomes), commands: outcomes.map { _ in ["copse", "pool"] })
  }

  /// An outcome that jumps about, as those of neighboring specifications do.
  private func outcome(_ place: Int) -> SpecificationOutcome {
    let noise = Double((place * 7919 + 13) % 1009) / 1009
    var outcome = SpecificationOutcome(failure: "")
    outcome.failure = nil
    (outcome.quantity, outcome.measure, outcome.isRatio, outcome.null) = ("Risk ratio", "RR", true, 1)
    (outcome.estimate, outcome.lower, outcome.upper) = (0.5 + noise, 0.3 + noise, 0.8 + 1.2 * noise)
    (outcome.value, outcome.p, outcome.k) = (log(0.5 + noise), noise < 0.2 ? 0.01 : 0.3, 3)
    return outcome
  }

  private static let small = ["tau2=REML,DL,PM", "test=hk,z,t"]

  @Test("a point and an interval for each, in the order of the estimates")
  func small() throws {
    let report = try report(Self.small, outcome: outcome)
    let chart = try #require(report.chart)
    #expect(chart.title == "Deaths" && chart.panels.map(\.name) == ["curve", "tau2", "test"])
    let top = chart.panels[0]
    let quantity = report.multiverse.quantities[0]
    let points = top.marks.filter { $0.shape == .point }
    #expect(points.map { $0.vertices[0].y } == quantity.estimates)
    #expect(points.map { $0.vertices[0].x } == (1...9).map { Double($0) })
    for (point, place) in zip(points, quantity.places) {
      let isSignificant = report.multiverse.rows[place].outcome.p == 0.01
      #expect(point.role == (isSignificant ? .study : .muted))
      #expect(point.series == (isSignificant ? "significant" : "not significant"))
    }
    #expect(top.marks.filter { $0.shape == .line }.count == 9)
    #expect(top.y.reference == 1 && top.y.scale == .log)
  }

  @Test("below, every specification has one level of each choice, the right one")
  func levels() throws {
    let report = try report(Self.small, outcome: outcome)
    let chart = try #require(report.chart)
    let quantity = report.multiverse.quantities[0]
    for (factor, panel) in chart.panels.dropFirst().enumerated() {
      #expect(
        panel.y.isReversed
          && panel.y.ticks.map(\.label)
            == report.multiverse.crossing.declaration.factors[factor].levels.map(\.name)
      )
      for (rank, place) in quantity.places.enumerated() {
        let x = Double(rank + 1)
        let covering = panel.marks.filter { $0.vertices[0].x < x && $0.vertices[1].x > x }
        #expect(covering.count == 1)
        let level = report.multiverse.rows[place].specification.levels[factor]
        let mark = try #require(covering.first)
        #expect(level.map { Double($0) } == ((mark.vertices[0].y + mark.vertices[1].y) / 2).rounded())
        #expect(mark.intensity == 1)
      }
    }
  }

  @Test("thousands of specifications stay a small picture, with every estimate in it")
  func many() throws {
    let report = try report(
      [
        "measure=RR,OR", "method=iv,mh", "model=random,common", "correct=only-zero,all,treatment-arm",
        "double-zero=drop,keep", "tau2=REML,DL,PM,SJ,HE,ML,EB", "test=hk-conservative,hk,z,t",
        "prediction=hts,none",
      ], outcome: outcome)
    let count = report.multiverse.rows.count
    #expect(count > 1000)
    let chart = try #require(report.chart)
    let lines = chart.panels[0].marks.filter { $0.shape == .line }
    let xs = Set(lines.flatMap { $0.vertices.map(\.x) }.filter { $0 == $0.rounded() })
    #expect(xs == Set((1...count).map { Double($0) }))
    #expect(chart.panels[0].marks.contains { $0.shape == .area && $0.role == .band })
    // Over each column the shares of the levels add up to those specifications in which the choice has a meaning.
    for (factor, panel) in chart.panels.dropFirst().enumerated() {
      let varied = report.multiverse.crossing.declaration.factors.indices.filter {
        report.multiverse.crossing.declaration.factors[$0].isVaried
      }[factor]
      let shown = panel.marks.reduce(0) {
        $0 + ($1.intensity ?? 0) * ($1.vertices[1].x - $1.vertices[0].x)
      }
      let having = report.multiverse.rows.count { $0.specification.levels[varied] != nil }
      #expect(abs(shown - Double(having)) < 1e-6 * Double(count), "\(panel.name)")
    }
    #expect(Picture(.chart(chart)).svg.utf8.count < 1_500_000)
  }

  @Test("without estimates there is no chart")
  func none() throws {
    #expect(try report(Self.small) { _ in SpecificationOutcome(failure: "too few") }.chart == nil)
  }
}
