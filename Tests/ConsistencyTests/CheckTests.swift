import BundledData
import Consistency
import StudyData
import Testing

/// Each check on a case where it fires and on one where it does not.
@Suite("Checks of numbers")
struct CheckTests {
  private static func findings(_ check: any ConsistencyCheck, _ csv: String) throws -> [Finding] {
    check.findings(in: try EvidenceTable(StudyTable(parsing: Array(csv.utf8), name: "t.csv")))
  }

  private static func review() throws -> EvidenceTable {
    let dataset = try #require(BundledDataset.named("liver-cryoablation"))
    return try EvidenceTable(StudyTable(parsing: Array(dataset.csv.utf8), name: "review"))
  }

  private static func found(_ code: String, _ study: String) throws -> [Finding] {
    AllChecks.findings(in: try review()).filter { $0.code == code && $0.study == study }
  }

  // MARK: Percentages

  @Test("which totals a count and its percentage fit")
  func totals() throws {
    func totals(_ events: Int, _ percent: String) throws -> ClosedRange<Int>? {
      PercentFit.totals(of: events, printed: try #require(PrintedPercent(percent)))
    }
    #expect(try totals(502, "60.2") == 834...834)
    #expect(try totals(396, "44.5") == 889...890)
    #expect(try totals(7, "0.85") == 819...828)
    #expect(try totals(76, "82.6") == 92...92)
    #expect(try totals(197, "77.5") == nil)
    #expect(try totals(216, "25.9") == 833...835)
    #expect(try totals(0, "0") == 1...1_000_000)
    #expect(try totals(0, "3") == nil)
    // Against a search, by rounding and by cutting off.
    let limit = 3000
    for events in 1...6 {
      for units in [1, 25, 333, 500, 667, 999] {
        let percent = try #require(PrintedPercent(units: units, decimals: 1))
        for fit in [PercentFit.rounded, .truncated] {
          let search = (events...limit).filter {
            fit == .rounded
              ? EventsFromPercent.rounded(percent, of: $0)?.contains(events) == true
              : EventsFromPercent.truncated(percent, of: $0)?.contains(events) == true
          }
          let found =
            PercentFit.totals(of: events, printed: percent, by: fit, upTo: limit).map(Array.init) ?? []
          let agrees = found == search
          #expect(agrees, "\(events) \(percent) \(fit)")
        }
      }
    }
    #expect(PercentFit.smallestTotal(printed: try #require(PrintedPercent("65"))) == 17)
    #expect(PercentFit.smallestTotal(printed: try #require(PrintedPercent("76"))) == 17)
  }

  @Test("Rong 2015: the percentages are wrong and the counts add up")
  func rong() throws {
    let findings = try Self.found("percent-of-total", "Rong 2015")
    #expect(findings.map(\.rows.first) == [129, 127, 130])
    #expect(findings.first?.severity == .error)
    #expect(findings.allSatisfy { $0.message.contains("99 + 396 + 7 = 502") })
    let common = try #require(try Self.found("common-denominator", "Rong 2015").first)
    #expect(common.message.contains("834, 3 of 5"))
    #expect(
      try Self.found("percent-without-total", "Rong 2015").first?.message.contains("833, 834 and 835") == true
    )
  }

