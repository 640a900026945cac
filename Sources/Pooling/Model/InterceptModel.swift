#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Effect sizes around one mean: the model y = μ + u + e, X = 1, in closed form and without allocation.
public struct InterceptModel: MeanModel {
  /// Effect sizes.
  public let yi: [Double]
  /// Sampling variances, all positive.
  public let vi: [Double]
  /// The smallest sampling variance.
  public let smallestVariance: Double
  /// The largest sampling variance.
  public let largestVariance: Double

  /// Takes effect sizes and their variances, all finite, the variances positive.
  public init(yi: [Double], vi: [Double]) {
    precondition(yi.count == vi.count && !yi.isEmpty, "an effect size and a variance for each study")
    self.yi = yi
    self.vi = vi
    smallestVariance = vi.min() ?? 0
    largestVariance = vi.max() ?? 0
  }

  /// The number of studies.
  public var k: Int { yi.count }
  /// One, the mean.
  public var p: Int { 1 }

  /// Σ(yᵢ − ȳ)²/k. O(k).
  public var crudeVariance: Double { ordinary().residualSumOfSquares / Double(k) }

  /// The weighted mean μ̂ = Σwᵢyᵢ/Σwᵢ and Σwᵢ, at weights 1/(vᵢ + τ²). O(k).
  public func mean(tau2: Double) -> (value: Double, sumOfWeights: Double) {
    var sumOfWeights = SIMD4<Double>.zero
    var sum = SIMD4<Double>.zero
    LaneSum.forEach(yi, vi) { y, v, mask in
      let w = mask / (v + tau2)
      sumOfWeights += w
      sum += w * y
    }
    let total = sumOfWeights.sum()
    return (sum.sum() / total, total)
  }

  /// The weighted pieces at 1/(vᵢ + τ²). O(k).
  public func moments(tau2: Double) -> WeightedMoments {
    let mean = mean(tau2: tau2)
    var squaredWeights = SIMD4<Double>.zero
    var residuals = SIMD4<Double>.zero
    var squaredResiduals = SIMD4<Double>.zero
    LaneSum.forEach(yi, vi) { y, v, mask in
      let w = mask / (v + tau2)
      let e = y - mean.value
      let weighted = w * e
      squaredWeights += w * w
      residuals += weighted * e
      squaredResiduals += weighted * weighted
    }
    var moments = WeightedMoments()
    moments.sumOfWeights = mean.sumOfWeights
    moments.sumOfSquaredWeights = squaredWeights.sum()
    moments.residualSumOfSquares = residuals.sum()
    moments.squaredResiduals = squaredResiduals.sum()
    moments.traceP = mean.sumOfWeights - moments.sumOfSquaredWeights / mean.sumOfWeights
    return moments
  }

  /// The traces at weights 1/(vᵢ + τ²). O(k).
  public func traces(tau2: Double) -> ProjectionTraces {
    traces { 1 / (vi[$0] + tau2) }
  }

  /// The residual sum of squares and the traces at unit weights. O(k).
  public func ordinary() -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let mean = yi.reduce(0, +) / Double(k)
    let squares = yi.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares, traces { _ in 1 })
  }

  /// The residual sum of squares and the traces at weights aᵢ. O(k).
  public func weighted(_ weights: [Double]) -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let sumOfWeights = weights.reduce(0, +)
    let mean = zip(weights, yi).reduce(0) { $0 + $1.0 * $1.1 } / sumOfWeights
    let squares = zip(weights, yi).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    return (squares, traces { weights[$0] })
  }

  /// The form with scales aᵢ(vᵢ + τ²) and shares aᵢ/Σa. O(k).
  public func quadraticForm(weights: [Double], tau2: Double) -> QuadraticForm {
    let sumOfWeights = weights.reduce(0, +)
    return QuadraticForm(
      scales: zip(weights, vi).map { $0 * ($1 + tau2) }, shares: weights.map { $0 / sumOfWeights })
  }

  /// ln k.
  public var logDesignDeterminant: Double { log(Double(k)) }

  /// Σ ln(vᵢ + τ²) and ln |XᵀWX|. O(k).
  public func logDeterminants(tau2: Double) -> (variances: Double, information: Double) {
    var variances = 0.0
    var sumOfWeights = 0.0
    for v in vi {
      variances += log(v + tau2)
      sumOfWeights += 1 / (v + tau2)
    }
    return (variances, log(sumOfWeights))
  }

  /// The traces for any weights; P = W − wwᵀ/Σw.
  private func traces(weight: (Int) -> Double) -> ProjectionTraces {
    var (w1, w2, w3) = (0.0, 0.0, 0.0)
    var (wv, w2v, w3v, w2v2, w3v2) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, v) in vi.enumerated() {
      let w = weight(index)
      w1 += w
      w2 += w * w
      w3 += w * w * w
      wv += w * v
      w2v += w * w * v
      w3v += w * w * w * v
      w2v2 += w * w * v * v
      w3v2 += w * w * w * v * v
    }
    var traces = ProjectionTraces()
    traces.p = w1 - w2 / w1
    traces.pp = w2 - 2 * w3 / w1 + w2 * w2 / (w1 * w1)
    traces.pv = wv - w2v / w1
    traces.pvp = w2v - 2 * w3v / w1 + w2v * w2 / (w1 * w1)
    traces.pvpv = w2v2 - 2 * w3v2 / w1 + w2v * w2v / (w1 * w1)
    return traces
  }
}
