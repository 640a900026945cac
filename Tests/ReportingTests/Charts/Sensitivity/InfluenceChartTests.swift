import Foundation
import MetaAnalysis
import Testing

/// Baujat's plot and the influence panel hold the numbers of their results.
@Suite("Baujat and influence charts")
struct InfluenceChartTests {
  private func bcg(_ model: some PoolingModel = RandomEffects()) throws -> (RefittablePool, RefitSubject) {
    let effects = EffectSizes(.riskRatio, of: Fixtures.bcg)
    return (RefittablePool(model, effects: effects), RefitSubject(PoolResult(try model.fit(effects))))
  }

  @Test("each study of Baujat's plot stands at its values, with its name")
  func baujat() throws {
    let (refittable, subject) = try bcg(CommonEffect())
    let result = try Baujat(refittable)
    let chart = try #require(BaujatReport(result, of: subject).chart)
    let panel = chart.panels[0]
    let points = result.analyses[0].points
    #expect(panel.marks.map(\.label) == points.map(\.label))
    #expect(panel.marks.map { $0.vertices[0].x } == points.map(\.x))
    #expect(panel.marks.map { $0.vertices[0].y } == points.map(\.y))
    #expect(panel.marks.allSatisfy { $0.role == .study && $0.shape == .point })
    #expect(panel.x.title == "Contribution to Q" && panel.x.lower == 0 && panel.y.lower == 0)
    for mark in panel.marks {
      #expect(mark.vertices[0].x < panel.x.upper && mark.vertices[0].y < panel.y.upper)
    }
    #expect(chart.description.contains("13 studies"))
    #expect(chart.description.contains("Most heterogeneity: Hart & Sutherland 1977"))
  }

  @Test("subgroups are told apart")
  func subgroups() throws {
    let effects = EffectSizes(.riskRatio, of: Fixtures.bcg)
    let model = RandomEffects()
    let refittable = RefittableSubgroups(Subgroups(model, tau2: .separate), effects: effects)
    let subject = RefitSubject(PoolResult(try model.fit(effects)))
    let chart = try #require(BaujatReport(try Baujat(refittable), of: subject).chart)
    let pairs = Set(chart.panels[0].marks.map { [$0.series, $0.role.rawValue] })
    #expect(pairs == [["random", "group1"], ["alternate", "group2"], ["systematic", "group3"]])
  }

  @Test("the influence panel has a row for each study and a panel for each diagnostic")
  func influence() throws {
    let (refittable, subject) = try bcg()
    let result = try Influence(refittable)
    let (chart, analysis) = (
      try #require(InfluenceReport(result, of: subject).chart), result.analyses[0]
    )
    #expect(
      chart.panels.map(\.name) == [
        "rstudent", "dffits", "cooks_distance", "cov_ratio", "tau2_without", "q_without", "hat",
        "weight_percent",
      ])
    #expect(chart.columnShares.count == 8)
    #expect(chart.panels[0].y.ticks.map(\.label) == analysis.rows.map(\.cluster.name))
    #expect(chart.panels.map(\.y.isHidden) == [false] + [Bool](repeating: true, count: 7))
    let expected: [[Double?]] = [
      analysis.rows.map(\.studentized), analysis.rows.map(\.dffits), analysis.rows.map(\.cooksDistance),
      analysis.rows.map(\.covarianceRatio), analysis.rows.map(\.tau2), analysis.rows.map(\.q),
      analysis.rows.map(\.hat), analysis.rows.map { $0.weight.map { $0 * 100 } },
    ]
    for (panel, values) in zip(chart.panels, expected) {
      let points = panel.marks.filter { $0.shape == .point }
      #expect(points.map { $0.vertices[0].x } == values.compactMap(\.self))
      #expect(points.map { Int($0.vertices[0].y) } == Array(0..<13))
      #expect(panel.x.ticks.count <= 3 && panel.x.ticks.count >= 1, "\(panel.name)")
      for point in points {
        #expect(point.vertices[0].x >= panel.x.lower && point.vertices[0].x <= panel.x.upper)
      }
    }
    let limits = chart.panels[0].marks.filter { $0.role == .limits }.map { $0.vertices[0].x }
    #expect(limits == [-1.96, 1.96])
    let references = chart.panels.map { panel in
      panel.marks.first { $0.role == .reference }?.vertices[0].x
    }
    #expect(references == [0, 0, 0, 1, analysis.tau2, analysis.q, nil, nil])
  }

  @Test("a study that is influential is highlighted in every panel")
  func highlighted() throws {
    // Five studies that agree, and a large one far from them.
    let rows = [(0.1, 0.04), (0.12, 0.05), (0.08, 0.04), (0.11, 0.06), (0.09, 0.05), (2.5, 0.03)]
    let studies = rows.enumerated().map { Study("S\($0)", ReportedEffect(estimate: $1.0, precision: .variance($1.1))) }
    let effects = EffectSizes(reported: studies)
    let model = RandomEffects()
    let result = try Influence(RefittablePool(model, effects: effects))
    #expect(result.analyses[0].flags.map(\.isInfluential) == [false, false, false, false, false, true])
    let subject = RefitSubject(PoolResult(try model.fit(effects)))
    let chart = try #require(InfluenceReport(result, of: subject).chart)
    for panel in chart.panels {
      let marked = panel.marks.filter { $0.role == .highlight }
      #expect(marked.map { $0.vertices[0].y } == [5] && marked[0].series == "influential", "\(panel.name)")
    }
    #expect(chart.description.hasSuffix("Influential: S5."))
  }
}
