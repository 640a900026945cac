import Distributions
import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gauss's hypergeometric function ₂F₁(½, ½; c; z) for c > 1 and 0 ≤ z < 1.
///
/// By its series where that converges fast; else by Euler's integral with t = sin²θ,
///
///     ₂F₁ = 2Γ(c) / [√π Γ(c − ½)] ∫ cos^(2c−2) θ / √(1 − z sin²θ) dθ   from 0 to π/2.
enum Hypergeometric2F1 {
  static func halves(c: Double, z: Double) -> Double {
    c >= 10 || z < 0.7 ? series(c: c, z: z) : byIntegral(c: c, z: z)
  }

  /// Σ [(½)ₖ]² zᵏ / [(c)ₖ k!], to the last digit: all terms are positive and fall.
  private static func series(c: Double, z: Double) -> Double {
    var (sum, term, k) = (1.0, 1.0, 0.0)
    while term > 1e-18 * sum {
      term *= (k + 0.5) * (k + 0.5) / ((c + k) * (k + 1)) * z
      sum += term
      k += 1
    }
    return sum
  }

  private static func byIntegral(c: Double, z: Double) -> Double {
    let factor = 2 / Double.pi.squareRoot() * exp(logGamma(c) - logGamma(c - 0.5))
    return factor
      * integral(from: 0, to: Double.pi / 2) { angle in
        let sine = sin(angle)
        return pow(cos(angle), 2 * c - 2) / (1 - z * sine * sine).squareRoot()
      }
  }
}
