import Foundation
import MetaAnalysis
import Testing

/// Pooled survival curves as a chart.
@Suite("Survival curves chart")
struct SurvivalCurvesChartTests {
  private static func curve(_ label: String, _ group: String, _ rows: [(Double, Double, Double)])
    -> StudyCurve
  {
    StudyCurve(
      label, group: group,
      rows.map { StudyCurve.Point(time: $0.0, survival: $0.1, atRisk: $0.2) })
  }

  private let studies = [
    curve("A", "cohort", [(6, 0.8, 40), (12, 0.55, 30), (24, 0.3, 18)]),
    curve("B", "trial", [(6, 0.6, 90), (12, 0.3, 50)]),
    curve("C", "trial", [(6, 0.9, 25), (12, 0.7, 22), (24, 0.6, 12)]),
  ]

  @Test("the curves stand at their numbers, from 100% at the start")
  func curves() throws {
    let fit = try SummaryCurve().fit(studies)
    let chart = CurveResult([fit]).chart(of: studies)
    let main = chart.panels[0]
    let lines = main.marks.filter { $0.shape == .line && $0.role == .muted }
    #expect(lines.map(\.label) == ["A", "B", "C"])
    #expect(lines[1].vertices == [.init(0, 1), .init(6, 0.6), .init(12, 0.3)])
    let summary = try #require(main.marks.last)
    #expect(summary.role == .summary && summary.series == "Random effects")
    #expect(summary.vertices == [.init(0, 1)] + fit.points.map { .init($0.time, $0.survival) })
    let band = try #require(main.marks.first)
    #expect(band.role == .band && band.series == "95% CI" && band.vertices.count == 7)
    #expect(band.vertices.dropFirst().prefix(3).map(\.y) == fit.points.map(\.limits.upper))
    #expect(band.vertices.suffix(3).reversed().map(\.y) == fit.points.map(\.limits.lower))
    #expect(main.marks.filter { $0.role == .prediction }.count == 2)
    #expect(main.y.lower == 0 && main.y.upper == 1 && main.y.ticks.last?.label == "100%")
    #expect(main.x.ticks.map(\.value) == [0, 3, 6, 9, 12, 15, 18, 21, 24])
  }

  @Test("numbers at risk stand at the starts of intervals, in total and by stratum")
  func risks() throws {
    let chart = CurveResult([try SummaryCurve().fit(studies)]).chart(of: studies)
    let table = try #require(chart.panels.last)
    #expect(table.name == "risk-table" && table.y.ticks.map(\.label) == ["Random effects"])
    #expect(table.marks.map { $0.vertices[0].x } == [0, 6, 12])
    // 40 + 90 + 25, 30 + 50 + 22, 18 + 12.
    #expect(table.marks.map(\.label) == ["155 (3)", "102 (3)", "30 (2)"])
    let strata = CurveResult(strata: [try SummaryCurve(model: .common).fitStrata(studies)])
    let split = strata.chart(of: studies)
    #expect(split.panels[1].y.ticks.map(\.label) == ["All studies", "cohort", "trial"])
    let first = split.panels[1].marks.filter { $0.vertices[0].x == 0 }
    #expect(first.map(\.label) == ["155 (3)", "40 (1)", "115 (2)"])
    #expect(first.map(\.role) == [.summary, .group1, .group2])
    let lines = split.panels[0].marks.filter { $0.shape == .line && $0.role != .muted }
    #expect(lines.map(\.series) == ["All studies", "cohort", "trial"])
  }

  @Test("both models are drawn; the chart comes back from its tables")
  func models() throws {
    let fits = try [SummaryCurve.Model.common, .random].map { try SummaryCurve(model: $0).fit(studies) }
    let chart = CurveResult(fits).chart(of: studies)
    let lines = chart.panels[0].marks.filter { $0.shape == .line && $0.role != .muted }
    #expect(lines.map(\.series) == ["Common effect", "Random effects"])
    #expect(lines.map(\.role) == [.group1, .group2])
    let read = try Chart(
      marks: ResultTable(csv: chart.table.csv), axes: ResultTable(csv: chart.axisTable.csv))
    #expect(read == chart)
  }
}
