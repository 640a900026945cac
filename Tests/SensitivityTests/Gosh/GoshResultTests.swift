import EffectSizes
import Foundation
import MetaRegression
import Pooling
import StudyData
import Testing

@testable import Sensitivity

@Suite("GOSH: results")
struct GoshResultTests {
  private static func sample(_ count: Int, of k: Int, threads: Int, estimator: Tau2Estimator = .reml) throws
    -> (Gosh, [GoshRecord])
  {
    let effects = GoshData.random(k: k, seed: 5, powersOfTen: 2)
    let model = try GoshModel(
      RefittablePool(RandomEffects(tau2: estimator, test: .z, prediction: .none), effects: effects))
    let gosh = Gosh(model, plan: SubsetPlan(sample: count, of: k, seed: 11))
    return (gosh, GoshData.records(gosh, threads: threads))
  }

  @Test("the same to the bit on one, two and three threads")
  func threads() throws {
    let gosh = try GoshData.gosh(
      RandomEffects(tau2: .derSimonianLaird), GoshData.random(k: 16, seed: 3, powersOfTen: 2))
    #expect(gosh.blockCount == 4)
    let one = GoshData.records(gosh)
    #expect(one == GoshData.records(gosh, threads: 2))
    #expect(one == GoshData.records(gosh, threads: 3))
    let sampled = try Self.sample(9000, of: 40, threads: 1).1
    #expect(sampled.count == 3)
    #expect(try sampled == Self.sample(9000, of: 40, threads: 3).1)
  }

  @Test("a record reads back from JSON as it was")
  func json() throws {
    let gosh = try GoshData.gosh(RandomEffects(), GoshData.bcg())
    let record = GoshData.records(gosh)[0]
    let text = try JSONEncoder().encode(record)
    #expect(try JSONDecoder().decode(GoshRecord.self, from: text) == record)
  }

  @Test("every subset is counted once: bins, sizes, plane")
  func counts() throws {
    let gosh = try GoshData.gosh(RandomEffects(), GoshData.bcg())
    let result = GoshResult(gosh, records: GoshData.records(gosh))
    let record = result.record
    #expect(record.subsets == 8191)
    #expect(record.failed == 0)
    let tallies = [record.estimates[0], record.tau2, record.i2, record.q].compactMap { $0 }
    #expect(tallies.count == 4)
    for tally in tallies {
      #expect(tally.bins.reduce(0, +) + tally.atOrBelow + tally.above == 8191)
      #expect(tally.bins.count == 50)
      #expect(tally.above == 0)
    }
    // Binomial coefficients of 13.
    #expect(record.sizes == [13, 78, 286, 715, 1287, 1716, 1716, 1287, 715, 286, 78, 13, 1])
    #expect(record.plane(of: 0).joined().reduce(0, +) == 8191)
    #expect(result.units.allSatisfy { $0.countWith == 4096 && $0.countWithout == 4095 })
  }

  @Test("sums by study are those of the rows, of all subsets and of a sample")
  func units() throws {
    let all = try GoshData.gosh(RandomEffects(tau2: .derSimonianLaird), GoshData.bcg())
    let sampled = try Self.sample(5000, of: 30, threads: 1, estimator: .derSimonianLaird)
    for (gosh, records) in [(all, GoshData.records(all)), sampled] {
      let result = GoshResult(gosh, records: records)
      var (with, without) = ((0.0, 0.0, 0.0, 0), (0.0, 0.0, 0.0, 0))
      for block in 0..<gosh.blockCount {
        let values = gosh.values(ofBlock: block)
        for place in 0..<values.count where values.k[place] > 0 {
          let row = (values.estimates[0][place], values.tau2[place], values.i2[place])
          if Gosh.members(values.mask(at: place)).contains(7) {
            with = (with.0 + row.0, with.1 + row.1, with.2 + row.2, with.3 + 1)
          } else {
            without = (without.0 + row.0, without.1 + row.1, without.2 + row.2, without.3 + 1)
          }
        }
      }
      let unit = result.units[7]
      #expect(unit.countWith == with.3)
      #expect(unit.countWithout == without.3)
      for (mean, sum, count) in [
        (unit.estimatesWith[0], with.0, with.3), (unit.tau2With, with.1, with.3),
        (unit.i2With, with.2, with.3),
        (unit.estimatesWithout[0], without.0, without.3), (unit.tau2Without, without.1, without.3),
        (unit.i2Without, without.2, without.3),
      ] {
        let expected = sum / Double(count)
        #expect(abs((mean ?? .nan) - expected) < 1e-11 * max(1, abs(expected)))
      }
    }
  }

