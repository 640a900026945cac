import Distributions

/// The Q-profile interval for τ²: the values at which the generalized Q equals the 1 − α/2 and the α/2
/// quantile of χ² on k − p degrees of freedom, each 0 where it would be negative.
///
/// Exact for normal effects with known vᵢ. Each limit is a bracketed root to relative 1e-14.
/// Source: Viechtbauer W (2007), *Stat Med* 26:37–52. metafor: `confint`.
enum QProfile {
  /// The limits; nil where even Q(0) lies below the α/2 quantile, so that no τ² ≥ 0 is compatible.
  static func interval(_ model: some MeanModel, level: Double) -> (lower: Double, upper: Double)? {
    let chiSquared = ChiSquared(degreesOfFreedom: model.degreesOfFreedom)
    let tail = (1 - level) / 2
    let lowQuantile = chiSquared.quantile(tail)
    guard model.generalizedQ(tau2: 0) >= lowQuantile else { return nil }
    return (
      GeneralizedQ.solve(model, target: chiSquared.upperQuantile(tail)).tau2,
      GeneralizedQ.solve(model, target: lowQuantile).tau2
    )
  }
}
