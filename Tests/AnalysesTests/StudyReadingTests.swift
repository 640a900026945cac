import Analyses
import EffectSizes
import StudyData
import Survival
import Testing

/// Every kind of data is read as studies and has effect sizes on its standard measure.
@Suite("Studies of any kind")
struct StudyReadingTests {
  /// A table of each kind with two studies, and the first study's effect size on the standard measure, by hand.
  static let kinds: [(DataKind, String, Double)] = [
    (.oneGroupCounts, "study,events,total\nA,10,40\nB,20,50\n", -1.0986122886681098),
    (
      .twoGroupCounts, "study,events1,total1,events2,total2\nA,10,40,20,40\nB,5,50,10,50\n",
      -0.6931471805599453
    ),
    (.oneGroupRates, "study,events,time\nA,10,100\nB,5,70\n", -2.302585092994046),
    (
      .twoGroupRates, "study,events1,time1,events2,time2\nA,10,100,20,100\nB,5,50,10,50\n",
      -0.6931471805599453
    ),
    (.oneGroupMeans, "study,mean,sd,total\nA,2.5,1,30\nB,3,1.5,20\n", 2.5),
    (
      .twoGroupMeans, "study,mean1,sd1,total1,mean2,sd2,total2\nA,2.5,1,30,2,1,30\nB,3,1.5,20,1,1,20\n", 0.5
    ),
    (
      .pairedMeans, "study,mean1,sd1,mean2,sd2,total,correlation\nA,2.5,1,2,1,30,0.5\nB,3,1,1,1,20,0.4\n", 0.5
    ),
    (.correlations, "study,correlation,total\nA,0.5,30\nB,0.4,20\n", 0.5),
    (.logRank, "study,o_minus_e,v\nA,-5,10\nB,1,12\n", -0.5),
    (.readyEffects, "study,yi,vi\nA,0.25,0.1\nB,0.5,0.2\n", 0.25),
    // ln(−ln ½)
    (.oneGroupSurvival, "study,survival,at,se\nA,0.5,12,0.05\nB,0.7,12,0.06\n", -0.36651292058166435),
  ]

  @Test("each kind", arguments: kinds.indices)
  func kind(_ index: Int) throws {
    let (kind, csv, yi) = Self.kinds[index]
    let table = try TableAnalysisTests.table(csv)
    let layout = try RowChoices(columns: ColumnRequest(kind: kind)).layout(in: table)
    #expect(layout.columns.kind == kind)
    let reading = try StudyReading(of: table, layout: layout)
    #expect(reading.count == 2 && reading.rowNumbers == [1, 2] && reading.excluded.isEmpty)
    let effects = reading.effects(.standard(for: kind))
    #expect(effects.k == 2)
    #expect(abs(effects.yi[0] - yi) < 1e-12, "\(kind): \(effects.yi[0])")
    #expect(reading.survivals.count == (kind == .oneGroupSurvival ? 2 : 0))
  }

  @Test("all kinds are among them")
  func all() { #expect(Set(Self.kinds.map(\.0)) == Set(DataKind.allCases)) }

  @Test("standard errors of survivals as the rule lets them be read")
  func rungs() throws {
    let table = try TableAnalysisTests.table(
      "study,survival,at,se,total\nA,0.8,12,0.05,100\nB,0.7,12,,80\n")
    let layout = try DataLayout.find(in: table)
    func effects(_ rule: RungRule?) throws -> EffectSizes {
      try StudyReading(of: table, layout: layout, rungs: rule).effects(.survival(.raw))
    }
    #expect(try effects(nil).k == 2)
    let reported = try effects(.reported)
    #expect(reported.studies.map(\.label) == ["A"] && reported.excluded.map(\.label) == ["B"])
    #expect(abs(reported.vi[0] - 0.0025) < 1e-15)
    #expect(abs(try effects(.total).vi[0] - 0.8 * 0.2 / 100) < 1e-15)
  }

  @Test("a row without complete data is left out with the reason")
  func excluded() throws {
    let table = try TableAnalysisTests.table("study,events,total\nA,1,40\nB,,50\nC,3,60\n")
    let reading = try StudyReading(of: table, layout: DataLayout.find(in: table))
    #expect(reading.rowNumbers == [1, 3])
    #expect(reading.excluded.map(\.label) == ["B"])
    guard case .oneGroup(let studies) = reading.studies else {
      Issue.record("counts of one group")
      return
    }
    #expect(studies.map(\.value.events) == [1, 3])
  }
}
