import MetaAnalysis
import Testing

/// Hazard ratios, medians, survival at times and recurrences as forest plots: positions are results.
@Suite("Survival forests")
struct SurvivalForestTests {
  private func check(_ row: ForestRow?, _ result: PoolResult, _ fit: PooledFit) throws {
    let row = try #require(row)
    let shown = result.display(of: fit)
    #expect(row.estimate == shown.value && row.lower == shown.lower && row.upper == shown.upper)
    #expect(row.yi == fit.estimate.value && row.sei == fit.estimate.se)
  }

  private func check(_ rows: [ForestRow], _ result: PoolResult) {
    let effects = result.fit.effects
    #expect(rows.map(\.label) == effects.studies.map(\.label))
    #expect(rows.map(\.estimate) == effects.studies.map(\.estimate))
    #expect(rows.map(\.lower) == effects.studies.map(\.lower))
    #expect(rows.map(\.upper) == effects.studies.map(\.upper))
    #expect(rows.map(\.weightPercent) == result.fit.shares.map { $0.map { $0 * 100 } })
  }

  // MARK: Hazard ratios

  private func ratios() throws -> HazardRatioResult {
    var interval = HazardRatioReport()
    (interval.hr, interval.ciLow) = (RoundedNumber(printed: "0.68"), RoundedNumber(printed: "0.52"))
    interval.ciHigh = RoundedNumber(printed: "0.89")
    var logRank = HazardRatioReport()
    (logRank.chi2, logRank.events) = (RoundedNumber(printed: "6.8"), 142)
    logRank.direction = .favorsFirst
    let reports = [("A", interval), ("B", logRank), ("C", HazardRatioReport())]
    let studies = reports.map { HazardRatioEstimates(label: $0.0, report: $0.1) }
    let fit = try CommonEffect().fit(EffectSizes(hazardRatios: studies))
    return HazardRatioResult(studies: studies, pooled: PoolResult(fit))
  }

  @Test("hazard ratios by their routes, on a log axis; a study without one stays listed")
  func hazardRatios() throws {
    let result = try ratios()
    var options = ForestOptions()
    (options.leftDirection, options.rightDirection) = ("new", "old")
    let plot = result.forest(options)
    let studies = plot.rows.filter { $0.kind == .study }
    check(Array(studies.prefix(2)), result.pooled)
    try check(plot.rows.first { $0.kind == .summary }, result.pooled, result.pooled.fit)
    #expect(plot.headings.extra == ["Route"])
    #expect(studies.map(\.extra) == [["hr-ci"], ["logrank-equal"], []])
    #expect(!studies[0].note.contains("hr-ci") && studies[1].note.contains("equal size"))
    #expect(studies[2].label == "C" && studies[2].estimate == nil)
    #expect(studies[2].note.contains("nothing that leads"))
    #expect(plot.axis.scale == .log && plot.axis.reference == 1)
    #expect(plot.axis.leftDirection == "new" && plot.axis.rightDirection == "old")
    let last = try #require(plot.rows.last)
    #expect(last.kind == .note && last.label.hasPrefix("Route: hr-ci, hazard ratio and its confidence"))
  }

  // MARK: Medians

