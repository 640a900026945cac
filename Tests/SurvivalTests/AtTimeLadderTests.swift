import Distributions
import EffectSizes
import Foundation
import Pooling
import StudyData
import Survival
import Testing

@Suite("Survival at a time: the ladder of standard errors")
struct AtTimeLadderTests {
  private func variance(
    _ survival: Double, _ change: (inout ReportedSurvival) -> Void = { _ in }
  ) -> SurvivalVariance? {
    var reported = ReportedSurvival(survival: survival, time: 24)
    change(&reported)
    return SurvivalVariance(of: reported)
  }

  /// One study, of 100 people of whom censoring leaves 48 at risk at 24 months, given six ways.
  @Test("six ways to give one study, six standard errors")
  func sixWays() throws {
    let ways: [(SurvivalRung, ClosedRange<Double>, (inout ReportedSurvival) -> Void)] = [
      (.standardError, 0.048...0.048, { $0.standardError = 0.048 }),
      // Printed limits are off by up to 0.005 each, the standard error by up to 0.005/1.96.
      (.logMinusLogInterval, 0.0455...0.0506, { $0.limits = .init(lower: 0.61, upper: 0.80) }),
      (.plainInterval, 0.0477...0.0483, { $0.limits = .init(lower: 0.626, upper: 0.814) }),
      // All who were censored count as if they had left at once.
      (.atRisk, 0.0548...0.0551, { ($0.atRisk, $0.total) = (48, 100) }),
      (
        .followUp, 0.0455...0.0548,
        { ($0.total, $0.followUp) = (100, .init(low: 12, high: 48)) }
      ),
      // Nobody counts as censored.
      (.total, 0.0448...0.0450, { $0.total = 100 }),
    ]
    var errors: [SurvivalRung: Double] = [:]
    for (rung, range, change) in ways {
      let found = try #require(variance(0.72, change))
      #expect(found.rung == rung)
      #expect(range.contains(found.standardError), "\(rung.name): \(found.standardError)")
      errors[rung] = found.standardError
    }
    let censored = try #require(variance(0.72) { ($0.total, $0.censored) = (100, 24) })
    #expect(censored.rung == .censored)
    let total = try #require(errors[.total])
    let atRisk = try #require(errors[.atRisk])
    #expect(total < censored.standardError && censored.standardError < atRisk)
    let followUp = try #require(errors[.followUp])
    #expect(total < followUp && followUp < atRisk)
  }

  @Test("the first rung that has its numbers is taken")
  func order() {
    var all = ReportedSurvival(
      survival: 0.72, time: 24, standardError: 0.05, limits: .init(lower: 0.61, upper: 0.80), atRisk: 40,
      total: 90, censored: 20, followUp: .init(median: 30, low: 3, high: 70))
    var letters: [String] = []
    func step(_ change: () -> Void) {
      letters.append(SurvivalVariance(of: all)?.rung.letter ?? "-")
      change()
    }
    step { all.standardError = nil }
    step { all.limits = nil }
    step { all.atRisk = nil }
    step { all.censored = nil }
    step { all.followUp = .init() }
    step { all.total = nil }
    step {}
    #expect(letters == ["a", "d", "g", "h", "i", "j", "-"])
    #expect(SurvivalRung.allCases.filter(\.isDerived).map(\.letter) == ["h", "i", "j"])
  }