  @Test("percentages that hold give no finding; a share and one that was cut off have their own words")
  func percentages() throws {
    let header = "study,outcome,statistic,events,total,percent\n"
    #expect(
      try Self.findings(PercentOfTotal(), header + "A,x,count,1,8,12.5\nA,y,count,1,8,13\nA,z,count,1,8,12\n")
        .isEmpty)
    let share = try Self.findings(PercentOfTotal(), header + "A,x,count,12,40,0.30\n")
    #expect(share.first?.message.contains("is a share, not a percentage") == true)
    let cut = try Self.findings(PercentOfTotal(), header + "A,x,count,2,3,66\nA,y,count,2,3,67\n")
    #expect(cut.map(\.severity) == [.note] && cut.first?.rows == [1, 2])
    #expect(try Self.findings(PercentOfTotal(), header + "A,x,count,2,3,66\n").isEmpty)
  }

  @Test("a percentage without count must be of a whole number, unless it is a rate over time")
  func whole() throws {
    let header = "study,outcome,statistic,at,total,percent\n"
    let crude = try Self.findings(PercentWithoutCount(), header + "A,cure,percent,,7,50.1\n")
    #expect(crude.map(\.severity) == [.warning])
    let rate = try Self.findings(PercentWithoutCount(), header + "A,overall-survival,percent,12,7,50.1\n")
    #expect(rate.map(\.severity) == [.note])
    #expect(try Self.findings(PercentWithoutCount(), header + "A,cure,percent,,8,50\n").isEmpty)
    for study in ["Ei 2015", "Saxena 2012", "Ng 2012", "Seifert 2005", "Adam 2002"] {
      #expect(try !Self.found("percent-of-whole-number", study).isEmpty, "\(study)")
    }
    #expect(try Self.found("percent-of-whole-number", "Seifert 2005").first?.rows == [236, 240])
  }

  @Test("Zhou 2009 and Xu 2008: no printed total, and no total at all")
  func missingTotals() throws {
    #expect(try Self.found("percent-without-total", "Zhou 2009").first?.message.contains("92 only") == true)
    #expect(
      try Self.found("percent-without-total", "Xu 2008").first?.message.contains("no whole number") == true)
  }

  // MARK: Sums

  @Test("Yang 2012: the kinds make 17 of 19, with the 2 deaths 19; sums that hold are quiet")
  func sums() throws {
    let yang = try Self.found("sum-of-parts", "Yang 2012")
    #expect(yang.count == 1 && yang.first?.rows == [112, 113, 114, 115, 116, 117, 118])
    #expect(
      yang.first?.arithmetic.contains("with the 2 of treatment related death (liver failure), 19") == true)
    for study in ["Rong 2015", "Ng 2012", "Xu 2008", "Zhou 2009", "Dunne 2014", "Ruers 2007", "Adam 2002"] {
      #expect(try Self.found("sum-of-parts", study).isEmpty, "\(study)")
    }
    let rows = try Self.review().rows
    let sums = Dictionary(grouping: PartsAndWholes.all(in: rows.filter { $0.study == "Xu 2008" }), by: \.kind)
    #expect(sums[.complements]?.map(\.equation) == ["41 + 115 + 68 + 56 = 280"])
    let ng = PartsAndWholes.all(in: rows.filter { $0.study == "Ng 2012" })
    #expect(ng.map(\.equation) == ["4 + 3 + 1 + 1 + 1 = 10"])
  }

  @Test("alive and dead of a total")
  func aliveAndDead() throws {
    let header = "study,outcome,statistic,events,total\n"
    let wrong = try Self.findings(SumOfParts(), header + "A,alive,count,14,124\nA,death,count,111,124\n")
    #expect(wrong.map(\.severity) == [.error])
    #expect(try Self.findings(SumOfParts(), header + "A,alive,count,14,124\nA,death,count,110,124\n").isEmpty)
  }

  @Test("a part is not larger than its whole")
  func parts() throws {
    let header = "study,outcome,statistic,subgroup,events,total\n"
    #expect(try Self.findings(PartAndWhole(), header + "A,x,count,,9,8\n").map(\.severity) == [.error])
    let kinds = header + "A,any-recurrence,count,,9,20\nA,local-recurrence,count,,11,20\n"
    #expect(try Self.findings(PartAndWhole(), kinds).map(\.rows) == [[2, 1]])
    let subgroup = header + "A,x,count,,9,20\nA,x,count,women,3,21\n"
    #expect(try Self.findings(PartAndWhole(), subgroup).count == 1)
    #expect(try Self.findings(PartAndWhole(), header + "A,x,count,,9,20\nA,x,count,women,9,12\n").isEmpty)
  }

  @Test("Adam 2002: the percentages of the HCC patients leave no room for 26 of 31 and 24 of 33")
  func bounds() throws {
    let findings = try Self.found("part-of-whole", "Adam 2002")
    #expect(findings.map(\.rows) == [[96, 98, 100, 97, 99, 101]])
    let finding = try #require(findings.first)
    #expect(finding.severity == .error)
    #expect(finding.arithmetic.contains("complete ablation in 65% needs at least 17"))
  }

  // MARK: Intervals

  @Test("scales, order and p-values of intervals")
  func intervals() throws {
    let header = "study,outcome,statistic,estimate,ci_low,ci_high,ci_level,p\n"
    func severities(_ row: String) throws -> [Severity] {
      try Self.findings(IntervalOfEstimate(), header + row + "\n").map(\.severity)
    }
    // Ko 2020 and Ei 2015.
    #expect(try severities("Ko,x,odds-ratio,4.66,1.38,15.73,.95,") == [])
    #expect(try severities("Ei,x,hazard-ratio,0.3,0.1,0.9,.95,.02") == [])
    #expect(try severities("A,x,odds-ratio,2.00,1.00,3.00,.95,") == [.warning])
    #expect(try severities("A,x,odds-ratio,2.00,3.00,1.00,.95,") == [.error])
    #expect(try severities("A,x,odds-ratio,4.00,1.00,3.00,.95,") == [.error])
    #expect(try severities("A,x,hazard-ratio,0.50,0.35,0.71,.95,.4") == [.warning])
    #expect(try severities("A,x,odds-ratio,2.00,1.00,4.00,,") == [.note])
  }

  @Test("what is repeated or lacking throughout is told once, and shares are not held against percentages")
  func once() throws {
    let levels =
      "study,outcome,statistic,estimate,ci_low,ci_high\nA,x,odds-ratio,2,1,4\nB,x,odds-ratio,2,1,4\n"
    #expect(try Self.findings(IntervalOfEstimate(), levels).map(\.severity) == [.note])
    let followUp = "study,outcome,follow_up_median,follow_up_low,follow_up_high\nA,x,9,1,8\nA,y,9,1,8\n"
    #expect(try Self.findings(RangeOfValues(), followUp).map(\.rows) == [[1]])
    let share = "study,outcome,percent,ci_low,ci_high,ci_level\nA,x,30,0.2,0.4,0.95\nB,x,30,40,50,0.95\n"
    #expect(try Self.findings(IntervalOfEstimate(), share).map(\.study) == ["B"])
    let noTotals = "study,outcome,events,percent\nA,x,3,30\nA,y,197,77.5\n"
    #expect(try Self.findings(PercentWithoutTotal(), noTotals).map(\.rows) == [[2]])
  }

  @Test("Kornprat 2007: a range exactly symmetric around the median")
  func range() throws {
    #expect(try Self.found("range", "Kornprat 2007").map(\.rows) == [[253]])
    #expect(try Self.found("range", "Wang 2015").isEmpty)
    let header = "study,outcome,statistic,estimate,range_low,range_high\n"
    #expect(try Self.findings(RangeOfValues(), header + "A,x,median,5,6,9\n").map(\.severity) == [.error])
    #expect(try Self.findings(RangeOfValues(), header + "A,x,median,5,2,9\n").isEmpty)
  }

  // MARK: p-values

  @Test("p-values against the counts of the arms")
  func pValues() throws {
    #expect(try Self.found("p-value", "Wang 2015").map(\.rows) == [[35, 36, 37]])
    for study in ["Ko 2020", "Cha 2020", "Wei 2020"] {
      #expect(try Self.found("p-value", study).isEmpty, "\(study)")
    }
    let joosten = try #require(try Self.found("p-value", "Joosten 2005").first)
    #expect(joosten.rows == [213, 214, 215, 204])
  }

  @Test("absurd sizes stop nothing")
  func absurd() throws {
    let header = "study,row_type,arm,outcome,events,total,percent,p\n"
    let big = "9007199254740000"
    let csv =
      header + "A,arm,a,x,3,\(big),,\nA,arm,b,x,3,50,,\nA,comparison,a v b,x,,,,.04\n"
      + "B,arm,a,x,,\(big),33.3,\nB,arm,b,x,,50,6,\nB,comparison,a v b,x,,,,.04\n"
      + "C,arm,a,y,\(big),,0.000000000001,\nC,arm,b,any-y,1e300,1e300,50,\nC,arm,b,z-y,\(big),\(big),99.5,\n"
    let table = try EvidenceTable(StudyTable(parsing: Array(csv.utf8), name: "t.csv"))
    let codes = Set(AllChecks.findings(in: table).map(\.code))
    #expect(codes.isSuperset(of: ["percent-of-total", "p-value"]))
  }

  @Test("bounds of p, splits of a known total, and wide tables")
  func boundsAndSplits() throws {
    let wide =
      "study,events1,total1,events2,total2,p,p_text\nA,5,20,6,20,,<.001\nB,5,20,6,20,.723,\nC,5,20,6,20,.01,\n"
    let table = try StudyTable(parsing: Array(wide.utf8), name: "wide.csv")
    #expect(EvidenceTable.isWide(table) && EvidenceTable.isReadable(table))
    let findings = PValueOfCounts().findings(in: try EvidenceTable(wide: table))
    #expect(findings.map(\.study) == ["A", "C"] && findings.allSatisfy { $0.severity == .warning })
    let thirds = try #require(PrintedPercent("33"))
    let half = try #require(PrintedPercent("50"))
    #expect(
      PValueSearch.splits(of: 5, thirds, half) == [TwoArmCounts(1, of: 3, 1, of: 2)])
  }
}
