import Foundation
import Survival
import Testing

/// The routes from what R's `survival` gives on simulated individual data, against the Cox log hazard ratio of these data.
///
/// What each route can do differs: numbers from the Cox model give it back up to rounding; a log-rank test is another
/// estimate of the same ratio, near it (closest in balanced groups with small effects); curves read off at a few
/// times are rougher.
@Suite("Hazard ratios from simulated data")
struct HazardRatioSimulatedTests {
  struct File: Decodable { let cases: [Case] }
  struct Case: Decodable {
    let seed, n1, n2, cox, se, wald_p, low, high, chi2, logrank_p, o_minus_e, v: Double
    let events1, events2, expected1, expected2, median1, median2: Double
    let times, survival1, survival2, at_risk1, at_risk2: [Double]

    var direction: HazardRatioDirection { cox < 0 ? .favorsFirst : .favorsSecond }

    func curve(_ survival: [Double], _ atRisk: [Double], _ size: Double) -> CurveArm {
      CurveArm(
        times.indices.map {
          CurveArm.Point(time: times[$0], survival: survival[$0], atRisk: atRisk[$0])
        }, size: size, followUp: CurveArm.FollowUp(low: 12, high: 60))
    }

    var curves: CurvePair {
      CurvePair(first: curve(survival1, at_risk1, n1), second: curve(survival2, at_risk2, n2))
    }
  }

  let cases: [Case]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/hazard_ratios_simulated.json")
    cases = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).cases
    try #require(cases.count == 8)
  }

  @Test("the interval and the p-value of the Cox model give back its coefficient and standard error")
  func cox() throws {
    for given in cases {
      let exact = report {
        $0.logHR = RoundedNumber(given.cox)
        $0.ciLow = RoundedNumber(given.low)
        $0.ciHigh = RoundedNumber(given.high)
        $0.p = RoundedNumber(given.wald_p)
      }
      for route in [HazardRatioRoute.hrCI, .hrP] {
        let estimate = try route.estimate(exact)
        #expect(abs(estimate.logHR - given.cox) < 1e-12)
        #expect(abs(estimate.se - given.se) < 1e-10 * given.se, "seed \(given.seed), \(route)")
      }
      let rounded = report {
        $0.hr = RoundedNumber((exp(given.cox) * 100).rounded() / 100, halfUnit: 0.005)
        $0.ciLow = RoundedNumber((given.low * 100).rounded() / 100, halfUnit: 0.005)
        $0.ciHigh = RoundedNumber((given.high * 100).rounded() / 100, halfUnit: 0.005)
      }
      let estimate = try HazardRatioRoute.hrCI.estimate(rounded)
      #expect(abs(estimate.logHR - given.cox) <= estimate.rounding.logHR)
      #expect(abs(estimate.se - given.se) <= estimate.rounding.se)
      #expect(estimate.notes.isEmpty, "seed \(given.seed)")
    }
  }

  @Test("the log-rank routes lie within half a standard error of the Cox estimate, their errors within 15 %")
  func logrank() throws {
    for given in cases {
      let printed = report {
        $0.chi2 = RoundedNumber(given.chi2)
        $0.p = RoundedNumber(given.logrank_p)
        $0.events1 = given.events1
        $0.events2 = given.events2
        $0.total1 = given.n1
        $0.total2 = given.n2
        $0.oMinusE = RoundedNumber(given.o_minus_e)
        $0.v = RoundedNumber(given.v)
        $0.expected1 = RoundedNumber(given.expected1)
        $0.expected2 = RoundedNumber(given.expected2)
      }
      let study = HazardRatioEstimates(label: "simulated", report: printed)
      let routes = study.possible.filter { $0.route != .hrP }
      #expect(
        routes.map(\.route) == [
          .oMinusEAndV, .oMinusEChi2, .observedExpected, .logrankV, .logrankArms, .logrankAllocation, .pV,
          .pEventsArms, .pEventsAllocation,
        ])
      for estimate in routes {
        #expect(
          abs(estimate.logHR - given.cox) < 0.5 * given.se, "seed \(given.seed), \(estimate.route)")
        #expect(abs(estimate.se / given.se - 1) < 0.15, "seed \(given.seed), \(estimate.route)")
        // χ² and p are of the same test.
        if let other = routes.first(where: { $0.route == .logrankArms }), estimate.route == .pEventsArms {
          #expect(abs(estimate.logHR - other.logHR) < 1e-10)
        }
      }
      // O − E, V and χ² of a log-rank test of two groups are one thing.
      let (direct, test) = (routes[0], routes[1])
      #expect(abs(direct.logHR - test.logHR) < 1e-10 && abs(direct.variance - test.variance) < 1e-10)
    }
  }

  @Test("curves read off every three months: on average near, each within 1.2 standard errors")
  func curves() throws {
    for method in CurveMethod.allCases {
      var sum = 0.0
      for given in cases {
        let read = try CurveReadOff(given.curves, method: method)
        let distance = (read.logHR - given.cox) / given.se
        #expect(abs(distance) < 1.2, "seed \(given.seed), \(method)")
        #expect(abs(read.variance.squareRoot() / given.se - 1) < 0.15, "seed \(given.seed), \(method)")
        sum += distance / Double(cases.count)
      }
      #expect(abs(sum) < 0.3, "\(method)")
    }
  }

  @Test("medians tell no more than the direction, and not even that in small effects")
  func medians() throws {
    for given in cases where abs(given.cox) > 2 * given.se {
      let estimate = try HazardRatioRoute.medianRatio.estimate(
        report {
          $0.median1 = RoundedNumber(given.median1)
          $0.median2 = RoundedNumber(given.median2)
          $0.events1 = given.events1
          $0.events2 = given.events2
        })
      #expect(estimate.logHR.sign == given.cox.sign)
      #expect(abs(estimate.logHR - given.cox) < 2 * given.se, "seed \(given.seed)")
    }
  }
}
