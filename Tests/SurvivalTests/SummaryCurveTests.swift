import Distributions
import Foundation
import StudyData
import Testing

@testable import Survival

/// What can be worked out by hand, identities, and what becomes of unusual studies.
@Suite("Summary curve")
struct SummaryCurveTests {
  private func study(
    _ label: String, group: String? = nil, total: Double? = nil, _ points: (Double, Double, Double?)...
  ) -> StudyCurve {
    StudyCurve(
      label, group: group, total: total,
      points.map { StudyCurve.Point(time: $0.0, survival: $0.1, atRisk: $0.2) })
  }

  private var three: [StudyCurve] {
    [
      study("a", group: "x", (6, 0.8, 40), (12, 0.55, 30), (24, 0.3, 18)),
      study("b", group: "x", (6, 0.6, 90), (12, 0.3, 50)),
      study("c", group: "y", (6, 0.9, 25), (12, 0.7, 22), (24, 0.6, 12)),
    ]
  }

  /// 10 of 20 and 30 of 40: y = arcsin √(10.25/20.5) = π/4 and arcsin √(30.25/40.5), w = 82 and 162.
  @Test("two studies at one time are DerSimonian and Laird's mean of two arcsines")
  func oneTime() throws {
    let studies = [study("a", (12, 0.5, 20)), study("b", (12, 0.75, 40))]
    let (y1, y2, w1, w2) = (Double.pi / 4, asin((30.25 / 40.5).squareRoot()), 82.0, 162.0)
    let q = w1 * w2 / (w1 + w2) * (y1 - y2) * (y1 - y2)
    let tau2 = (q - 1) / (w1 + w2 - (w1 * w1 + w2 * w2) / (w1 + w2))
    let (r1, r2) = (1 / (1 / w1 + tau2), 1 / (1 / w2 + tau2))
    let beta = (r1 * y1 + r2 * y2) / (r1 + r2)
    let survival = sin(beta) * sin(beta)
    let logSE = 2 / tan(beta) / (r1 + r2).squareRoot()
    let fit = try SummaryCurve().fit(studies)
    #expect(tau2 > 0)
    #expect(abs(fit.between[0, 0] - tau2) < 1e-15)
    #expect(abs(fit.heterogeneity.q - q) < 1e-13)
    #expect(fit.heterogeneity.share.df == 1 && fit.heterogeneity.original.df == 0)
    let point = try #require(fit.points.first)
    #expect(abs(point.survival - survival) < 1e-14 && abs(point.logSE - logSE) < 1e-14)
    // exp(−exp(ln(−ln S) ± z·SE/ln S))
    let g = log(-log(survival))
    let half = Normal.standard.upperQuantile(0.025) * logSE / -log(survival)
    let (lower, upper) = (exp(-exp(g + half)), exp(-exp(g - half)))
    #expect(abs(point.limits.lower - lower) < 1e-14)
    #expect(abs(point.limits.upper - upper) < 1e-14)
    // The area under the line from (0, 1) to (12, S).
    let mean = try #require(fit.restrictedMean)
    let (area, areaSE) = (6 * (1 + survival), 6 * survival * logSE)
    #expect(abs(mean.value - area) < 1e-13)
    #expect(abs(mean.se - areaSE) < 1e-13)
    #expect(fit.median.value == nil && fit.median.upper == nil)
  }

  @Test("one study's curve is its own, but for the correction of the arcsine")
  func oneStudy() throws {
    let fit = try SummaryCurve().fit([three[0]])
    let first = 32.25 / 40.5
    let second = (30 * 0.55 / 0.8 + 0.25) / 30.5
    #expect(abs(fit.points[0].survival - first) < 1e-14)
    #expect(abs(fit.points[1].survival - first * second) < 1e-14)
    #expect(fit.points.allSatisfy { $0.prediction == nil && $0.limits.lower < $0.survival })
    #expect(fit.warnings.map(\.code) == ["single-study"])
    #expect(fit.heterogeneity.share.h2 == nil && fit.heterogeneity.p == nil)
  }

