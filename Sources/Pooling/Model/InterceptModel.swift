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
    let inverseSum = 1 / mean.sumOfWeights
    var squaredWeights = SIMD4<Double>.zero
    var shares = SIMD4<Double>.zero
    var residuals = SIMD4<Double>.zero
    var squaredResiduals = SIMD4<Double>.zero
    LaneSum.forEach(yi, vi) { y, v, mask in
      let w = mask / (v + tau2)
      let e = y - mean.value
      let weighted = w * e
      squaredWeights += w * w
      shares += w * (w * inverseSum)
      residuals += weighted * e
      squaredResiduals += weighted * weighted
    }
    var moments = WeightedMoments()
    moments.sumOfWeights = mean.sumOfWeights
    moments.sumOfSquaredWeights = squaredWeights.sum()
    moments.residualSumOfSquares = residuals.sum()
    moments.squaredResiduals = squaredResiduals.sum()
    moments.traceP = traceP(tau2: tau2, sumOfWeights: mean.sumOfWeights, shares: shares.sum())
    return moments
  }

  /// The generalized Q(τ²) = Σwᵢ(yᵢ − μ̂)². O(k).
  public func generalizedQ(tau2: Double) -> Double {
    let mean = mean(tau2: tau2).value
    var residuals = SIMD4<Double>.zero
    LaneSum.forEach(yi, vi) { y, v, mask in
      let e = y - mean
      residuals += mask / (v + tau2) * e * e
    }
    return residuals.sum()
  }

  /// tr P = Σw − Σw²/Σw, which is Σwᵢ(Σw − wᵢ)/Σw: the difference loses all digits when one study has nearly all
  /// of the weight, and then the sum of positive terms is taken.
  private func traceP(tau2: Double, sumOfWeights: Double, shares: Double) -> Double {
    let largest = 1 / (smallestVariance + tau2)
    return largest > 0.5 * sumOfWeights ? traces(tau2: tau2).p : sumOfWeights - shares
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

  /// The traces for any weights; Pᵢᵢ = wᵢ(1 − wᵢ/Σw), Pᵢⱼ = −wᵢwⱼ/Σw.
  ///
  /// Sums of positive terms only, with 1 − wᵢ/Σw of the largest weight from the other weights: the differences of
  /// sums that these are lose all digits when one study is much more precise than the others.
  private func traces(weight: (Int) -> Double) -> ProjectionTraces {
    let heaviest = vi.indices.reduce(0) { weight($1) > weight($0) ? $1 : $0 }
    var others = 0.0
    for i in vi.indices where i != heaviest { others += weight(i) }
    let sum = others + weight(heaviest)
    var traces = ProjectionTraces()
    var (before, beforeV) = (0.0, 0.0)
    for i in vi.indices {
      let v = vi[i]
      let w = weight(i)
      let diagonal = w * ((i == heaviest ? others : sum - w) / sum)
      let square = w * (w / sum)
      traces.p += diagonal
      traces.pv += diagonal * v
      traces.pp += diagonal * diagonal + 2 * square * before
      traces.pvp += diagonal * diagonal * v + square * (v * before + beforeV)
      traces.pvpv += diagonal * v * (diagonal * v) + 2 * (square * v) * beforeV
      before += square
      beforeV += square * v
    }
    return traces
  }
}
