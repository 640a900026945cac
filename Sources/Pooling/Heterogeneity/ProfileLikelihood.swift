import Distributions
import Optimization

/// The profile likelihood interval for τ²: the values whose log-likelihood is at most half the quantile of χ² on
/// one degree of freedom below the highest,
///
///     2[ℓ(τ̂²) − ℓ(τ²)] ≤ χ²₁(level),
///
/// with the likelihood (ML) or the restricted likelihood (REML), whichever τ̂² maximizes. Where several maxima
/// reach that height the interval runs from the lowest to the highest such value.
///
/// Source: Hardy RJ, Thompson SG (1996), *Stat Med* 15:619–629. metafor: `confint(type = "PL")`.
enum ProfileLikelihood {
  static func interval(
    _ model: some MeanModel, estimate: Tau2Estimate, restricted: Bool, level: Double
  ) -> (lower: Double, upper: Double) {
    let drop = ChiSquared(degreesOfFreedom: 1).quantile(level) / 2
    let peak = LikelihoodMaximum.logLikelihood(model, tau2: estimate.value, restricted: restricted)
    func excess(_ tau2: Double) -> Double {
      LikelihoodMaximum.logLikelihood(model, tau2: tau2, restricted: restricted) - peak + drop
    }
    func root(_ inside: Double, _ outside: Double) -> Double {
      BracketedRoot(
        lower: min(inside, outside), upper: max(inside, outside), relativeTolerance: 1e-13,
        resolution: 1e-16 * model.smallestVariance, of: excess
      ).root
    }
    let all = ([(estimate.value, 0)] + estimate.otherMaxima.map { ($0.tau2, $0.logLikelihoodDifference) })
      .sorted { $0.0 < $1.0 }
    let high = all.filter { $0.1 >= -drop }.map(\.0)
    let (first, last) = (high.first ?? estimate.value, high.last ?? estimate.value)
    let below = all.last { $0.0 < first }?.0 ?? 0
    let lower = first == 0 || excess(below) >= 0 ? 0 : root(first, below)
    let above = all.first { $0.0 > last }?.0 ?? beyond(last, model, excess)
    return (lower, root(last, above))
  }

  /// A τ² above the highest maximum at which the likelihood is low enough; it falls there without end.
  private static func beyond(
    _ last: Double, _ model: some MeanModel, _ excess: (Double) -> Double
  ) -> Double {
    var above = last + model.smallestVariance
    while excess(above) > 0, above < .greatestFiniteMagnitude / 8 { above = last + 4 * (above - last) }
    return above
  }
}
