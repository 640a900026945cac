import EffectSizes
import Foundation
import Pooling
import StudyData
import Survival
import Testing

/// Reference values of `Tests/Reference/medians.py`.
struct MedianReference: Decodable {
  struct Fit: Decodable { let q, tau2, value, se: Double }
  struct Case: Decodable {
    let measure, scale: String
    let kept: [Int]
    let yi, vi: [Double]
    let dl: Fit
  }
  struct Metafor: Decodable { let yi, vi: [Double]; let value, se, tau2, q: Double }
  struct Effect: Decodable { let yi, vi: Double, rung: String }

  let rows: [[Double?]]
  let pairs: [[[Double?]]]
  let recurrences: [[Double?]]
  let oneGroup, twoGroups: [Case]
  let recurrenceEffects: [Effect]
  let metafor, metaforSpread: Metafor

  static let all: MedianReference = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/medians.json")
    guard let data = try? Data(contentsOf: file),
      let value = try? JSONDecoder().decode(MedianReference.self, from: data)
    else { preconditionFailure("Tests/Reference/medians.json cannot be read") }
    return value
  }()
}

/// value, SE, lower, upper, level, events as a time.
private func time(_ row: [Double?]) -> ReportedTime {
  ReportedTime(
    row[0] ?? .nan, interval: row[2].map { .init(low: $0, high: row[3], level: row[4] ?? 0.95) },
    standardError: row[1], events: row[5])
}

private func close(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-12) -> Bool {
  abs(value - expected) <= tolerance * abs(expected)
}

@Suite("Medians and restricted means")
struct MedianTests {
  private func check(_ effects: TimeEffects, _ expected: MedianReference.Case, labels: [String]) throws {
    let place: Comment = "\(expected.measure) \(expected.scale)"
    #expect(effects.effects.studies.map(\.label) == expected.kept.map { labels[$0] }, place)
    for (study, (yi, vi)) in zip(effects.effects.studies, zip(expected.yi, expected.vi)) {
      #expect(close(study.yi, yi) && close(study.vi, vi), "\(place) \(study.label)")
    }
    let fit = try RandomEffects(tau2: .derSimonianLaird, test: .z).fit(effects.effects)
    #expect(close(fit.estimate.value, expected.dl.value) && close(fit.estimate.se, expected.dl.se), place)
    // Q is a sum of squares around a mean that cancels: 1e-11.
    #expect(close(fit.heterogeneity.q, expected.dl.q, 1e-11), place)
  }

  @Test("one group: every route, measure and scale as numpy computes them", arguments: 0..<9)
  func oneGroup(index: Int) throws {
    let reference = MedianReference.all
    let expected = reference.oneGroup[index]
    let measure = try #require(TimeMeasure(rawValue: expected.measure))
    let scale = try #require(TimeIntervalScale(rawValue: expected.scale))
    let studies = reference.rows.enumerated().map { Study("study \($0)", time($1)) }
    try check(
      TimeEffects(measure, of: studies, limitsOn: scale), expected, labels: studies.map(\.label))
  }

  @Test("two groups: every route, measure and scale as numpy computes them", arguments: 0..<15)
  func twoGroups(index: Int) throws {
    let reference = MedianReference.all
    let expected = reference.twoGroups[index]
    let measure = try #require(TimeMeasure(rawValue: expected.measure))
    let scale = try #require(TimeIntervalScale(rawValue: expected.scale))
    let studies = reference.pairs.enumerated().map {
      Study("study \($0)", TwoGroupTimes(first: time($1[0]), second: time($1[1])))
    }
    try check(
      TimeEffects(measure, of: studies, limitsOn: scale), expected, labels: studies.map(\.label))
  }

