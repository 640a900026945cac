import Distributions
import Foundation
import LinearAlgebra
import StudyData
import Testing

@testable import Survival

/// The 27 studies of untreated hepatocellular carcinoma of Combescure, Foucher and Jackson (2014), which lie in the
/// oracle's folder beside the package.
@Suite("Published summary curve")
struct SummaryCurvePublishedTests {
  struct Expected: Decodable {
    struct Full: Decodable {
      let Q, median_common, median_random, restricted_mean_common, restricted_mean_random: Double
      let observations: Int
      let common, random: [[Double]]
    }
    let full: Full
  }

  static let folder: URL? = {
    var parent = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { parent.deleteLastPathComponent() }
    for _ in 0..<2 {
      parent.deleteLastPathComponent()
      let folder = parent.appendingPathComponent("shared/oracle/survival")
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("hcc_untreated.csv").path) {
        return folder
      }
    }
    return nil
  }()

  static let isMissing: Comment = "the oracle's folder, shared/oracle, is not beside the package"

  /// The paper's quantile is 1.96.
  static let level = 1 - 2 * Normal.standard.upperTail(1.96)

  static func studies() throws -> [StudyCurve] {
    let file = try #require(folder).appendingPathComponent("hcc_untreated.csv")
    let table = try StudyTable(parsing: Array(Data(contentsOf: file)), name: "hcc_untreated.csv")
    return try table.survivalCurves(
      CurveColumns(time: "Time", survival: "Survival", atRisk: "NbRisk"), labels: .columns(["Study"])
    ).curves
  }

  static func expected() throws -> Expected.Full {
    let file = try #require(folder).appendingPathComponent("hcc_untreated_expected.json")
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file)).full
  }

  private func near(_ value: Double?, _ expected: Double, _ tolerance: Double, _ what: String) {
    #expect(
      value.map { abs($0 - expected) <= tolerance * abs(expected) } == true, "\(what): \(value ?? .nan)")
  }

  @Test("common effect: curve, limits, median, mean and Q", .enabled(if: folder != nil, isMissing))
  func common() throws {
    let expected = try Self.expected()
    let fit = try SummaryCurve(model: .common, interval: .log, level: Self.level).fit(Self.studies())
    for row in expected.common {
      let point = try #require(fit.points.first { $0.time == row[0] })
      near(point.survival, row[1], 1e-12, "S at \(row[0])")
      near(point.log.lower, row[2], 1e-12, "lower limit at \(row[0])")
      near(point.log.upper, row[3], 1e-12, "upper limit at \(row[0])")
    }
    near(fit.median.value, expected.median_common, 1e-12, "median")
    near(fit.restrictedMean?.value, expected.restricted_mean_common, 1e-12, "mean")
    near(fit.heterogeneity.q, expected.Q, 1e-12, "Q")
    #expect(fit.heterogeneity.observations == expected.observations)
  }

  /// The published program fills in missing intervals with the mean of the column and a variance of 10¹². A
  /// pair of intervals of which one is filled in has then a weight of about 10⁻⁵ in Σ̂ and not 0. With that done
  /// here as well, its numbers come out to 1e-12; without, as in ``randomOnBlocks()``, to 1e-6.
  @Test(
    "random effects with its filled-in intervals, to the last digits", .enabled(if: folder != nil, isMissing))
  func randomFilledIn() throws {
    let expected = try Self.expected()
    let input = try CurveInput(Self.studies(), times: nil)
    let count = input.times.count
    let means = (0..<count).map { j in
      let present = input.series.filter { $0.count > j }.map { $0.yi[j] }
      return present.reduce(0, +) / Double(present.count)
    }
    let filled = input.series.map { study in
      var study = study
      study.vi += [Double](repeating: 1e12, count: count - study.count)
      study.yi += means[study.yi.count...]
      return study
    }
    var estimate = BetweenStudyCovariance.estimate(filled, times: count)
    // Chance is taken away for the observed ones alone, Σρ − Σ(ρ/v)/Σ(1/v) with ρ = 1 for them.
    for j in 0..<count {
      let weights = filled.map { 1 / $0.vi[j] }
      let observed = zip(input.series, weights).filter { $0.0.count > j }
      let sum = weights.reduce(0, +)
      let chance = Double(observed.count) - observed.reduce(0) { $0 + $1.1 } / sum
      let bottom = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
      estimate[j, j] += (Double(filled.count - 1) - chance) / bottom
    }
    let between = try BetweenStudyCovariance.truncated(estimate)
    let pooled = try PooledIntervals(input.series, times: count, between: between)
    let survival = pooled.survival
    let logSE = pooled.logCovariance(pooled.covariance).diagonal.map { $0.squareRoot() }
    for row in expected.random {
      let j = try #require(input.times.firstIndex(of: row[0]))
      let limits = CurveLimits.onLog(survival[j], logSE: logSE[j], z: 1.96)
      near(survival[j], row[1], 1e-12, "S at \(row[0])")
      near(limits.lower, row[2], 1e-11, "lower limit at \(row[0])")
      near(limits.upper, row[3], 1e-11, "upper limit at \(row[0])")
    }
    near(
      CurveMedian.crossing(input.times, survival), expected.median_random, 1e-12, "median")
    let area = try #require(TrapeziumArea(times: input.times, horizon: 48))
    near(area.under(survival), expected.restricted_mean_random, 1e-12, "mean")
  }

  @Test("random effects on the observed blocks, to 1e-6", .enabled(if: folder != nil, isMissing))
  func randomOnBlocks() throws {
    let expected = try Self.expected()
    let fit = try SummaryCurve(interval: .log, level: Self.level).fit(Self.studies())
    for row in expected.random {
      let point = try #require(fit.points.first { $0.time == row[0] })
      near(point.survival, row[1], 1e-6, "S at \(row[0])")
      near(point.log.lower, row[2], 1e-5, "lower limit at \(row[0])")
      near(point.log.upper, row[3], 1e-5, "upper limit at \(row[0])")
    }
    near(fit.median.value, expected.median_random, 1e-8, "median")
    near(fit.restrictedMean?.value, expected.restricted_mean_random, 1e-8, "mean")
  }
}