  @Test("quantiles are right to a fine bin")
  func quantiles() throws {
    let gosh = try GoshData.gosh(RandomEffects(tau2: .derSimonianLaird), GoshData.bcg())
    let tally = GoshResult(gosh, records: GoshData.records(gosh)).record.estimates[0]
    let values = gosh.values(ofBlock: 0).estimates[0].filter(\.isFinite).sorted()
    let width = (tally.axis.upper - tally.axis.lower) / 1024
    for p in [0.025, 0.25, 0.5, 0.75, 0.975] {
      let exact = values[Int((p * Double(values.count)).rounded(.up)) - 1]
      #expect(abs((tally.quantile(p) ?? .nan) - exact) <= width)
    }
    #expect(tally.quantile(0) == values.first)
    #expect(tally.quantile(1) == values.last)
  }

  @Test("a meta-regression is fitted again, each coefficient counted; too few studies fail and are said to")
  func regression() throws {
    let table = try StudyTable(
      parsing: Array("yi,vi,x\n0.1,0.1,1\n0.5,0.2,2\n0.2,0.1,3\n0.9,0.3,4\n".utf8), name: "four")
    let data = try ModeratedEffects(
      EffectSizes(reportedIn: table), moderators: ModeratorRequest(["x"]), from: table)
    let model = try GoshModel(RefittableRegression(MetaRegression(), data: data))
    #expect(model.quantities == ["intercept", "x"])
    #expect(!model.isFast)
    let gosh = Gosh(model, plan: SubsetPlan(allOf: 4))
    let record = GoshResult(gosh, records: GoshData.records(gosh)).record
    #expect(record.subsets == 15)
    // A slope needs three studies: four single ones and six pairs have none.
    #expect(record.failed == 10)
    #expect(record.estimates.map(\.count) == [5, 5])
  }

  @Test("all of GOSH by metafor: summaries and rows")
  func metafor() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Reference/gosh.json")
    let reference = try JSONDecoder().decode(MetaforGosh.self, from: Data(contentsOf: file))
    #expect(reference.cases.map(\.name) == ["EE", "DL", "REML"])
    for expected in reference.cases {
      let model: any PoolingModel
      switch expected.name {
      case "EE": model = CommonEffect()
      case "DL": model = RandomEffects(tau2: .derSimonianLaird, i2: .tau2)
      default: model = RandomEffects(tau2: .reml, i2: .tau2)
      }
      let gosh = try GoshData.gosh(model, GoshData.bcg())
      let values = gosh.values(ofBlock: 0)
      let tolerance = expected.name == "REML" ? 1e-8 : 1e-11
      #expect(expected.rows.mask.count > 80)
      for (row, mask) in expected.rows.mask.enumerated() {
        #expect(values.k[mask] == expected.rows.k[row])
        #expect(abs(values.estimates[0][mask] - expected.rows.estimate[row]) < tolerance)
        #expect(abs(values.i2[mask] - expected.rows.i2[row]) < tolerance)
        #expect(abs(values.q[mask] - expected.rows.q[row]) < 1e-11 * max(1, expected.rows.q[row]))
        if !values.tau2.isEmpty { #expect(abs(values.tau2[mask] - expected.rows.tau2[row]) < tolerance) }
      }
      guard let summary = expected.summary else { continue }
      let result = GoshResult(gosh, records: GoshData.records(gosh))
      #expect(result.record.subsets == expected.n)
      Self.compare(result.record.estimates[0], summary.estimate, tolerance)
      Self.compare(result.record.i2, summary.i2, tolerance)
      Self.compare(result.record.q, summary.q, tolerance)
      if result.record.tau2 != nil { Self.compare(result.record.tau2, summary.tau2, tolerance) }
      for (unit, (with, without)) in zip(result.units, zip(summary.with, summary.without)) {
        #expect(abs((unit.estimatesWith[0] ?? .nan) - with) < tolerance)
        #expect(abs((unit.estimatesWithout[0] ?? .nan) - without) < tolerance)
      }
    }
  }

  private static func compare(_ tally: GoshTally?, _ summary: MetaforGosh.Summary, _ tolerance: Double) {
    guard let tally else {
      Issue.record("no tally")
      return
    }
    let scale = max(1, summary.quantiles[6])
    #expect(abs((tally.mean ?? .nan) - summary.mean) < tolerance * scale)
    #expect(abs((tally.standardDeviation ?? .nan) - summary.sd) < tolerance * scale)
    #expect(abs((tally.minimum ?? .nan) - summary.quantiles[0]) < tolerance * scale)
    #expect(abs((tally.maximum ?? .nan) - summary.quantiles[6]) < tolerance * scale)
  }
}

/// Tests/Reference/gosh.json.
private struct MetaforGosh: Decodable {
  struct Rows: Decodable {
    let mask: [Int]
    let k: [Int]
    let estimate: [Double]
    let tau2: [Double]
    let i2: [Double]
    let q: [Double]
  }
  struct Summary: Decodable {
    let mean: Double
    let sd: Double
    let quantiles: [Double]
  }
  struct Summaries: Decodable {
    let estimate: Summary
    let tau2: Summary
    let i2: Summary
    let q: Summary
    let with: [Double]
    let without: [Double]
  }
  struct Case: Decodable {
    let name: String
    let n: Int
    let rows: Rows
    let summary: Summaries?
  }
  let cases: [Case]
}
