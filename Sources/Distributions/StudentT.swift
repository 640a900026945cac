import CBoostMath

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Student's t distribution with ν degrees of freedom,
/// f(x) = Γ((ν+1)/2) / (Γ(ν/2) √(νπ)) · (1 + x²/ν)^(−(ν+1)/2). With ν = ∞ it is the standard normal.
public struct StudentT: ContinuousDistribution, Equatable {
  /// The degrees of freedom ν, positive and perhaps infinite.
  public let degreesOfFreedom: Double

  /// A t distribution; the degrees of freedom are positive, +∞ allowed (a precondition).
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "the degrees of freedom must be positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Beyond this the square of x is out of reach, and the tail is the power law C·|x|^(−ν) to the last digit.
  private static let powerLaw = 1e100

  /// From here on the normal distribution is meant: the difference, below z⁴/(4ν), is beyond a double.
  private var isNormal: Bool { degreesOfFreedom > 1e22 }

  /// The density f(x).
  public func density(_ x: Double) -> Double {
    if isNormal { return Normal.standard.density(x) }
    if x.isNaN { return .nan }
    if x.isInfinite { return 0 }
    if abs(x) > Self.powerLaw {
      let ratio = pow(Self.powerLaw / abs(x), degreesOfFreedom) * (Self.powerLaw / abs(x))
      return copse_student_t_density(Self.powerLaw, degreesOfFreedom) * ratio
    }
    return copse_student_t_density(x, degreesOfFreedom)
  }

  /// The lower tail P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if isNormal { return Normal.standard.cumulative(x) }
    if x.isNaN { return .nan }
    if x == .infinity { return 1 }
    if x < -Self.powerLaw {
      let tail = copse_student_t_cumulative(-Self.powerLaw, degreesOfFreedom)
      return tail * pow(-Self.powerLaw / x, degreesOfFreedom)
    }
    return copse_student_t_cumulative(min(x, Self.powerLaw), degreesOfFreedom)
  }

  /// The upper tail P(X > x) = P(X ≤ −x).
  public func upperTail(_ x: Double) -> Double { cumulative(-x) }

  /// The x with P(X ≤ x) = p; −∞ at 0 and +∞ at 1.
  public func quantile(_ p: Double) -> Double {
    requireProbability(p)
    if isNormal { return Normal.standard.quantile(p) }
    if p.isNaN { return .nan }
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    let x = copse_student_t_quantile(p, degreesOfFreedom)
    guard p < 1e-60 else { return x }
    return -refinedQuantile(
      start: -x, p: p, highest: .infinity, rising: false, tail: { upperTail($0) },
      slope: { $0 > Self.powerLaw ? degreesOfFreedom : density($0) * $0 / $1 })
  }

  /// The x with P(X > x) = p; +∞ at 0 and −∞ at 1.
  public func upperQuantile(_ p: Double) -> Double {
    let x = quantile(p)
    return x == 0 ? 0 : -x
  }
}
