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
  /// The study with the smallest variance, whose weight is the largest whatever τ² is.
  private let mostPrecise: Int

  /// Takes effect sizes and their variances, all finite, the variances positive.
  public init(yi: [Double], vi: [Double]) {
    precondition(yi.count == vi.count && !yi.isEmpty, "an effect size and a variance for each study")
    self.yi = yi
    self.vi = vi
    smallestVariance = vi.min() ?? 0
    largestVariance = vi.max() ?? 0
    mostPrecise = vi.firstIndex(of: smallestVariance) ?? 0
  }

  /// The number of studies.
  public var k: Int { yi.count }
  /// One, the mean.
  public var p: Int { 1 }

  /// Σ(yᵢ − ȳ)²/k. O(k).
  public var crudeVariance: Double { ordinary().residualSumOfSquares / Double(k) }

  /// The weighted mean μ̂ = Σwᵢyᵢ/Σwᵢ and Σwᵢ, at weights 1/(vᵢ + τ²). O(k).
  public func mean(tau2: Double) -> (value: Double, sumOfWeights: Double) {
    var sumOfWeights = 0.0
    var sum = 0.0
    for i in yi.indices {
      let w = 1 / (vi[i] + tau2)
      sumOfWeights += w
      sum += w * yi[i]
    }
    return (sum / sumOfWeights, sumOfWeights)
  }

  /// The weighted pieces at 1/(vᵢ + τ²). O(k).
  public func moments(tau2: Double) -> WeightedMoments {
    let mean = mean(tau2: tau2)
    let inverseSum = 1 / mean.sumOfWeights
    var moments = WeightedMoments()
    var others = 0.0
    moments.sumOfWeights = mean.sumOfWeights
    for i in yi.indices {
      let w = 1 / (vi[i] + tau2)
      let weighted = w * (yi[i] - mean.value)
      moments.sumOfSquaredWeights += w * w
      moments.residualSumOfSquares += weighted * (yi[i] - mean.value)
      moments.squaredResiduals += weighted * weighted
      if i == mostPrecise { continue }
      others += w
      moments.traceP += w * ((mean.sumOfWeights - w) * inverseSum)
    }
    moments.traceP += others * inverseSum / (vi[mostPrecise] + tau2)
    return moments
  }

  /// The traces at weights 1/(vᵢ + τ²). O(k).
  public func traces(tau2: Double) -> ProjectionTraces {
    traces { 1 / ($0 + tau2) }
  }

  /// The residual sum of squares and the traces at unit weights. O(k).
  public func ordinary() -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let mean = yi.reduce(0, +) / Double(k)
    let squares = yi.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares, traces { _ in 1 })
  }

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

  /// The traces for any weights that do not grow with vᵢ; Pᵢᵢ = wᵢ(1 − wᵢ/Σw), Pᵢⱼ = −wᵢwⱼ/Σw.
  ///
  /// Sums of positive terms only, with 1 − wᵢ/Σw of the largest weight from the other weights: the differences of
  /// sums that these are lose all digits when one study is much more precise than the others.
  private func traces(weight: (Double) -> Double) -> ProjectionTraces {
    var (sum, others) = (0.0, 0.0)
    for i in vi.indices {
      let w = weight(vi[i])
      sum += w
      if i != mostPrecise { others += w }
    }
    var traces = ProjectionTraces()
    var (before, beforeV) = (0.0, 0.0)
    for i in vi.indices {
      let v = vi[i]
      let w = weight(v)
      let diagonal = w * ((i == mostPrecise ? others : sum - w) / sum)
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
