import Distributions
import EffectSizes

/// The data of a radial plot: the studies by precision and standardized effect,
///
///     xᵢ = 1/√(vᵢ + τ̂²),   zᵢ = yᵢ/√(vᵢ + τ̂²),
///
/// so that yᵢ is the slope of the line from the origin to the study, and the pooled value the slope of the line through
/// all of them. About it each zᵢ scatters with variance 1; outside of ± z_{α/2} are the studies that disagree. τ̂² is
/// that of the model, 0 under a common effect.
///
/// Source: Galbraith RF (1988), *Technometrics* 30:271–281. metafor: `radial`. O(k).
public struct RadialPlot: Sendable, Equatable {
  /// A study.
  public struct Point: Sendable, Equatable {
    /// The study's label.
    public let study: String
    /// The effect on the analysis scale.
    public let yi: Double
    /// 1/√(vᵢ + τ̂²).
    public let x: Double
    /// yᵢ/√(vᵢ + τ̂²).
    public let z: Double
    /// Whether it lies within the band.
    public let isInside: Bool
  }

  /// The studies.
  public let points: [Point]
  /// The pooled value with its limits, on the analysis scale.
  public let estimate: Estimate
  /// How far the band reaches above and below the line.
  public let halfWidth: Double
  /// τ̂².
  public let tau2: Double
  /// The level of the band.
  public let level: Double

  /// The radial plot of a fit, its band at the fit's confidence level.
  public init(_ fit: PooledFit) {
    let tau2 = fit.heterogeneity.tau2 ?? 0
    let halfWidth = Normal.standard.upperQuantile((1 - fit.model.level) / 2)
    points = fit.effects.studies.map { study in
      let x = 1 / (study.vi + tau2).squareRoot()
      let z = study.yi * x
      return Point(
        study: study.label, yi: study.yi, x: x, z: z,
        isInside: abs(z - fit.estimate.value * x) <= halfWidth)
    }
    estimate = fit.estimate
    level = fit.model.level
    self.halfWidth = halfWidth
    self.tau2 = tau2
  }
}
