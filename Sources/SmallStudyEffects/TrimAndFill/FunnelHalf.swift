import EffectSizes
import LinearAlgebra
import Pooling

/// The studies in the order in which they are trimmed, those farthest from the side with missing studies last.
struct FunnelHalf {
  /// The places of the studies.
  let order: [Int]
  private let effects: EffectSizes
  private let model: any PoolingModel
  /// 1 where studies are missing on the left, −1 on the right, which is the left of the mirror image.
  private let sign: Double

  init(_ effects: EffectSizes, side: TrimAndFill.Side, model: any PoolingModel) {
    let sign = side == .left ? 1.0 : -1.0
    let yi = effects.yi
    order = yi.indices.sorted { (sign * yi[$0], $0) < (sign * yi[$1], $1) }
    self.effects = effects
    self.model = model
    self.sign = sign
  }

  /// The number of missing studies that trims itself, the mean without as many, the number of fits, and the cycle
  /// where there is no such number.
  func missing(
    by estimator: MissingStudies.Estimator
  ) throws(PoolingError) -> (missing: MissingStudies, mean: Double, iterations: Int, cycle: [Int]) {
    var visited: [Int] = []
    var found: [MissingStudies] = []
    var next = 0
    while !visited.contains(next) {
      visited.append(next)
      let missing = try MissingStudies(estimator, deviations: deviations(from: mean(trimming: next)))
      found.append(missing)
      next = missing.count
    }
    let cycle = Array(visited.drop { $0 != next })
    let largest = cycle.max() ?? next
    let missing = found.last { $0.count == largest } ?? found[found.count - 1]
    return (
      missing, try mean(trimming: largest), visited.count, cycle.count > 1 ? cycle.sorted() : []
    )
  }

  /// The pooled value without the last `count` studies.
  private func mean(trimming count: Int) throws(PoolingError) -> Double {
    let kept = order.dropLast(count).sorted()
    return try model.fit(kept.count == order.count ? effects : effects.selecting(kept)).estimate.value
  }

  /// The distances from a mean, positive on the side that is trimmed.
  private func deviations(from mean: Double) -> [Double] {
    order.map { sign * (effects.studies[$0].yi - mean) }
  }
}

extension TrimAndFill.Side {
  /// The side that the slope of the effect on the standard error points away from: small studies with high values
  /// miss their counterparts on the left.
  ///
  /// - Throws: `PoolingError` where all standard errors are equal.
  init(missingFrom effects: EffectSizes, tau2 estimator: Tau2Estimator) throws(PoolingError) {
    _ = try CommonEffect().fit(effects)  // the effect sizes are finite and their variances positive
    let sei = effects.studies.map(\.sei)
    let design = Matrix(rows: sei.count, columns: 2) { row, column in column == 0 ? 1 : sei[row] }
    guard let model = try? RegressionModel(yi: effects.yi, vi: effects.vi, design: design) else {
      throw .notApplicable(
        choice: "trim and fill",
        reason: "the standard errors are equal, so that the side where studies are missing has to be named")
    }
    let slope = model.coefficients(tau2: estimator.estimate(model).value).values[1]
    self = slope < 0 ? .right : .left
  }
}
