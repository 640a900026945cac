import Distributions
import StudyData
import Testing

@testable import Consistency

@Suite("Numbers behind the checks of courses and samples")
struct CourseNumbersTests {
  static func point(_ values: Double...) -> [ClosedRange<Double>] { values.map { $0...$0 } }

  @Test("the log-rank test of grouped times, by hand")
  func grouped() {
    // 10 and 20 of 100 each: O − E = 20 − 30·90/185, V = 30·95·90/185².
    let one = CurveTest(sizes: (100, 100), first: Self.point(0.9), second: Self.point(0.8))
    #expect(
      abs(one.z(intervals: 1) - (20 - 30 * 90 / 185.0) / (30.0 * 95 * 90 / 185 / 185).squareRoot()) < 1e-12)
    let two = CurveTest(sizes: (100, 100), first: Self.point(0.9, 0.6), second: Self.point(0.8, 0.6))
    #expect(abs(two.z(intervals: 2) - 0.28356012443896983) < 1e-12)
    #expect(abs(two.largestZ - 1.974496259196974) < 1e-12)
    #expect(abs(two.smallestZ - 0.28356012443896983) < 1e-12)
    #expect(two.mostEvents == 80)
    let mirrored = CurveTest(sizes: (100, 100), first: two.second, second: two.first)
    #expect(abs(mirrored.largestZ - two.largestZ) < 1e-12)
  }

  @Test("rounding widens what z can be")
  func rounding() {
    let test = CurveTest(sizes: (180, 180), first: [0.965...0.975], second: [0.905...0.915])
    let edge = CurveTest(sizes: (180, 180), first: Self.point(0.975), second: Self.point(0.905))
    let other = CurveTest(sizes: (180, 180), first: Self.point(0.965), second: Self.point(0.915))
    #expect(abs(test.largestZ - edge.z(intervals: 1)) < 1e-12)
    #expect(abs(test.smallestZ - other.z(intervals: 1)) < 1e-12)
    #expect(CurveTest(sizes: (9, 9), first: [0.4...0.6], second: [0.5...0.7]).smallestZ == 0)
  }

  @Test("a power of one half for a hazard ratio of 2 needs 32 events")
  func events() {
    let needed = CurveTest.eventsNeeded(
      z: Normal.standard.quantile(0.975), logHazardRatio: 0.6931471805599453, share: 0.5)
    #expect(abs(needed - 31.981972924812546) < 1e-9)
  }

  @Test("the grouped bound holds for the exact log-rank test of censored times")
  func bound() {
    var studies = ConsistentStudies(stream: RandomStream(seed: 3))
    var (outside, tests) = (0, 0)
    for _ in 0..<100 {
      let rows = studies.rows(study: "Sim 2020")
      for comparison in ArmComparison.all(in: rows) {
        guard let curves = Curves(comparison), let sizes = curves.sizes, curves.endsHere else { continue }
        tests += 1
        if comparison.z.lowerBound > 1.1 * curves.test(sizes).largestZ + CurvePValue.margin(curves) {
          outside += 1
        }
      }
    }
    #expect(tests > 30)
    #expect(outside * 100 <= tests, "\(outside) of \(tests)")
  }

  @Test("the sizes that a part can have")
  func parts() {
    // 38 % of m with at most 5 of 31 without the event: 3 of 8 only.
    #expect(PartSizes.fitting(0.375...0.385, others: [], events: 26, people: 31, among: 1...31) == [8])
    #expect(
      PartSizes.fitting(0.375...0.385, others: [0.645...0.655], events: 26, people: 31, among: 1...31) == [])
    #expect(PartSizes.counts(0.645...0.655, of: 17) == 11..<12)
  }

  @Test("the share followed falls linearly to the longest follow-up")
  func followed() throws {
    let row = EvidenceRow(
      row: 1, line: 2, study: "A 2015", texts: [.outcome: "OS"],
      numbers: [
        .at: try #require(PrintedNumber("60")), .followUpMedian: try #require(PrintedNumber("25")),
        .followUpHigh: try #require(PrintedNumber("64")),
      ], percent: PrintedPercent("40"))
    let share = try #require(FollowUpHorizon.shareFollowed(row))
    #expect(abs(share - 2 / 39.0) < 1e-15)
    #expect(abs(CrudeShare.expectedShare(survival: 25, at: 60, followUp: 30) - 50) < 1e-12)
  }

  @Test("comparisons name their arms in several ways, and p-values have a range")
  func comparisons() {
    func row(_ arm: String, _ comparator: String?, p: String) -> EvidenceRow {
      var texts: [EvidenceField: String] = [.arm: arm, .pText: p]
      texts[.comparator] = comparator
      return EvidenceRow(row: 1, line: 2, study: "A", texts: texts)
    }
    for arm in ["x v y", "x vs y", "x vs. y", "x versus y"] {
      #expect(row(arm, nil, p: "1").comparedArms.map { $0 == ("x", "y") } == true)
    }
    #expect(row("x", "y", p: "1").comparedArms.map { $0 == ("x", "y") } == true)
    #expect(row("x", nil, p: "1").comparedArms == nil)
    #expect(row("x", "y", p: "<.001").pRange == 0...0.001)
    #expect(row("x", "y", p: "> 0.05").pRange == 0.05...1)
    #expect(row("x", "y", p: "<= 0.05").pRange == 0...0.05)
    #expect(row("x", "y", p: "NS").pRange == nil)
    #expect(
      row("x", "y", p: ".20").pRange.map { abs($0.lowerBound - 0.195) < 1e-12 } == true)
  }
}
