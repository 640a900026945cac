import Distributions

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The beta-binomial log-likelihood in θ = logit π and γ = ρ/(1 − ρ),
///
///     Σᵢ log C(nᵢ, xᵢ) + Σᵣ aᵣ log(π + rγ) + bᵣ log(1 − π + rγ) − cᵣ log(1 + rγ),   r = 0, 1, 2, …
///
/// where aᵣ, bᵣ, cᵣ are the numbers of studies with more than r events, non-events and patients. Written so it
/// needs no gamma function, loses no digits at small γ and is the binomial one at γ = 0. O(max nᵢ).
struct BetaBinomialLikelihood {
  private let constant: Double
  /// aᵣ, bᵣ, cᵣ.
  private let counts: [SIMD3<Double>]

  init(_ studies: [CountOver]) {
    constant = studies.reduce(0) { $0 + logBinomialCoefficient(Int($1.denominator), Int($1.events)) }
    let length = Int(studies.map(\.denominator).max() ?? 0)
    // Differences first: each study counts from r = 0 up to its number.
    var counts = [SIMD3<Double>](repeating: .zero, count: length + 1)
    for study in studies {
      counts[0] += 1
      counts[Int(study.events)].x -= 1
      counts[Int(study.denominator - study.events)].y -= 1
      counts[Int(study.denominator)].z -= 1
    }
    for r in counts.indices.dropFirst() { counts[r] += counts[r - 1] }
    self.counts = Array(counts.dropLast())
  }

  /// The value, the gradient (θ, γ) and the Hessian (θθ, θγ, γγ).
  func evaluate(
    _ theta: Double, _ gamma: Double
  ) -> (value: Double, gradient: (Double, Double), hessian: (Double, Double, Double)) {
    let tail = exp(-abs(theta))
    let (large, small) = (1 / (1 + tail), tail / (1 + tail))
    let start = theta > 0 ? SIMD3(large, small, 1) : SIMD3(small, large, 1)
    var (value, mean) = (constant, 0.0)
    var (slope, meanCurvature, mixed, curvature) = (0.0, 0.0, 0.0, 0.0)
    for (index, count) in counts.enumerated() {
      let r = Double(index)
      let terms = start + r * gamma
      let first = count / terms
      let second = first / terms
      value += count.x * log(terms.x) + count.y * log(terms.y) - count.z * log(terms.z)
      mean += first.x - first.y
      slope += r * (first.x + first.y - first.z)
      meanCurvature += second.x + second.y
      mixed += r * (second.y - second.x)
      curvature -= r * r * (second.x + second.y - second.z)
    }
    let w = large * small
    let bend = w * (start.y - start.x)
    return (
      value, (w * mean, slope), (bend * mean - w * w * meanCurvature, w * mixed, curvature)
    )
  }
}
