import CBoostMath

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The normal distribution N(μ, σ²), f(x) = exp(−z²/2) / (σ√(2π)) with z = (x − μ)/σ.
///
/// For the standard normal the tails are accurate to 1e-15, and the quantiles too, down to 1e-300.
public struct Normal: ContinuousDistribution, Equatable {
  /// The mean μ.
  public let mean: Double
  /// The standard deviation σ.
  public let standardDeviation: Double

  /// The standard normal distribution, N(0, 1).
  public static let standard = Normal(mean: 0, standardDeviation: 1)

  /// A normal distribution with finite mean and a finite, positive standard deviation (a precondition).
  public init(mean: Double, standardDeviation: Double) {
    precondition(mean.isFinite, "the mean must be finite")
    precondition(
      standardDeviation > 0 && standardDeviation.isFinite, "the standard deviation must be positive")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The density f(x).
  public func density(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    let square = z * z
    if square.isInfinite { return 0 }
    // The rounding error of z² is carried along: at z = 37 it is worth 1e-13 of the density.
    let remainder = (-square).addingProduct(z, z)
    return exp(-square / 2) * (1 - remainder / 2) / (standardDeviation * (2 * Double.pi).squareRoot())
  }

  /// The lower tail Φ(z).
  public func cumulative(_ x: Double) -> Double {
    copse_normal_cumulative((x - mean) / standardDeviation)
  }

  /// The upper tail 1 − Φ(z) = Φ(−z).
  public func upperTail(_ x: Double) -> Double {
    copse_normal_cumulative((mean - x) / standardDeviation)
  }

  /// The x with P(X ≤ x) = p; −∞ at 0 and +∞ at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    return mean + standardDeviation * Self.standardQuantile(p)
  }

  /// The x with P(X > x) = p; +∞ at 0 and −∞ at 1.
  public func upperQuantile(_ p: Double) -> Double {
    requireProbability(p)
    return mean - standardDeviation * Self.standardQuantile(p)
  }

  private static func standardQuantile(_ p: Double) -> Double {
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    return p == 0.5 ? 0 : copse_normal_quantile(p)
  }
}
