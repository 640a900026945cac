import Distributions
import EffectSizes

/// The two-sided p-value of every hypothetical value θ: p(θ) = 2 P(T > |θ̂ − θ|/s), of which the confidence limits at
/// all levels can be read.
///
/// T is normal, or t where the test has degrees of freedom. For a prediction interval s is √(τ̂² + SE²), and p(θ) is read
/// as 1 minus the level of the interval that ends at θ. Source: Rücker G, Schwarzer G (2021), *Res Synth Methods*
/// 12:8–19. meta: `drapery`.
public struct PValueFunction: Sendable, Equatable {
  /// θ̂, at which p is 1.
  public let value: Double
  /// s.
  public let scale: Double
  /// The degrees of freedom of t; nil for the normal distribution.
  public let df: Double?

  /// That of a study, yᵢ with √vᵢ and the normal distribution.
  public init(_ study: StudyEffect) {
    (value, scale, df) = (study.yi, study.sei, nil)
  }

  /// That of the pooled value, as it was tested; nil for the test of Henmi and Copas, whose distribution is its own.
  public init?(_ fit: PooledFit) {
    guard fit.model.test != MeanTest.henmiCopas.rawValue else { return nil }
    (value, scale, df) = (fit.estimate.value, fit.estimate.se, fit.estimate.df)
  }

  /// That of the prediction interval; nil where the fit has none.
  public init?(predictionOf fit: PooledFit) {
    guard let interval = fit.prediction else { return nil }
    let reference = ReferenceDistribution(degreesOfFreedom: interval.df)
    value = fit.estimate.value
    scale = (interval.upper - interval.lower) / 2 / reference.quantile(level: fit.model.level)
    df = interval.df
  }

  /// p(θ).
  public func p(at theta: Double) -> Double {
    ReferenceDistribution(degreesOfFreedom: df).pValue((value - theta) / scale)
  }

  /// The two values at which p(θ) is `p`, in 0 < p ≤ 1: the limits at the level 1 − p.
  public func limits(p: Double) -> (lower: Double, upper: Double) {
    let half = ReferenceDistribution(degreesOfFreedom: df).upperQuantile(p / 2) * scale
    return (value - half, value + half)
  }

  /// A place of the curve.
  public struct Point: Sendable, Equatable {
    /// θ, on the analysis scale.
    public let theta: Double
    /// p(θ).
    public let p: Double
  }

  /// The p-values 2 P(Z > z) for z from 0 to 4 by tenths.
  private static let levels = (0...40).map { min(1, 2 * Normal.standard.upperTail(Double($0) / 10)) }

  /// The curve from p = 6e-5 on the left up to 1 and down to 6e-5 on the right, at 81 places.
  public var curve: [Point] {
    let ends = Self.levels.map { (p: $0, limits: limits(p: $0)) }
    return ends.reversed().map { Point(theta: $0.limits.lower, p: $0.p) }
      + ends.dropFirst().map { Point(theta: $0.limits.upper, p: $0.p) }
  }
}
