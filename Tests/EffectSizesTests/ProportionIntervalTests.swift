import EffectSizes
import Foundation
import StudyData
import Testing

/// Confidence intervals of one proportion.
struct ProportionIntervalTests {
  static let z = 1.959963984540054
  static let counts: [GroupCounts] = [
    (0, 1), (0, 20), (1, 1), (20, 20), (1, 9), (7, 180), (24, 33), (499, 1000), (3, 1e6),
  ]
  .map { GroupCounts(events: $0.0, total: $0.1) }

  private func limits(_ interval: ProportionInterval, _ x: Double, _ n: Double, level: Double = 0.95) throws
    -> (
      lower: Double, upper: Double
    )
  { try #require(interval.limits(of: GroupCounts(events: x, total: n), level: level)) }

  @Test func exactAtTheEnds() throws {
    // (1 − p)ⁿ = 0.025.
    for n in [1.0, 3, 20, 1000] {
      let none = try limits(.clopperPearson, 0, n)
      #expect(none.lower == 0 && abs(none.upper - (1 - pow(0.025, 1 / n))) <= 1e-14)
      let all = try limits(.clopperPearson, n, n)
      #expect(all.upper == 1 && abs(all.lower - pow(0.025, 1 / n)) <= 1e-14)
    }
  }

  /// At the limits the tails of the binomial distribution have 2.5 %.
  @Test(arguments: [(1.0, 9.0), (7, 180), (24, 33), (5, 10)]) func exactTails(x: Double, n: Double) throws {
    let (lower, upper) = try limits(.clopperPearson, x, n)
    func probability(_ i: Double, _ p: Double) -> Double {
      let ways = lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1)
      return exp(ways + i * log(p) + (n - i) * log1p(-p))
    }
    let above = stride(from: x, through: n, by: 1).reduce(0) { $0 + probability($1, lower) }
    let below = stride(from: 0, through: x, by: 1).reduce(0) { $0 + probability($1, upper) }
    #expect(abs(above - 0.025) <= 1e-13 && abs(below - 0.025) <= 1e-13)
  }

  /// |x/n − p| = z √(p(1 − p)/n).
  @Test(arguments: counts) func scoreEquation(counts: GroupCounts) throws {
    let limits = try #require(ProportionInterval.wilson.limits(of: counts, level: 0.95))
    for p in [limits.lower, limits.upper] {
      let distance = abs(counts.events / counts.total - p)
      let half = Self.z * (p * (1 - p) / counts.total).squareRoot()
      #expect(abs(distance - half) <= 1e-14)
    }
    if counts.events == 0 { #expect(limits.lower == 0) }
    if counts.events == counts.total { #expect(limits.upper == 1) }
  }

  @Test func agrestiCoullAndWald() throws {
    let z2 = Self.z * Self.z
    let (n, p) = (180 + z2, (7 + z2 / 2) / (180 + z2))
    let coull = try limits(.agrestiCoull, 7, 180)
    #expect(abs(coull.lower - (p - Self.z * (p * (1 - p) / n).squareRoot())) <= 1e-15)
    #expect(abs(coull.upper - (p + Self.z * (p * (1 - p) / n).squareRoot())) <= 1e-15)
    let wald = try limits(.wald, 30, 120)
    #expect(abs(wald.lower - (0.25 - Self.z * 0.25 * (3.0 / 120).squareRoot())) <= 1e-15)
    // Cut at the ends, and of no width there.
    #expect(try limits(.wald, 1, 9).lower == 0)
    #expect(try limits(.wald, 0, 9) == (0, 0) && limits(.wald, 9, 9) == (1, 1))
    #expect(try limits(.agrestiCoull, 0, 20).lower == 0 && limits(.agrestiCoull, 20, 20).upper == 1)
  }

  @Test(arguments: counts) func orderedAndInside(counts: GroupCounts) throws {
    for interval in ProportionInterval.allCases where interval != .onScale {
      var last: (lower: Double, upper: Double) = (counts.risk, counts.risk)
      for level in [0.1, 0.8, 0.95, 0.999] {
        let limits = try #require(interval.limits(of: counts, level: level))
        #expect(limits.lower >= 0 && limits.upper <= 1)
        #expect(limits.lower <= counts.risk + 1e-15 && counts.risk <= limits.upper + 1e-15)
        // A higher level contains a lower one; Clopper and Pearson's are no narrower than nothing.
        #expect(
          limits.lower <= last.lower + 1e-15 && limits.upper >= last.upper - 1e-15,
          "\(interval.rawValue) \(level)")
        last = limits
      }
    }
  }

  @Test(arguments: counts) func symmetric(counts: GroupCounts) throws {
    let others = GroupCounts(events: counts.nonEvents, total: counts.total)
    for interval in ProportionInterval.allCases where interval != .onScale {
      let one = try #require(interval.limits(of: counts, level: 0.95))
      let other = try #require(interval.limits(of: others, level: 0.95))
      #expect(abs(one.lower + other.upper - 1) <= 1e-14 && abs(one.upper + other.lower - 1) <= 1e-14)
    }
  }

  /// The interval yᵢ ± z √vᵢ read back, about the estimate read back, which a correction moves.
  @Test func onTheScale() {
    #expect(ProportionInterval.onScale.limits(of: GroupCounts(events: 1, total: 2), level: 0.95) == nil)
    let studies = [
      Study("a", GroupCounts(events: 7, total: 180)), Study("b", GroupCounts(events: 0, total: 20)),
    ]
    for measure in ProportionMeasure.allCases {
      let effects = EffectSizes(measure, of: studies, interval: .onScale)
      for (study, counts) in zip(effects.studies, studies.map(\.value)) {
        let transformation = measure.transformation(size: counts.total)
        let ends = [-1.0, 1].map { transformation.inverse(study.yi + $0 * Self.z * study.sei) }.sorted()
        #expect(
          abs(study.lower - ends[0]) <= 1e-14 && abs(study.upper - ends[1]) <= 1e-14, "\(measure.rawValue)")
        #expect(abs(study.estimate - transformation.inverse(study.yi)) <= 1e-15)
      }
    }
    let corrected = EffectSizes(.logit, of: studies, interval: .onScale).studies[1]
    #expect(abs(corrected.estimate - 0.5 / 21) <= 1e-15)
    // By any other interval the estimate shown is x/n.
    #expect(EffectSizes(.logit, of: studies, interval: .wilson).studies[1].estimate == 0)
  }

  @Test func levelOfTheStudies() throws {
    let effects = EffectSizes(.logit, of: [Study("a", GroupCounts(events: 3, total: 10))], level: 0.8)
    let expected = try limits(.clopperPearson, 3, 10, level: 0.8)
    #expect(effects.level == 0.8 && effects.interval == .clopperPearson)
    #expect(effects.studies[0].lower == expected.lower && effects.studies[0].upper == expected.upper)
  }
}
