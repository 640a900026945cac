import StudyData
import Survival
import Testing

/// Reports as a test writes them: `report { $0.hr = 0.68 }`.
func report(_ fill: (inout HazardRatioReport) -> Void) -> HazardRatioReport {
  var report = HazardRatioReport()
  fill(&report)
  return report
}

func printed(_ text: String) -> RoundedNumber {
  guard let number = RoundedNumber(printed: text) else { preconditionFailure("\(text) is a number") }
  return number
}

@Suite("Hazard ratio routes")
struct HazardRatioRouteTests {
  private func close(_ value: Double, _ expected: Double, within tolerance: Double) -> Bool {
    abs(value - expected) <= tolerance
  }

  private func reason(_ route: HazardRatioRoute, _ report: HazardRatioReport) -> String? {
    do throws(ImpossibleRoute) {
      _ = try route.estimate(report)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test("hazard ratio 0.68 (0.52 to 0.89)")
  func interval() throws {
    let estimate = try HazardRatioRoute.hrCI.estimate(
      report {
        $0.hr = printed("0.68")
        $0.ciLow = printed("0.52")
        $0.ciHigh = printed("0.89")
      })
    #expect(close(estimate.logHR, -0.385662, within: 5e-7))
    #expect(close(estimate.se, 0.137092, within: 5e-7))
    #expect(close(estimate.v, 53.2075, within: 5e-5))
    #expect(close(estimate.oMinusE, -20.5201, within: 5e-5))
    #expect(close(estimate.p, 0.004906, within: 5e-7))
    #expect(estimate.notes.isEmpty)
  }

  @Test("log-rank chi-squared of 6.8 with 142 events, 1:1, favors the first group")
  func logrank() throws {
    let given = report {
      $0.chi2 = 6.8
      $0.events = 142
      $0.direction = .favorsFirst
    }
    let estimate = try HazardRatioRoute.logrankEqual.estimate(given)
    #expect(close(estimate.hr, 0.645543, within: 5e-7))
    let limits = estimate.limits()
    #expect(close(limits.lower, 0.46458, within: 5e-6))
    #expect(close(limits.upper, 0.89698, within: 1.1e-5))
    #expect(estimate.notes.map(\.code) == ["equal-groups"])
    var other = given
    other.direction = .favorsSecond
    let opposite = try HazardRatioRoute.logrankEqual.estimate(other)
    #expect(opposite.logHR == -estimate.logHR)
    other.total1 = 200
    other.total2 = 200
    #expect(reason(.logrankEqual, other)?.contains("sizes of the groups are given") == true)
    #expect(try HazardRatioRoute.logrankAllocation.estimate(other).logHR == opposite.logHR)
  }

  @Test("two-sided p = .075 is z = 1.7805; one-sided p is used as it is")
  func sides() throws {
    var given = report {
      $0.p = printed(".075")
      $0.v = 1
      $0.direction = .favorsSecond
    }
    #expect(close(try HazardRatioRoute.pV.estimate(given).logHR, 1.7805, within: 5e-5))
    given.p = 0.0375
    given.pSides = .one
    let oneSided = try HazardRatioRoute.pV.estimate(given)
    #expect(close(oneSided.logHR, 1.7805, within: 5e-5))
    #expect(oneSided.notes.map(\.code) == ["one-sided-p"])
  }

  @Test("p below a limit: the least effect, the largest standard error, never preferred")
  func bounds() throws {
    let given = report {
      $0.hr = 0.7
      $0.p = 0.05
      $0.pComparison = .below
      $0.events1 = 40
      $0.events2 = 50
    }
    let study = HazardRatioEstimates(label: "A", report: given)
    let hrP = try #require(study.possible.first { $0.route == .hrP })
    let pArms = try #require(study.possible.first { $0.route == .pEventsArms })
    #expect(hrP.bound == .errorAtMost)
    #expect(pArms.bound == .effectAtLeast)
    #expect(study.used?.route == .hrEvents)
    // The limit is kept: a smaller p makes the standard error smaller and the effect larger.
    var smaller = given
    smaller.p = 0.01
    #expect(try HazardRatioRoute.hrP.estimate(smaller).se < hrP.se)
    #expect(abs(try HazardRatioRoute.pEventsArms.estimate(smaller).logHR) > abs(pArms.logHR))
    smaller.pComparison = .above
    #expect(reason(.hrP, smaller)?.contains("from below only") == true)
    #expect(reason(.pEventsArms, smaller)?.contains("from above only") == true)
  }

  @Test("p = 1 or a ratio of 1 leaves no variance; with V, p = 1 is no effect")
  func undefined() throws {
    let ratioOfOne = report {
      $0.hr = 1
      $0.p = 0.9
    }
    #expect(reason(.hrP, ratioOfOne) == "a hazard ratio of 1 leaves the variance undefined")
    let pOfOne = report {
      $0.hr = 0.9
      $0.p = 1
      $0.v = 12
    }
    #expect(reason(.hrP, pOfOne) == "p = 1 leaves the variance undefined")
    let none = try HazardRatioRoute.pV.estimate(pOfOne)
    #expect(none.logHR == 0)
    #expect(none.variance == 1.0 / 12)
  }

  @Test("the direction comes from the data, and is refused where they do not tell")
  func direction() throws {
    let test: (inout HazardRatioReport) -> Void = {
      $0.p = 0.02
      $0.events1 = 30
      $0.events2 = 50
    }
    #expect(reason(.pEventsArms, report(test))?.hasPrefix("needs direction") == true)
    func codes(_ fill: (inout HazardRatioReport) -> Void) throws -> [String] {
      let given = report {
        test(&$0)
        fill(&$0)
      }
      let estimate = try HazardRatioRoute.pEventsArms.estimate(given)
      #expect(estimate.logHR < 0)
      return estimate.notes.map(\.code)
    }
    #expect(try codes { $0.hr = 0.6 } == [])
    #expect(try codes { $0.logHR = -0.4 } == [])
    #expect(try codes { $0.oMinusE = -9 } == [])
    #expect(
      try codes {
        $0.expected1 = 41
        $0.expected2 = 39
      } == [])
    #expect(
      try codes {
        $0.median1 = 20
        $0.median2 = 14
      } == ["direction-from-medians"])
    #expect(
      try codes {
        $0.total1 = 100
        $0.total2 = 100
      } == ["direction-guessed"])
    // 30 of 100 and 50 of 160 hardly differ, and the test does: no guess.
    let ambiguous = report {
      test(&$0)
      $0.total1 = 100
      $0.total2 = 160
    }
    #expect(reason(.pEventsArms, ambiguous)?.hasPrefix("needs direction") == true)
  }

  @Test("an interval that rounding does not make symmetric is remarked on")
  func asymmetry() throws {
    func codes(_ hr: String, _ low: String, _ high: String) throws -> [String] {
      try HazardRatioRoute.hrCI.estimate(
        report {
          $0.hr = printed(hr)
          $0.ciLow = printed(low)
          $0.ciHigh = printed(high)
        }
      ).notes.map(\.code)
    }
    #expect(try codes("0.68", "0.52", "0.89") == [])
    #expect(try codes("0.3", "0.1", "0.9") == ["coarse-rounding"])
    #expect(try codes("1.20", "0.90", "2.50") == ["asymmetric-interval"])
    #expect(try codes("0.95", "0.52", "0.89") == ["estimate-outside-interval"])
    let middle = try HazardRatioRoute.hrCI.estimate(
      report {
        $0.ciLow = 0.5
        $0.ciHigh = 2
      })
    #expect(abs(middle.logHR) < 1e-15)
    #expect(middle.notes.map(\.code) == ["middle-of-interval"])
  }

  @Test("disagreement: beyond rounding in ln HR, beyond a quarter in the standard error")
  func disagreements() throws {
    let given = report {
      $0.hr = printed("0.70")
      $0.ciLow = printed("0.50")
      $0.ciHigh = printed("0.98")
      $0.p = printed("0.038")
      $0.events1 = 60
      $0.events2 = 80
    }
    #expect(HazardRatioEstimates(label: "A", report: given).disagreements.isEmpty)
    var few = given
    (few.events1, few.events2) = (20, 25)
    let study = HazardRatioEstimates(label: "A", report: few)
    #expect(study.used?.route == .hrCI)
    #expect(study.disagreements.map(\.route) == [.hrEvents, .pEventsArms, .pEventsEqual])
    #expect(study.disagreements[0].ratioOfErrors > 1.25)
    var wrongP = given
    wrongP.p = printed("0.38")
    let other = HazardRatioEstimates(label: "A", report: wrongP)
    #expect(other.contradictionOfP?.code == "p-differs")
    #expect(other.disagreements.map(\.route).contains(.hrP))
    var misprint = given
    misprint.logHR = printed("0.357")
    misprint.se = printed("0.172")
    let cox = HazardRatioEstimates(label: "A", report: misprint)
    #expect(cox.used?.route == .cox)
    #expect(cox.disagreements.first?.route == .hrCI)
  }

  @Test("swapping the groups turns the sign of every route and leaves its variance")
  func swapping() throws {
    let given = report {
      $0.hr = 0.7
      $0.ciLow = 0.5
      $0.ciHigh = 0.98
      $0.p = 0.04
      $0.chi2 = 4.3
      $0.oMinusE = -12
      $0.v = 34
      $0.se = 0.17
      $0.events1 = 60
      $0.events2 = 80
      $0.expected1 = 72
      $0.expected2 = 68
      $0.total1 = 200
      $0.total2 = 210
      $0.median1 = 20
      $0.median2 = 15
    }
    let swapped = report {
      $0 = given
      $0.hr = RoundedNumber(1 / 0.7)
      $0.ciLow = RoundedNumber(1 / 0.98)
      $0.ciHigh = RoundedNumber(1 / 0.5)
      $0.oMinusE = 12
      ($0.events1, $0.events2) = (80, 60)
      ($0.expected1, $0.expected2) = (68, 72)
      ($0.total1, $0.total2) = (210, 200)
      ($0.median1, $0.median2) = (15, 20)
    }
    let (one, two) = (
      HazardRatioEstimates(label: "A", report: given), HazardRatioEstimates(label: "A", report: swapped)
    )
    #expect(one.possible.map(\.route) == two.possible.map(\.route))
    #expect(one.possible.count == 15)
    for (left, right) in zip(one.possible, two.possible) {
      #expect(abs(left.logHR + right.logHR) < 1e-14, "\(left.route)")
      #expect(abs(left.variance - right.variance) < 1e-14, "\(left.route)")
    }
  }

  @Test("what printed digits leave open")
  func printing() {
    #expect(printed("0.68").halfUnit == 0.005)
    #expect(printed(".075").halfUnit == 0.0005)
    #expect(printed("12").halfUnit == 0.5)
    #expect(abs(printed("1.5e-3").halfUnit - 5e-5) < 1e-18)
    #expect(printed("0.36787944117144233").halfUnit == 0)
    #expect(printed("\u{2212}0.4").value == -0.4)
    for text in ["", "<.05", "0,7", "inf", "nan", "0x1p3"] { #expect(RoundedNumber(printed: text) == nil) }
  }
}
