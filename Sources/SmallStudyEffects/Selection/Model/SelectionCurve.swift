import Distributions

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A point of the weight function, with pointwise Wald limits on the log scale.
public struct SelectionCurvePoint: Sendable, Equatable {
  /// The p-value.
  public let p: Double
  /// The weight there.
  public let weight: Double
  /// The lower limit; nil where a parameter has no standard error.
  public let lower: Double?
  /// The upper limit.
  public let upper: Double?

  /// The p-values at which formulas are evaluated: finer towards both ends.
  static let grid =
    [0, 0.00001, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.0075] + (1...99).map { Double($0) / 100 }
    + [0.9925, 0.995, 0.9975, 0.999, 0.9995, 0.9999, 0.99999, 1]

  /// The function of a fit; a step function has two points at each cut, so that it is drawn by straight lines. Empty
  /// where the weight depends on the effect, and where a parameter grows without end.
  static func curve(
    _ model: SelectionModel, intervals: [SelectionFit.Interval], natural: [Double], covariance: [[Double?]]
  ) -> [SelectionCurvePoint] {
    let z = Normal.standard.upperQuantile((1 - model.level) / 2)
    switch model.function {
    case .truncation, .truncationEstimated: return []
    case .step:
      return intervals.enumerated().flatMap { place, interval in
        guard let weight = interval.weight else { return [SelectionCurvePoint]() }
        let isGiven = model.weights != nil || place == 0
        let half = isGiven ? 0 : covariance[place - 1][place - 1].map { $0.squareRoot() * z }
        return [interval.lower, interval.upper].map {
          SelectionCurvePoint(p: $0, weight: weight, half: half)
        }
      }
    case .beta, .halfNormal, .negativeExponential, .logistic, .power:
      return grid.map { p in
        let log = model.function.logWeight(PValue(p).held(from: model.function.leastP), natural)
        let slopes = [log.d1, log.d2].prefix(natural.count)
        var variance: Double? = 0
        for (i, one) in slopes.enumerated() {
          for (j, other) in slopes.enumerated() {
            variance = variance.flatMap { sum in covariance[i][j].map { sum + one * other * $0 } }
          }
        }
        return SelectionCurvePoint(
          p: p, weight: exp(log.value), half: variance.map { max(0, $0).squareRoot() * z })
      }
    }
  }

  private init(p: Double, weight: Double, half: Double?) {
    self.p = p
    self.weight = weight
    lower = half.map { weight * exp(-$0) }
    upper = half.map { weight * exp($0) }
  }
}
