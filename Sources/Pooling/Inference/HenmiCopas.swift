import Distributions
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The interval of Henmi and Copas: the common-effect mean, with a variance that allows for heterogeneity.
///
/// With wᵢ = 1/vᵢ, W₁ = Σwᵢ, Wⱼ = Σwᵢʲ/W₁ and DerSimonian and Laird's τ²:
///
///     μ̂ = Σwᵢyᵢ/W₁,   Var μ̂ = (1 + τ²W₂)/W₁,   SE = √Var μ̂.
///
/// The limits are μ̂ ± √V_R t₀ SE with V_R = 1 + τ²W₂, where t₀ solves
/// ∫ from t₀ of P(Q ≤ f(r/t₀) | r) φ(r) dr = (1 − level)/2, f(x) = (W₁/W₂ − 1)(x² − 1) + k − 1, and Q given r is a
/// gamma variable with the mean and variance that it has under the model. Small studies, which publication bias
/// moves, keep little weight.
///
/// Source: Henmi M, Copas JB (2010), *Stat Med* 29:2969–2983. metafor: `hc`.
struct HenmiCopas {
  let mean: Double
  let standardError: Double
  let weights: [Double]
  private let tau2: Double
  private let k: Double
  private let w1: Double
  private let w2: Double
  private let w3: Double
  private let w4: Double

  /// The estimate for at least two studies, at DerSimonian and Laird's τ².
  init(_ model: InterceptModel, tau2: Double) {
    let pooled = model.mean(tau2: 0)
    var (s2, s3, s4) = (0.0, 0.0, 0.0)
    for v in model.vi {
      let w = 1 / v
      s2 += w * w
      s3 += w * w * w
      s4 += w * w * w * w
    }
    self.tau2 = tau2
    k = Double(model.k)
    w1 = pooled.sumOfWeights
    (w2, w3, w4) = (s2 / w1, s3 / w1, s4 / w1)
    mean = pooled.value
    standardError = ((1 + tau2 * w2) / w1).squareRoot()
    weights = model.vi.map { 1 / $0 / pooled.sumOfWeights }
  }

  /// V_R.
  private var ratio: Double { 1 + tau2 * w2 }

  /// The probability of one tail beyond t₀ √V_R standard errors.
  private func tail(_ t0: Double) -> Double {
    guard t0 > 0 else { return 0.5 }
    return integral(from: t0, to: .infinity) { r in
      let density = Normal.standard.density(r)
      guard density > 0 else { return 0 }
      let x = r / t0
      let limit = (w1 / w2 - 1) * (x * x - 1) + k - 1
      let (mean, variance) = momentsOfQ(r * r * ratio)
      return density
        * Gamma(shape: mean * mean / variance, scale: variance / mean).cumulative(limit)
    }
  }

  /// The mean and the variance of Q where the squared standardized mean, times V_R, is known.
  private func momentsOfQ(_ square: Double) -> (mean: Double, variance: Double) {
    let shift = square / (ratio * ratio) - 1 / ratio
    let (t2, t3, t4) = (tau2 * tau2, tau2 * tau2 * tau2, tau2 * tau2 * tau2 * tau2)
    let spread = w3 - w2 * w2
    let mean = k - 1 + tau2 * (w1 - w2) + t2 * shift * spread
    let same = 2 * (k - 1) + 4 * tau2 * (w1 - w2) + 2 * t2 * (w1 * w2 - 2 * w3 + w2 * w2)
    let linear = 4 * t2 * shift * spread + 4 * t3 * shift * (w4 - 2 * w2 * w3 + w2 * w2 * w2)
    let last = 1 / (ratio * ratio) - 2 * square / (ratio * ratio * ratio)
    return (mean, same + linear + 2 * t4 * last * spread * spread)
  }

  /// The half-width of the interval.
  func halfWidth(level: Double) -> Double {
    let wanted = (1 - level) / 2
    var upper = 2.0
    while tail(upper) > wanted { upper *= 2 }
    let root = BracketedRoot(
      lower: 0, upper: upper, valueAtLower: 0.5 - wanted, relativeTolerance: 1e-13
    ) { tail($0) - wanted }
    return root.root * ratio.squareRoot() * standardError
  }

  /// The pooled value with its interval and its test against the null value.
  func estimate(level: Double, null: Double?) -> Estimate {
    let statistic = null.map { (mean - $0) / standardError }
    return Estimate(
      value: mean, se: standardError, halfWidth: halfWidth(level: level), statistic: statistic,
      p: statistic.map { min(1, 2 * tail(abs($0) / ratio.squareRoot())) })
  }
}
