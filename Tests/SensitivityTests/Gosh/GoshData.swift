import BundledData
import EffectSizes
import Foundation
import Pooling
import StudyData

@testable import Sensitivity

/// Data for the tests of GOSH.
enum GoshData {
  /// The BCG trials as risk ratios.
  static func bcg(_ measure: TwoGroupMeasure = .riskRatio) throws -> EffectSizes {
    let csv = BundledDataset.named("bcg-vaccine")?.csv ?? ""
    return try EffectSizes(measure, from: StudyTable(parsing: Array(csv.utf8), name: "bcg-vaccine"))
  }

  /// Effect sizes as such.
  static func reported(yi: [Double], vi: [Double]) -> EffectSizes {
    let studies = yi.indices.map {
      StudyEffect(
        label: "S\($0 + 1)", group: nil, yi: yi[$0], vi: vi[$0], estimate: yi[$0], lower: yi[$0],
        upper: yi[$0])
    }
    return EffectSizes(measure: ReportedScale.plain.measure, studies: studies)
  }

  /// Random effect sizes: variances over some powers of ten, heterogeneity from none to much; repeatable.
  static func random(k: Int, seed: UInt64, powersOfTen: Double) -> EffectSizes {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) + 0.5) * 0x1p-53
    }
    func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
    let tau = pow(10, 3 * uniform() - 2) * Double(Int(4 * uniform()))
    let vi = (0..<k).map { _ in 0.05 * pow(10, powersOfTen * (uniform() - 0.5)) }
    return reported(yi: vi.map { 0.3 + normal() * ($0 + tau * tau).squareRoot() }, vi: vi)
  }

  /// All subsets of an analysis.
  static func gosh(
    _ model: any PoolingModel, _ effects: EffectSizes, clusters: StudyClusters? = nil
  ) throws -> Gosh {
    let model = try GoshModel(RefittablePool(model, effects: effects), clusters: clusters)
    return Gosh(model, plan: SubsetPlan(allOf: model.clusters.clusters.count))
  }

  /// The records of a job in order.
  static func records(_ gosh: Gosh, threads: Int = 1) -> [GoshRecord] {
    var records: [GoshRecord] = []
    gosh.run(threads: threads) { records.append($1) }
    return records
  }
}
