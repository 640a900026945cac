import Foundation
import MetaAnalysis
import Testing

/// Leave-one-out and cumulative analyses as forest plots.
@Suite("Leave-one-out and cumulative forests")
struct RefitForestTests {
  private func bcg() throws -> (RefittablePool, RefitSubject) {
    let (model, effects) = (RandomEffects(), EffectSizes(.riskRatio, of: Fixtures.bcg))
    return (RefittablePool(model, effects: effects), RefitSubject(PoolResult(try model.fit(effects))))
  }

  private func check(_ row: ForestRow, _ refit: Result<Refit, RefitError>) throws {
    let quantity = try refit.get().quantities[0]
    #expect(row.estimate == quantity.displayed.value)
    #expect(row.lower == quantity.displayed.lower && row.upper == quantity.displayed.upper)
    #expect(row.yi == quantity.value && row.sei == quantity.se)
  }

  @Test("a row without each study, then all studies")
  func leaveOneOut() throws {
    let (refittable, subject) = try bcg()
    let result = try LeaveOneOut(refittable)
    let plot = LeaveOneOutReport(result, of: subject).forest
    #expect(plot.rows.count == 14)
    #expect(plot.rows[3].label == "without Hart & Sutherland 1977")
    for (row, deletion) in zip(plot.rows, result.deletions) {
      #expect(row.kind == .study && row.label == "without \(deletion.cluster.name)")
      try check(row, deletion.refit)
      #expect(row.raw.first?.text == "12")
    }
    let last = try #require(plot.rows.last)
    #expect(last.kind == .summary && last.label == "All studies" && last.raw.first?.text == "13")
    try check(last, .success(result.all))
    #expect(last.estimateText == "0.49 [0.34, 0.70]" || last.estimateText.hasPrefix("0.49 ["))
    #expect(plot.axis.scale == .log && plot.axis.reference == 1 && plot.axis.title == "Risk ratio")
  }

  @Test("a row for each step in its order, with the value that orders")
  func cumulative() throws {
    let (refittable, subject) = try bcg()
    let years = refittable.labels.map { Double($0.suffix(4)) }
    let order = StudyOrder(
      by: .numbers(years), named: "year", clusters: StudyClusters(each: refittable.labels))
    let result = try Cumulative(refittable, order: order)
    let plot = CumulativeReport(result, of: subject, order: "year").forest
    #expect(plot.rows.count == 14)
    #expect(plot.rows[0].label == "+ Aronson 1948")
    #expect(
      plot.rows.dropLast().map { $0.raw[0].text } == years.compactMap(\.self).sorted().map { "\(Int($0))" })
    for (row, step) in zip(plot.rows, result.steps) {
      guard case .success = step.refit else {
        #expect(row.estimateText == "not estimable" && !row.note.isEmpty)
        continue
      }
      try check(row, step.refit)
      #expect(row.raw[1].text == "\(step.kept)")
    }
    let (end, all) = (plot.rows[12], plot.rows[13])
    #expect(end.estimate == all.estimate && all.kind == .summary && all.raw[0].text.isEmpty)
  }
}