  @Test("the order of the studies does not matter")
  func order() throws {
    for model in SummaryCurve.Model.allCases {
      let fit = try SummaryCurve(model: model).fit(three)
      let turned = try SummaryCurve(model: model).fit(three.reversed())
      for (a, b) in zip(fit.points, turned.points) {
        #expect(abs(a.survival - b.survival) < 1e-14 && abs(a.logSE - b.logSE) < 1e-14)
      }
    }
  }

  @Test("without differences between studies, random effects are the common effect")
  func noDifferences() throws {
    let same = (0..<4).map { study("\($0)", (6, 0.8, 40), (12, 0.5, 30), (18, 0.4, 18)) }
    let random = try SummaryCurve(model: .random).fit(same)
    let common = try SummaryCurve(model: .common).fit(same)
    #expect(random.between.elements.allSatisfy { abs($0) < 1e-16 })
    for (a, b) in zip(random.points, common.points) {
      #expect(abs(a.survival - b.survival) < 1e-14 && abs(a.logSE - b.logSE) < 1e-13)
      #expect(common.points.allSatisfy { $0.prediction == nil } && a.prediction != nil)
    }
  }

  @Test("the common effect is the weighted mean of each interval alone")
  func commonEffect() throws {
    let fit = try SummaryCurve(model: .common).fit(three)
    let last = [(30 * 0.55 / 0.8, 30.0), (50 * 0.5, 50.0), (22 * 0.7 / 0.9, 22.0)]
    let sum = last.map { 4 * ($0.1 + 0.5) }.reduce(0, +)
    let weighted = last.map { survivors, count in
      let root = ((survivors + 0.25) / (count + 0.5)).squareRoot()
      return 4 * (count + 0.5) * asin(root)
    }
    let mean = weighted.reduce(0, +) / sum
    #expect(abs(fit.points[1].beta - mean) < 1e-14)
    #expect(fit.points.map(\.studies) == [3, 3, 2] && fit.points.map(\.atRisk) == [155, 102, 30])
  }

  @Test("intervals that one study alone has, or that no two have together, have no covariance")
  func fewPairs() throws {
    let fit = try SummaryCurve().fit([three[0], three[1]])
    #expect(fit.between[2, 2] == 0 && fit.between[0, 2] == 0 && fit.between[1, 2] == 0)
    #expect(fit.warnings.map(\.code) == ["few-studies", "single-study-times"])
  }

  @Test(
    "in a gap, S is interpolated under a constant hazard and the variance of ln S stays that of the interval")
  func gap() throws {
    let parts = try CurveInput(
      [study("a", (2, 0.9, 50), (6, 0.5, 45)), study("b", (1, 0.9, 9), (3, 0.8, 8), (4, 0.7, 7))], times: nil
    ).series[0]
    #expect(parts.interpolated == [1, 3, 4] && parts.count == 5)
    let (second, fourth) = (50 * 0.9.squareRoot(), 45 * pow(5.0 / 9, 0.25))
    #expect(parts.atRisk[0] == 50)
    #expect(abs(parts.atRisk[1] - second) < 1e-12)
    #expect(abs(parts.atRisk[3] - fourth) < 1e-12)
    // Π q over the parts is q of the interval, and Σ(1 − q)/(nq) is (1 − q)/(nq) of the interval.
    var (product, sum) = (1.0, 0.0)
    for j in 2..<5 {
      let (count, root) = (parts.atRisk[j], sin(parts.yi[j]))
      let q = (root * root * (count + 0.5) - 0.25) / count
      product *= q
      sum += (1 - q) / (count * q)
    }
    let whole = 0.5 / 0.9
    #expect(abs(product - whole) < 1e-13)
    let own = (1 - whole) / (45 * whole)
    #expect(abs(sum - own) < 1e-14)
    #expect(parts.warnings.map(\.code) == ["interpolated"])
  }

