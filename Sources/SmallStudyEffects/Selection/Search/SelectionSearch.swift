import Distributions
import Optimization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The search for the highest maximum of a selection model's likelihood, and its profiles.
///
/// The climb starts from the unselected maximum with several strengths of selection, each from several τ², always
/// the same; the highest maximum wins, the others are kept.
struct SelectionSearch: Sendable {
  let likelihood: SelectionLikelihood

  /// What was found.
  struct Maximum {
    let best: BoundedNewton
    /// Lower maxima, the highest first.
    let others: [BoundedNewton]
    /// How many times the likelihood was evaluated.
    let evaluations: Int

    var value: Double { best.evaluation.value }
  }

  /// The highest maximum; nil where the likelihood has no value at any start.
  ///
  /// - Parameters:
  ///   - beta: the coefficients without selection.
  ///   - tau2: τ² without selection.
  ///   - extra: further points to start from.
  func maximum(beta: [Double], tau2: Double, extra: [[Double]] = []) -> Maximum? {
    let spreads = likelihood.isRandom ? [tau2, 0, 3 * tau2 + typicalVariance].map { [$0] } : [[]]
    let starts = likelihood.weights.starts.flatMap { weight in spreads.map { beta + $0 + weight } } + extra
    let ends = starts.compactMap { climb($0) }
    // The first among equals, so that the result does not hang on the last digit of another.
    guard var best = ends.first else { return nil }
    let scale = 1e-9 * max(1, abs(best.evaluation.value))
    for end in ends where end.evaluation.value > best.evaluation.value + scale { best = end }
    let others = ends.filter { $0.converged && $0.evaluation.value < best.evaluation.value - 1e-4 }
    return Maximum(
      best: best, others: distinct(others), evaluations: ends.reduce(0) { $0 + $1.evaluations })
  }

  private var typicalVariance: Double { likelihood.data.vi.sorted()[likelihood.data.k / 2] }

  private func climb(_ start: [Double], given: Set<Int> = []) -> BoundedNewton? {
    BoundedNewton(
      from: start, lower: likelihood.lower, upper: likelihood.upper, given: given,
      of: likelihood.evaluate)
  }

  /// Each height once, the highest first.
  private func distinct(_ ends: [BoundedNewton]) -> [BoundedNewton] {
    var kept: [BoundedNewton] = []
    for end in ends.sorted(by: { $0.evaluation.value > $1.evaluation.value }) {
      if let last = kept.last, last.evaluation.value - end.evaluation.value < 1e-6 { continue }
      kept.append(end)
    }
    return kept
  }

  // MARK: Profiles

  /// The values of one parameter whose likelihood, maximized over all others, is at most half the χ² quantile on one
  /// degree of freedom below the maximum; a limit is nil where it does not fall that far within the bounds.
  struct Profile {
    var lower: Double?
    var upper: Double?
    /// A point higher than the maximum, met on the way.
    var higher: [Double]?
  }

  /// The profile of a parameter. Where other maxima are as high, the interval runs from the lowest to the highest value
  /// that belongs to any of them.
  ///
  /// - Parameters:
  ///   - place: the parameter.
  ///   - maximum: the maxima.
  ///   - level: the confidence level.
  ///   - scale: the parameter's standard error; nil where it has none.
  func profile(of place: Int, at maximum: Maximum, level: Double, scale: Double?) -> Profile {
    let best = maximum.best
    let quantile = ChiSquared(degreesOfFreedom: 1).quantile(level)
    var profile = Profile()
    let usual = place == likelihood.tau2Place ? typicalVariance : max(abs(best.point[place]), 0.1) / 2
    let step = (scale ?? usual) * quantile.squareRoot()
    let high = [best] + maximum.others.filter { 2 * (maximum.value - $0.evaluation.value) < quantile }
    let lower = high.map { limit(place, $0, maximum, quantile, step: -step, higher: &profile.higher) }
    let upper = high.map { limit(place, $0, maximum, quantile, step: step, higher: &profile.higher) }
    profile.lower = lower.contains(nil) ? nil : lower.compactMap { $0 }.min()
    profile.upper = upper.contains(nil) ? nil : upper.compactMap { $0 }.max()
    return profile
  }

  private func limit(
    _ place: Int, _ from: BoundedNewton, _ maximum: Maximum, _ quantile: Double, step: Double,
    higher: inout [Double]?
  ) -> Double? {
    let bound = step < 0 ? likelihood.lower[place] : likelihood.upper[place]
    let start = from.point[place]
    guard start != bound else { return nil }
    var warm = from.point
    var above = higher
    /// 2[ℓ̂ − ℓ(t)] − χ².
    func excess(_ value: Double) -> Double {
      var point = warm
      point[place] = value
      guard let end = climb(point, given: [place]) else { return .infinity }
      warm = end.point
      if end.evaluation.value > maximum.value + 1e-8 * max(1, abs(maximum.value)) { above = end.point }
      return 2 * (maximum.value - end.evaluation.value) - quantile
    }
    defer { higher = above }
    var (inside, insideValue) = (start, 2 * (maximum.value - from.evaluation.value) - quantile)
    var length = step
    for _ in 0..<60 {
      let reaches = step < 0 ? start + length <= bound : start + length >= bound
      let outside = reaches ? bound : start + length
      let value = excess(outside)
      if value > 0 {
        return BracketedRoot(
          lower: min(inside, outside), upper: max(inside, outside),
          valueAtLower: inside < outside ? insideValue : min(value, 1e6),
          valueAtUpper: inside < outside ? min(value, 1e6) : insideValue, relativeTolerance: 1e-12,
          resolution: 1e-12 * abs(step), of: { min(excess($0), 1e6) }
        ).root
      }
      if reaches || above != nil { return nil }
      (inside, insideValue) = (outside, value)
      length *= 2
    }
    return nil
  }
}