  @Test("0.72 with 0.61 to 0.80 was made on log(-log), though the digits fit the logit too")
  func recognized() throws {
    let interval = try #require(
      RecognizedInterval(survival: 0.72, limits: .init(lower: 0.61, upper: 0.80), level: 0.95))
    #expect(interval.best.scale == .logMinusLog)
    #expect(interval.isAmbiguous)
    #expect(abs(interval.margin - (interval.fits[1].asymmetry - interval.best.asymmetry)) < 1e-15)
    let note = try #require(variance(0.72) { $0.limits = .init(lower: 0.61, upper: 0.80) }?.note)
    #expect(note.contains("log(-log) scale") && note.contains("next logit") && note.contains("fit logit too"))
  }

  @Test("limits with more digits leave one scale")
  func digits() throws {
    for (scale, lower, upper) in [("log(-log)", 0.611951, 0.803039), ("plain", 0.624, 0.816)] {
      let interval = try #require(
        RecognizedInterval(survival: 0.72, limits: .init(lower: lower, upper: upper), level: 0.95))
      #expect(interval.best.scale.rawValue == scale)
    }
    let exact = try #require(
      RecognizedInterval(survival: 0.72, limits: .init(lower: 0.62592175, upper: 0.81407825), level: 0.95))
    #expect(exact.best.scale == .plain && !exact.isAmbiguous)
  }

  @Test("an interval of another level, and one that is cut off at 1")
  func otherIntervals() throws {
    let reported = ReportedSurvival(survival: 0.5, time: 1, limits: .init(lower: 0.4, upper: 0.6))
    let wide = try #require(SurvivalVariance(of: reported, intervalLevel: 0.95))
    let narrow = try #require(SurvivalVariance(of: reported, intervalLevel: 0.90))
    let z = (Normal.standard.quantile(0.975), Normal.standard.quantile(0.95))
    #expect(abs(narrow.standardError / wide.standardError - z.0 / z.1) < 1e-12)
    let cut = try #require(variance(0.9) { $0.limits = .init(lower: 0.75, upper: 1) })
    #expect(cut.rung == .plainInterval && abs(cut.standardError - 0.15 / z.0) < 1e-12)
    #expect(cut.note?.contains("cut off") == true)
    #expect(variance(0.9) { $0.limits = .init(lower: 0, upper: 1) } == nil)
  }

  @Test("more precise than all people could make it is said")
  func tooPrecise() throws {
    let found = try #require(variance(0.5) { ($0.standardError, $0.total) = (0.02, 100) })
    #expect(found.note?.contains("625 people all followed, of 100") == true)
    #expect(variance(0.5) { ($0.standardError, $0.total) = (0.05, 100) }?.note == nil)
  }

  @Test("the follow-up: nobody censored before the time is the total; a time at its end is no use")
  func followUpEnds() throws {
    func share(_ survival: Double, _ low: Double?, _ high: Double?, median: Double? = nil)
      -> SurvivalVariance?
    {
      variance(survival) { ($0.total, $0.followUp) = (100, .init(median: median, low: low, high: high)) }
    }
    #expect(share(0.6, 24, 60)?.effectiveTotal == 100)
    #expect(share(0.6, 6, 24)?.rung == .total)
    #expect(share(0.6, 6, 24)?.note?.contains("cannot help") == true)
    #expect(share(0.6, nil, nil, median: 12)?.rung == .total)
    let median = try #require(share(0.6, nil, nil, median: 20))
    let range = try #require(share(0.6, 0, 40))
    #expect(median.variance == range.variance && median.note?.contains("twice the median") == true)
    // The limits at both ends are those of survivals near them.
    for (end, near) in [(1.0, 1 - 1e-7), (0.0, 1e-300)] {
      let (exact, close) = (try #require(share(end, 6, 60)), try #require(share(near, 6, 60)))
      #expect(abs(exact.effectiveTotal / close.effectiveTotal - 1) < 2e-2 * (end == 0 ? 1 : 1e-3))
    }
  }

  @Test("the follow-up gives the variance that Kaplan-Meier curves of such people have")
  func simulated() throws {
    var stream = RandomStream(seed: 20)
    let (n, runs) = (150, 400)
    // Survival ½ at time 1, censoring uniform from 0.2 to 1.8.
    var estimates: [Double] = []
    for _ in 0..<runs {
      let people = (0..<n).map { _ in
        let death = -log(1 - stream.uniform()) / log(2.0)
        let end = 0.2 + 1.6 * stream.uniform()
        return SurvivalTime(time: min(death, end), isEvent: death <= end)
      }
      estimates.append(KaplanMeier(people).survival(at: 1))
    }
    let mean = estimates.reduce(0, +) / Double(runs)
    let spread = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
    let reported = ReportedSurvival(
      survival: 0.5, time: 1, total: Double(n), followUp: .init(low: 0.2, high: 1.8))
    let derived = try #require(SurvivalVariance(of: reported))
    // The variance of 400 draws is off by 7 % (one standard error).
    #expect(abs(spread / derived.variance - 1) < 0.2)
    #expect(derived.effectiveTotal < 0.85 * Double(n))
  }

  @Test("a life table of single deaths is the Kaplan-Meier curve")
  func lifeTable() throws {
    let curve = KaplanMeier(KaplanMeierTests.maintained)
    let steps = curve.steps.filter { $0.time <= 34 }
    let table = LifeTable(steps.map { .init(atRisk: Double($0.atRisk), events: Double($0.events)) })
    #expect(abs(table.survival - curve.survival(at: 34)) < 1e-14)
    let error = try #require(steps.last?.standardError)
    #expect(abs(try #require(table.variance).standardError - error) < 1e-14)
    #expect(LifeTable([.init(atRisk: 3, events: 3)]).variance == nil)
  }
}