  @Test("a gap that ends at 0 is interpolated on a line")
  func gapToZero() throws {
    let series = try CurveInput(
      [study("a", (2, 0.8, 50), (6, 0, 40)), study("b", (2, 0.9, 9), (3, 0.8, 8), (6, 0.7, 7))], times: nil
    ).series[0]
    #expect(series.interpolated == [3] && series.atRisk.map { ($0 * 1e9).rounded() / 1e9 } == [50, 40, 30])
    let allDead = asin((0.25 / 30.5).squareRoot())
    #expect(abs(series.yi[2] - allDead) < 1e-14)
  }

  @Test("after S = 0 and where nobody is at risk a study ends, and says so")
  func ends() throws {
    let studies = [
      study("a", (6, 0.8, 40), (12, 0, 30), (24, 0, 0)),
      study("b", (6, 0.6, 90), (12, 0.3, 50), (24, 0.1, 20)),
      study("c", (6, 0.7, 50), (12, 0.4, 0), (24, 0.4, 0)),
    ]
    let fit = try SummaryCurve(model: .common).fit(studies)
    #expect(fit.points.map(\.studies) == [3, 2, 1])
    #expect(fit.warnings.map(\.code).prefix(2) == ["zero-survival", "nobody-at-risk"])
    // A study that ended at S = 0 between the times asked for is known to be at 0 at the next.
    let read = try CurveInput([study("a", (6, 0.8, 40), (9, 0, 30))], times: [6, 12]).series[0]
    let allDead = asin((0.25 / 30.5).squareRoot())
    #expect(read.count == 2)
    #expect(abs(read.yi[1] - allDead) < 1e-14)
  }

  @Test("times asked for join the intervals between them")
  func times() throws {
    let fit = try SummaryCurve(model: .common, times: [12, 60]).fit([three[0]])
    let joined = (40 * 0.55 + 0.25) / 40.5
    #expect(fit.points.count == 1)
    #expect(abs(fit.points[0].survival - joined) < 1e-14)
    #expect(fit.warnings.map(\.code) == ["times-not-reached", "single-study"])
    #expect(throws: SummaryCurveError.noTimes) { try SummaryCurve(times: [60]).fit(three) }
  }

  @Test("numbers at risk are derived from the number at the start, and said to be")
  func derived() throws {
    let bare = study("a", total: 100, (6, 0.8, nil), (12, 0.5, nil), (24, 0.4, nil))
    let none = try #require(DerivedAtRisk.filling(bare))
    #expect(none.curve.points.map(\.atRisk) == [100, 80, 50])
    #expect(none.warnings.map(\.code) == ["at-risk-upper-bound"])
    var followed = bare
    followed.followUp = 4...20
    let even = try #require(DerivedAtRisk.filling(followed))
    #expect(even.curve.points.map(\.atRisk) == [100, 70, 25])
    #expect(even.warnings.map(\.code) == ["at-risk-derived"])
    let partly = study("a", (6, 0.8, 40), (12, 0.5, nil), (24, 0.4, 10))
    #expect(try #require(DerivedAtRisk.filling(partly)).curve.points.map(\.atRisk) == [40, 32, 10])
    let fit = try SummaryCurve().fit(three + [study("d", (6, 0.8, nil))])
    #expect(fit.k == 3 && fit.excluded.map(\.label) == ["d"])
  }

  @Test("medians that are crossed at once, later, or not at all")
  func medians() {
    let early = 10 * 0.5 / 0.6
    #expect(CurveMedian.crossing([10, 20], [0.4, 0.2]).map { abs($0 - early) < 1e-14 } == true)
    #expect(CurveMedian.crossing([10, 20], [0.5, 0.5]) == 10)
    #expect(CurveMedian.crossing([10, 20], [0.75, 0.25]) == 15)
    #expect(CurveMedian.crossing([10, 20], [0.75, 0.51]) == nil)
  }

  @Test("the area up to a horizon between two times")
  func area() throws {
    // Heights 1, 0.6 at 10, 0.2 at 20: up to 15 it is 8 + 2.5.
    let area = try #require(TrapeziumArea(times: [10, 20, 30], horizon: 15))
    #expect(abs(area.under([0.6, 0.2, 0.1]) - 10.5) < 1e-14)
    #expect(TrapeziumArea(times: [10], horizon: 11) == nil)
    let fit = try SummaryCurve(horizon: 100).fit(three)
    #expect(fit.restrictedMean == nil && fit.warnings.contains { $0.code == "horizon-not-reached" })
  }

