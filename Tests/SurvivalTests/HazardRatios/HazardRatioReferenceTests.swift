import Foundation
import Survival
import Testing

/// Every route and the read-offs against `Tests/Reference/hazard_ratios.json`, written in Python from the papers.
@Suite("Hazard ratios against references")
struct HazardRatioReferenceTests {
  struct File: Decodable {
    struct Report: Decodable {
      let hr, ci_low, ci_high, ci_level, log_hr, se, p, chi2, o_minus_e, v, events, events1, events2: Double?
      let expected1, expected2, total1, total2, median1, median2: Double?
      let p_sided: Int?
      let direction: HazardRatioDirection?

      var report: HazardRatioReport { makeReport(self) }
    }
    struct Case: Decodable {
      let report: Report
      let routes: [String: [Double]]
    }
    struct Arm: Decodable {
      let survival, at_risk: [Double]
      let size, low, high: Double
    }
    struct Curves: Decodable {
      struct Result: Decodable {
        let estimate: [Double]
        let intervals: [[Double]]
      }
      let times: [Double]
      let first, second: Arm
      let routes: [String: Result]
    }
    let reports: [Case]
    let curves: [Curves]
  }

  let file: File

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/hazard_ratios.json")
    file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder))
  }

  private func isClose(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-12 * max(abs(expected), 1e-3)
  }

  @Test("the same routes, and the same values within 1e-12")
  func routes() throws {
    var seen: Set<String> = []
    for (number, reference) in file.reports.enumerated() {
      let study = HazardRatioEstimates(label: "\(number)", report: reference.report.report)
      #expect(Set(study.possible.map(\.route.rawValue)) == Set(reference.routes.keys), "report \(number)")
      for estimate in study.possible {
        guard let expected = reference.routes[estimate.route.rawValue] else { continue }
        seen.insert(estimate.route.rawValue)
        #expect(isClose(estimate.logHR, expected[0]), "report \(number), \(estimate.route)")
        #expect(isClose(estimate.variance, expected[1]), "report \(number), \(estimate.route)")
      }
    }
    let curves: Set = ["curves-at-risk", "curves-follow-up"]
    #expect(seen.union(curves) == Set(HazardRatioRoute.allCases.map(\.rawValue)))
  }

  @Test("read-offs, interval by interval, within 1e-12")
  func readOffs() throws {
    #expect(file.curves.count == 12)
    for (number, reference) in file.curves.enumerated() {
      let pair = CurvePair(
        first: arm(reference.first, reference.times), second: arm(reference.second, reference.times))
      for (route, method) in [("curves-at-risk", CurveMethod.atRisk), ("curves-follow-up", .followUp)] {
        let read = try CurveReadOff(pair, method: method)
        let expected = try #require(reference.routes[route])
        #expect(isClose(read.logHR, expected.estimate[0]), "curves \(number), \(route)")
        #expect(isClose(read.variance, expected.estimate[1]), "curves \(number), \(route)")
        try #require(read.intervals.count == expected.intervals.count)
        for (interval, row) in zip(read.intervals, expected.intervals) {
          let own = [interval.first, interval.second].flatMap { [$0.events, $0.censored, $0.atRisk] }
          for (value, other) in zip(own, row) {
            #expect(abs(value - other) <= 1e-12 * pair.largest, "curves \(number), \(route)")
          }
        }
      }
    }
  }

  private func arm(_ arm: File.Arm, _ times: [Double]) -> CurveArm {
    CurveArm(
      times.indices.map {
        CurveArm.Point(time: times[$0], survival: arm.survival[$0], atRisk: arm.at_risk[$0])
      }, size: arm.size, followUp: CurveArm.FollowUp(low: arm.low, high: arm.high))
  }
}

extension CurvePair {
  /// The scale of the counts.
  fileprivate var largest: Double { max(first.size ?? 1, second.size ?? 1) }
}

private func makeReport(_ given: HazardRatioReferenceTests.File.Report) -> HazardRatioReport {
  func number(_ value: Double?) -> RoundedNumber? { value.map { RoundedNumber($0) } }
  var report = HazardRatioReport()
  report.hr = number(given.hr)
  report.ciLow = number(given.ci_low)
  report.ciHigh = number(given.ci_high)
  report.ciLevel = given.ci_level ?? 0.95
  report.logHR = number(given.log_hr)
  report.se = number(given.se)
  report.p = number(given.p)
  report.pSides = given.p_sided == 1 ? .one : .two
  report.chi2 = number(given.chi2)
  report.oMinusE = number(given.o_minus_e)
  report.v = number(given.v)
  (report.events, report.events1, report.events2) = (given.events, given.events1, given.events2)
  (report.expected1, report.expected2) = (number(given.expected1), number(given.expected2))
  (report.total1, report.total2) = (given.total1, given.total2)
  (report.median1, report.median2) = (number(given.median1), number(given.median2))
  report.direction = given.direction
  return report
}