  @Test("log ratios of medians pooled by REML as metafor pools them")
  func metafor() throws {
    for expected in [MedianReference.all.metafor, MedianReference.all.metaforSpread] {
      let studies = zip(expected.yi, expected.vi).map { yi, vi in
        Study(
          "study",
          TwoGroupTimes(
            first: ReportedTime(10 * exp(yi), standardError: 10 * exp(yi) * vi.squareRoot() * 0.6),
            second: ReportedTime(10, standardError: 10 * vi.squareRoot() * 0.8)))
      }
      let fit = try RandomEffects(tau2: .reml, test: .z).fit(TimeEffects(.medianRatio, of: studies).effects)
      #expect(close(fit.estimate.value, expected.value, 1e-8))
      #expect(close(fit.estimate.se, expected.se, 1e-8))
      #expect(abs((fit.heterogeneity.tau2 ?? .nan) - expected.tau2) < 1e-8)
      #expect(close(fit.heterogeneity.q, expected.q, 1e-10))
    }
    #expect(MedianReference.all.metaforSpread.tau2 > 0.01)
  }

  @Test("the exponential ratio is the inverse of the ratio of medians, and its variance that of the events")
  func exponential() {
    let times = TwoGroupTimes(first: ReportedTime(20, events: 50), second: ReportedTime(15, events: 80))
    let ratio = TimeEffects(.medianRatio, of: [Study("A", times)])
    let hazard = TimeEffects(.exponentialHazardRatio, of: [Study("A", times)])
    #expect(hazard.effects.yi[0] == -ratio.effects.yi[0])
    #expect(close(hazard.effects.vi[0], 1 / 50 + 1 / 80) && close(ratio.effects.vi[0], 1 / 50 + 1 / 80))
    #expect(hazard.derivations[0].isDerived && hazard.withoutDerived?.k == 0)
    #expect(hazard.warnings.map(\.code) == ["exponential-assumed"])
  }

  @Test("derived rows leave the result that stands beside")
  func withoutDerived() {
    let studies = [
      Study("A", ReportedTime(12, interval: .init(low: 9, high: 16))),
      Study("B", ReportedTime(14, events: 30)),
      Study("C", ReportedTime(14)),
    ]
    let effects = TimeEffects(.median, of: studies)
    #expect(effects.derivations.map(\.routes) == [[.interval], [.exponential]])
    #expect(effects.withoutDerived?.studies.map(\.label) == ["A"])
    #expect(effects.unused.map(\.label) == ["C"] && effects.effects.excluded.count == 1)
    #expect(TimeEffects(.median, of: [studies[0]]).withoutDerived == nil)
  }

  @Test("in other units the ratio, its variance and the symmetry are the same")
  func units() {
    func scaled(_ factor: Double) -> ReportedTime {
      ReportedTime(12 * factor, interval: .init(low: 9 * factor, high: 19 * factor))
    }
    let (months, days) = (
      TimeEffects(.median, of: [Study("A", scaled(1))]),
      TimeEffects(.median, of: [Study("A", scaled(30.4375))])
    )
    #expect(close(months.effects.vi[0], days.effects.vi[0], 1e-12))
    let symmetry = IntervalSymmetry(value: 12, low: 9, high: 19)
    #expect(symmetry.flattest == .log && abs(symmetry.raw - 0.4) < 1e-15)
  }

  @Test("the symmetry rules: exact on a scale, touching, wildly uneven")
  func symmetry() {
    let even = IntervalSymmetry(value: 12, low: 8, high: 18)
    #expect(abs(even.log ?? 1) < 1e-14 && abs(even.raw - 0.2) < 1e-15 && !even.isAsymmetric)
    let touching = IntervalSymmetry(value: 14, low: 14, high: 20)
    #expect(touching.touches && touching.isAsymmetric)
    let uneven = IntervalSymmetry(value: 11, low: 10.5, high: 19)
    #expect(uneven.isAsymmetric && !uneven.touches)
    #expect(IntervalSymmetry(value: 5, low: 0, high: 9).flattest == .raw)
    func codes(_ low: Double, _ high: Double, _ value: Double) -> [String] {
      TimeEffects(
        .median, of: [Study("A", ReportedTime(value, interval: .init(low: low, high: high)))]
      ).warnings.map(\.code)
    }
    #expect(codes(8, 18, 12) == [] && codes(14, 20, 14) == ["limit-at-estimate"])
    #expect(codes(10.5, 19, 11) == ["asymmetric-interval"])
  }
}