  @Test("draws repeat with their seed and agree with the delta method where studies are large")
  func draws() throws {
    let large = three.map { study in
      var study = study
      for j in study.points.indices { study.points[j].atRisk = study.points[j].atRisk.map { $0 * 400 } }
      return study
    }
    let model = SummaryCurve(model: .common, interval: .draws, draws: 20_000, seed: 4)
    let fit = try model.fit(large)
    #expect(fit == (try model.fit(large)))
    var other = model
    other.seed = 5
    #expect(fit != (try other.fit(large)))
    for point in fit.points {
      let draws = try #require(point.draws)
      #expect(point.limits == draws)
      // 20 000 draws place a percentile to about 2 % of the width.
      let width = point.logMinusLog.upper - point.logMinusLog.lower
      #expect(abs(draws.lower - point.logMinusLog.lower) < 0.03 * width)
      #expect(abs(draws.upper - point.logMinusLog.upper) < 0.03 * width)
    }
    let mean = try #require(fit.restrictedMean)
    let width = 3.92 * mean.se
    #expect(abs(mean.upper - mean.lower - width) < 0.05 * width)
  }

  @Test("impossible curves are refused")
  func refusals() {
    func reason(_ studies: [StudyCurve]) -> String {
      do throws(SummaryCurveError) {
        _ = try SummaryCurve().fit(studies)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(reason([study("a", (6, 0.5, 9), (12, 0.6, 9))]).contains("rises from 0.5 to 0.6 at 12"))
    #expect(reason([study("a", (6, 0.5, 9), (6, 0.4, 9))]).contains("times must rise"))
    #expect(reason([study("a", (0, 1, 9))]).contains("times must rise"))
    #expect(reason([study("a", (6, 1.5, 9))]).contains("no proportion"))
    #expect(reason([study("a", (6, 0.5, -1))]).contains("cannot be at risk"))
    #expect(reason([]).contains("no study"))
    #expect(reason([study("a", (6, 0.5, nil))]).contains("no study"))
  }

  @Test(
    "on random data limits hold the curve, curves fall, and strata never differ negatively", arguments: 0..<60
  )
  func random(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let studies = (0..<(1 + stream.below(9))).map { index in
      var (time, survival, atRisk) = (0.0, 1.0, Double(1 + stream.below(300)))
      let points = (0..<(1 + stream.below(8))).map { _ in
        time += Double(1 + stream.below(3))
        let q = stream.below(12) == 0 ? Double(stream.below(2)) : stream.uniform()
        let point = StudyCurve.Point(time: time, survival: survival * q, atRisk: atRisk)
        survival *= q
        atRisk = (atRisk * q * stream.uniform()).rounded()
        return point
      }
      return StudyCurve("\(index)", group: stream.coin() ? "x" : "y", points)
    }
    for model in SummaryCurve.Model.allCases {
      let strata = try SummaryCurve(model: model, draws: 200).fitStrata(studies)
      for fit in [strata.overall] + strata.strata.map(\.fit) {
        var before = 1.0
        for point in fit.points {
          #expect((0...before).contains(point.survival))
          before = point.survival
          let limits = point.logMinusLog
          #expect(0 <= limits.lower && limits.lower <= point.survival)
          #expect(point.survival <= limits.upper && limits.upper <= 1)
          let draws = try #require(point.draws)
          #expect(0 <= draws.lower && draws.lower <= draws.upper && draws.upper <= 1)
          if let prediction = point.prediction {
            #expect(prediction.lower <= limits.lower && prediction.upper >= limits.upper)
          }
        }
        let mean = try #require(fit.restrictedMean)
        #expect(
          (0...mean.horizon).contains(mean.value) && mean.lower <= mean.value && mean.value <= mean.upper)
        #expect(mean.underLower <= mean.value && mean.value <= mean.underUpper)
        #expect(fit.heterogeneity.q >= 0)
      }
      #expect((strata.test?.q ?? 0) >= 0)
    }
  }
}