  @Test("medians with where their standard errors come from; assumptions alone are remarks")
  func medians() throws {
    let times = TimeEffects(
      .median,
      of: [
        Study("A", ReportedTime(12, interval: .init(low: 9, high: 16))),
        Study("B", ReportedTime(15, interval: .init(low: 11, high: nil))),
        Study("C", ReportedTime(10.5, standardError: 1.5)), Study("D", ReportedTime(18, events: 25)),
      ])
    let pool = PoolResult(try RandomEffects().fit(times.effects))
    let others = PoolResult(try RandomEffects().fit(try #require(times.withoutDerived)))
    let plot = MedianResult(pool, withoutDerived: others, times: times).forest()
    let studies = plot.rows.filter { $0.kind == .study }
    check(studies, pool)
    try check(plot.rows.first { $0.kind == .summary }, pool, pool.fit)
    #expect(studies.map(\.extra) == [["interval"], ["lower limit"], ["standard error"], ["exponential"]])
    #expect(studies.map(\.note.isEmpty) == [true, false, true, false])
    let prediction = plot.rows.first { $0.kind == .predictionInterval }
    #expect(prediction?.lower == pool.display.predictionLower && prediction?.lower != nil)
    #expect(plot.axis.scale == .linear && plot.axis.title == "Median")
    #expect(plot.rows.last?.label.hasPrefix("Without derived standard errors (k = 3): ") == true)
  }

  @Test("a ratio of medians stands on a log axis, its two routes side by side")
  func ratioOfMedians() throws {
    func pair(_ label: String, _ first: Double, _ second: ReportedTime) -> Study<TwoGroupTimes> {
      Study(
        label,
        TwoGroupTimes(first: ReportedTime(first, interval: .init(low: 8, high: 40)), second: second))
    }
    let times = TimeEffects(
      .medianRatio,
      of: [
        pair("A", 14, ReportedTime(9, standardError: 1.2)),
        pair("B", 18, ReportedTime(11, interval: .init(low: 8, high: 15))),
      ])
    let pool = PoolResult(try CommonEffect().fit(times.effects))
    let plot = MedianResult(pool, withoutDerived: nil, times: times).forest()
    check(plot.rows.filter { $0.kind == .study }, pool)
    #expect(plot.rows.prefix(2).map(\.extra) == [["interval, standard error"], ["interval"]])
    #expect(plot.axis.scale == .log && plot.axis.reference == 1)
  }

  // MARK: Survival at times

  private func survival(_ rows: [(String, String, Double, Double)], at time: Double) throws -> PoolResult {
    let studies = rows.map {
      Study($0.0, ReportedSurvival(survival: $0.2, time: time, atRisk: $0.3), group: $0.1)
    }
    let none = Study("N", ReportedSurvival(survival: 0.5, time: time), group: "x")
    return PoolResult(
      try Subgroups(RandomEffects()).fit(EffectSizes(.logMinusLog, of: studies + [none])))
  }

  @Test("a block for each time with its subgroups, each ending in its summary")
  func atTimes() throws {
    let first = try survival([("A", "x", 0.8, 40), ("B", "y", 0.7, 90), ("C", "x", 0.9, 25)], at: 12)
    let second = try survival([("A", "x", 0.4, 20), ("B", "y", 0.3, 50)], at: 24)
    let report = SurvivalAtReport(
      [.init(at: 12, first, whyNone: "no row is derived"), .init(at: 24, second, without: first)],
      excludedRows: [Exclusion(label: "Z", reason: "no survival")])
    let plot = try #require(report.forest())
    let headers = plot.rows.filter { $0.kind == .groupHeader }.map { "\($0.indent)\($0.label)" }
    #expect(
      headers == ["0At 12", "1x", "1y", "1Not estimable", "0At 24", "1x", "1y", "1Not estimable"])
    for (title, result) in [("At 12", first), ("At 24", second)] {
      let rows = plot.rows.filter { $0.group == title || $0.group.hasPrefix(title + ":") }
      for group in try #require(result.subgroups).groups {
        let own = rows.filter { $0.group == "\(title): \(group.name)" }
        let studies = own.filter { $0.kind == .study }
        #expect(studies.map(\.estimate) == group.fit.effects.studies.map(\.estimate))
        #expect(studies.allSatisfy { $0.indent == 2 })
        try check(own.first { $0.kind == .subgroupSummary }, result, group.fit)
      }
      #expect(rows.first { $0.label == "N" }?.note.contains("no variance") == true)
      let diamond = try #require(rows.lastIndex { $0.kind == .subgroupSummary })
      try check(rows[diamond], result, result.fit)
      #expect(rows[diamond].group == title && !rows[diamond...].contains { $0.kind == .note })
      #expect(rows[..<diamond].contains { $0.label.hasPrefix("All groups. Heterogeneity: ") })
    }
    #expect(plot.rawColumns == ["at_risk"] && plot.headings.raw.map(\.heading) == ["At risk"])
    let atRisk = plot.rows.filter { $0.estimate != nil && $0.kind == .study }.map { $0.raw[0].text }
    #expect(atRisk == ["40", "25", "90", "20", "50"])
    #expect(plot.axis.title == "Survival" && plot.axis.ticks.contains { $0.label.hasSuffix("%") })
    let notes = plot.rows.suffix(3).map(\.label)
    #expect(notes[0].hasPrefix("At 24. Without derived rows (k = 3): "))
    #expect(notes[1] == "Left out at every time: Z" && notes[2].hasPrefix("SE from: g "))
    #expect(
      plot.description.contains("At 24: \(plot.rows.last { $0.label.hasSuffix("model") }!.estimateText)"))
  }

  // MARK: Recurrences

  private func recurrence(_ text: String) throws -> RecurrenceResult {
    let table = try StudyTable(parsing: Array(text.utf8), name: "r.csv")
    let blocks = try table.recurrenceBlocks(RecurrenceColumns(foundIn: table), labels: .columns(["study"]))
    return RecurrenceResult(
      try blocks.map { block in
        let pool = try block.effects.map {
          PoolResult(try CommonEffect().fit($0), excluded: block.excluded)
        }
        return .init(block, pool: pool, withoutDerived: nil)
      })
  }

  @Test("a block for each quantity and time; what is not stated stands as printed")
  func recurrences() throws {
    let result = try recurrence(
      """
      study,quantity,at,percent,se,events,total
      A,cumulative incidence,36,12.5,3,,
      B,cumulative incidence,36,18,4,,
      C,crude,,,,5,50
      D,crude,,,,9,60
      E,at time point,36,10,,,70

      """)
    let plot = try #require(result.forest())
    let titles = plot.rows.filter { $0.kind == .groupHeader }.map(\.label)
    #expect(
      titles == [
        "Cumulative incidence at 36", "Crude share during follow-up", "Quantity not stated at 36, not pooled",
      ])
    for (title, pool) in zip(titles, result.blocks.compactMap(\.pool)) {
      let rows = plot.rows.filter { $0.group == title }
      check(rows.filter { $0.kind == .study }, pool)
      try check(rows.last { $0.kind == .subgroupSummary }, pool, pool.fit)
    }
    let unstated = try #require(plot.rows.first { $0.label == "E" })
    #expect(unstated.estimate == nil && unstated.estimateText == "10%" && unstated.group == titles[2])
    #expect(plot.rawColumns == ["events", "total"])
    #expect(plot.rows.first { $0.label == "D" }?.raw.map(\.text) == ["9", "60"])
    #expect(plot.rows.first { $0.label == "A" }?.extra == ["a"])
    #expect(plot.rows.contains { $0.kind == .note && $0.label.hasPrefix("A crude share counts") })
  }

  @Test("nothing pooled, no plot")
  func nothing() throws {
    let result = try recurrence("study,quantity,at,percent,total\nE,at time point,36,10,70\n")
    #expect(result.forest() == nil)
  }
}
