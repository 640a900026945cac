import StudyData
import Survival
import Testing

@Suite("Hazard ratios from curves")
struct HazardRatioCurveTests {
  private func arm(
    _ survival: [Double], atRisk: [Double]? = nil, size: Double? = 100, low: Double = 5, high: Double = 40
  ) -> CurveArm {
    CurveArm(
      survival.enumerated().map { index, value in
        CurveArm.Point(time: Double(6 * (index + 1)), survival: value, atRisk: atRisk?[index])
      }, size: size, followUp: CurveArm.FollowUp(low: low, high: high))
  }

  @Test("the equations of an interval hold: S falls by d/R, and nobody is lost")
  func identities() throws {
    let pair = CurvePair(
      first: arm([0.9, 0.8, 0.72], atRisk: [88, 70, 50]),
      second: arm([0.85, 0.7, 0.6], atRisk: [80, 60, 44]))
    for method in CurveMethod.allCases {
      let read = try CurveReadOff(pair, method: method)
      #expect(read.intervals.count == 3)
      var left = 100.0
      for (interval, survival) in zip(read.intervals, [(1, 0.9), (0.9, 0.8), (0.8, 0.72)]) {
        let group = interval.first
        #expect(abs(1 - group.events / group.atRisk - survival.1 / survival.0) < 1e-14)
        #expect(abs(left - group.censored / 2 - group.atRisk) < 1e-12)
        left -= group.events + group.censored
      }
      if method == .atRisk { #expect(abs(left - 50) < 1e-12) }
      let weights = read.intervals.compactMap(\.variance).map { 1 / $0 }
      #expect(abs(read.variance - 1 / weights.reduce(0, +)) < 1e-15)
    }
  }

  @Test("before the shortest follow-up nobody is censored, at the longest everybody")
  func followUp() throws {
    let pair = CurvePair(
      first: arm([0.9, 0.8], low: 12, high: 18), second: arm([0.8, 0.7], low: 6, high: 12))
    let read = try CurveReadOff(pair, method: .followUp)
    #expect(read.intervals.map(\.first.censored) == [0, 0])
    #expect(read.intervals[1].second.censored == 80)
    let late = CurvePair(first: arm([0.9, 0.8, 0.7], low: 2, high: 9), second: arm([0.8, 0.7, 0.6]))
    let beyond = try CurveReadOff(late, method: .followUp)
    #expect(beyond.notes.contains { $0.code == "nobody-at-risk" })
    #expect(beyond.intervals[2].logHR == nil)
  }

  @Test("intervals without events: passed over where both are flat, joined where one is, no event made up")
  func zeros() throws {
    let flat = try CurveReadOff(
      CurvePair(first: arm([0.9, 0.9, 0.8]), second: arm([0.85, 0.85, 0.7])), method: .followUp)
    #expect(flat.intervals.map { $0.logHR == nil } == [false, true, false])
    let joined = try CurveReadOff(
      CurvePair(first: arm([0.9, 0.9, 0.8]), second: arm([0.85, 0.75, 0.7])), method: .followUp)
    #expect(joined.intervals.map(\.end) == [6, 18])
    #expect(joined.notes.contains { $0.code == "joined-intervals" })
    let tail = try CurveReadOff(
      CurvePair(first: arm([0.9, 0.8, 0.8]), second: arm([0.85, 0.75, 0.7])), method: .followUp)
    #expect(tail.intervals.map(\.end) == [6, 18])
    // Joining is reading at fewer times.
    let fewer = CurvePair(
      first: CurveArm(
        [.init(time: 6, survival: 0.9), .init(time: 18, survival: 0.8)], size: 100,
        followUp: .init(low: 5, high: 40)),
      second: CurveArm(
        [.init(time: 6, survival: 0.85), .init(time: 18, survival: 0.7)], size: 100,
        followUp: .init(low: 5, high: 40)))
    #expect(try CurveReadOff(fewer, method: .followUp).logHR == joined.logHR)
    #expect(throws: CurveReadOff.Failure.self) {
      try CurveReadOff(CurvePair(first: arm([1, 1, 1]), second: arm([0.85, 0.7, 0.6])), method: .followUp)
    }
    let zero = try CurveReadOff(
      CurvePair(first: arm([0.9, 0.8, 0.5]), second: arm([0.8, 0.6, 0])), method: .followUp)
    #expect(zero.intervals.last?.end == 12)
    #expect(zero.notes.contains { $0.code == "survival-zero" })
  }

  @Test("large intervals are warned about, and what is missing is said")
  func warnings() throws {
    let steep = CurvePair(first: arm([0.79, 0.7]), second: arm([0.9, 0.8]))
    let read = try CurveReadOff(steep, method: .followUp)
    let note = try #require(read.notes.first { $0.code == "large-intervals" })
    #expect(note.text.contains("0-6") && !note.text.contains("6-12"))
    func reason(_ pair: CurvePair, _ method: CurveMethod) -> String? {
      do throws(CurveReadOff.Failure) {
        _ = try CurveReadOff(pair, method: method)
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(reason(steep, .atRisk)?.contains("at_risk") == true)
    let noSize = CurvePair(first: arm([0.79, 0.7], size: nil), second: arm([0.9, 0.8]))
    #expect(reason(noSize, .followUp)?.contains("sizes of the groups") == true)
    let noRange = CurvePair(
      first: CurveArm([.init(time: 6, survival: 0.8)], size: 50), second: arm([0.9, 0.8]))
    #expect(reason(noRange, .followUp)?.contains("follow-up") == true)
  }

  @Test("a file of curves: order of rows, sizes of the table, and every wrong cell")
  func reading() throws {
    let csv = """
      study,arm,time,survival,at_risk
      A,T,12,0.8,40
      A,T,0,,60
      A,C,0,1,62
      A,C,12,0.7,38
      A,C,6,0.9,50
      A,T,6,0.95,52
      B,T,6,0.9,
      """
    let table = try StudyTable(parsing: Array(csv.utf8), name: "curves.csv")
    let labels = try StudyLabels.find(in: table)
    let read = try table.survivalCurvePairs(labels: labels)
    #expect(read.studies.map(\.label) == ["A"])
    #expect(read.excluded.map(\.label) == ["B"])
    #expect(read.studies[0].curves.first.points.map(\.time) == [6, 12])
    #expect(read.studies[0].curves.first.size == 60)
    let swapped = try table.survivalCurvePairs(labels: labels, arms: ("c", "t"))
    #expect(swapped.studies[0].curves.first == read.studies[0].curves.second)
    let wrong = """
      study,arm,time,survival,at_risk,follow_up_low,follow_up_high
      A,T,-1,0.8,40,,
      A,T,6,80,40,,
      A,C,6,0.8,30,9,5
      A,C,12,0.9,40,,
      A,C,12,0.7,20,,
      """
    let bad = try StudyTable(parsing: Array(wrong.utf8), name: "curves.csv")
    let error = #expect(throws: DataProblems.self) {
      try bad.survivalCurvePairs(labels: try StudyLabels.find(in: bad))
    }
    #expect(
      Set(error?.problems.map(\.code) ?? []) == [
        "negative", "not-a-survival", "limits-reversed", "survival-rises", "at-risk-rises", "time-twice",
      ])
  }
}
