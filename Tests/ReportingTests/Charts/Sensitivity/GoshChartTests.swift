import Foundation
import MetaAnalysis
import Testing

/// GOSH as a chart: every subset is counted once in each panel.
@Suite("Gosh chart")
struct GoshChartTests {
  private func report(_ effects: EffectSizes, _ model: some PoolingModel) throws -> GoshReport {
    let gosh = Gosh(
      try GoshModel(RefittablePool(model, effects: effects)), plan: SubsetPlan(allOf: effects.k), bins: 20)
    var records: [GoshRecord] = []
    _ = gosh.run { _, record in records.append(record) }
    return GoshReport(
      GoshResult(gosh, records: records), of: RefitSubject(PoolResult(try model.fit(effects))))
  }

  @Test("density, marginals and the analysis of all studies")
  func bcg() throws {
    let report = try report(EffectSizes(.riskRatio, of: Fixtures.bcg), RandomEffects(tau2: .derSimonianLaird))
    let chart = try #require(report.chart)
    #expect(chart.panels.map(\.name) == ["top", "main", "right"])
    let (top, main, right) = (chart.panels[0], chart.panels[1], chart.panels[2])
    let plane = report.result.record.plane(of: 0)
    let cells = main.marks.filter { $0.shape == .rectangle }
    #expect(cells.count == plane.joined().count { $0 > 0 })
    #expect(cells.compactMap(\.intensity).max() == 1 && cells.allSatisfy { ($0.intensity ?? 0) > 0 })
    let axis = report.result.gosh.axes.estimates[0]
    let edges = (0...20).map { exp(axis.limits(ofBin: min($0, 19)).lower) }
    for cell in cells { #expect(edges.contains(cell.vertices[0].x)) }
    // Each marginal holds all 8191 subsets.
    let counts = top.marks.filter { $0.shape == .rectangle }.map { $0.vertices[1].y }
    #expect(counts.reduce(0, +) == 8191)
    #expect(right.marks.map { $0.vertices[1].x }.reduce(0, +) == 8191)
    #expect(main.x.scale == .log && main.x.reference == 1 && main.x.title == "Risk ratio")
    #expect(top.x.lower == main.x.lower && top.x.upper == main.x.upper && top.x.isHidden)
    let all = try #require(main.marks.last)
    #expect(all.role == .summary && all.series == "all studies")
    let fit = report.result.gosh.model.all
    #expect(all.vertices[0].x == fit.quantities[0].displayed.value)
    #expect(all.vertices[0].y == fit.heterogeneity?.i2)
    #expect(chart.description.contains("all 8191 subsets of 13 studies"))
  }

  @Test("proportions stand on the analysis scale under round percentages")
  func proportions() throws {
    let chart = try #require(
      try report(EffectSizes(.logit, of: Fixtures.deaths), RandomEffects(tau2: .derSimonianLaird)).chart)
    let x = chart.panels[1].x
    #expect(x.scale == .linear && x.title == "Proportion (logit scale)" && x.ticks.count >= 2)
    for tick in x.ticks {
      let p = 1 / (1 + exp(-tick.value))
      #expect(abs((Double(tick.label.dropLast()) ?? 0) / 100 - p) < 1e-12, "\(tick)")
      #expect(tick.value >= x.lower && tick.value <= x.upper)
    }
  }

  @Test("the chart comes back from its tables")
  func tables() throws {
    let chart = try #require(
      try report(EffectSizes(.riskRatio, of: Fixtures.bcg), CommonEffect()).chart)
    let read = try Chart(
      marks: ResultTable(csv: chart.table.csv), axes: ResultTable(csv: chart.axisTable.csv))
    #expect(read == chart)
  }
}
