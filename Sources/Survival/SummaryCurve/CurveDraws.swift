import Distributions
import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Summary curves drawn from the normal distribution of the pooled conditional survivals: β ~ N(β̂, V), within 0
/// to π/2, S(tⱼ) = Π sin² β. The same seed gives the same draws. O(N T²) for N draws.
struct CurveDraws {
  /// The limits at each time.
  let limits: [CurveLimits]
  /// The limits of the restricted mean; nil without one.
  let restrictedMean: CurveLimits?

  init(_ pooled: PooledIntervals, area: TrapeziumArea?, count: Int, seed: UInt64, level: Double)
    throws(SummaryCurveError)
  {
    let factor: Cholesky
    do throws(LinearAlgebraError) {
      factor = try Cholesky(pooled.covariance)
    } catch {
      throw .notEstimable("their covariance is not positive definite, and nothing can be drawn from it")
    }
    let times = pooled.beta.count
    var stream = RandomStream(seed: seed)
    var survival = [Double](repeating: 0, count: times * count)  // (draw, time) at draw + time·count
    var means = [Double](repeating: 0, count: area == nil ? 0 : count)
    var normal = [Double](repeating: 0, count: times)
    for draw in 0..<count {
      for j in 0..<times {
        normal[j] = stream.normal()
      }
      var product = 1.0
      for i in 0..<times {
        var beta = pooled.beta[i]
        for j in 0...i { beta += factor.lower.elements[i + j * times] * normal[j] }
        let root = sin(min(max(beta, 0), .pi / 2))
        product *= root * root
        survival[draw + i * count] = product
      }
      if let area {
        means[draw] = area.constant
        for i in 0..<times { means[draw] += area.weights[i] * survival[draw + i * count] }
      }
    }
    limits = (0..<times).map {
      Self.percentiles(Array(survival[$0 * count..<($0 + 1) * count]), level: level)
    }
    restrictedMean = area == nil ? nil : Self.percentiles(means, level: level)
  }

  /// The quantiles (1 ∓ level)/2, linear between the values in order, as R's type 7.
  private static func percentiles(_ values: [Double], level: Double) -> CurveLimits {
    var values = values
    return CurveLimits(
      lower: OrderStatistic.quantile((1 - level) / 2, of: &values),
      upper: OrderStatistic.quantile((1 + level) / 2, of: &values))
  }
}
