import Distributions
import Optimization

/// The general method of moments from Q_A = yᵀPy at fixed weights aᵢ, P = A − AX(XᵀAX)⁻¹XᵀA, V = diag(vᵢ):
///
///     τ̂² = max(0, (Q_A − tr PV) / tr P),
///     Var τ̂² = [2 tr PVPV + 4τ̂² tr PVP + 2τ̂⁴ tr PP] / (tr P)².
///
/// With aᵢ = 1/vᵢ it is DerSimonian and Laird's estimator, with aᵢ = 1 Hedges and Olkin's. The two-step
/// estimators take aᵢ = 1/(vᵢ + τ₀²) with the τ₀² of one of these two.
///
/// Source: DerSimonian R, Kacker R (2007), *Contemp Clin Trials* 28:105–114. metafor: `method = "GENQ"`.
enum GeneralMoments {
  static func estimate(_ model: some MeanModel, weights: StudyWeights) -> Tau2Estimate {
    let (squares, traces) = model.weighted(weights.values(model.vi))
    let tau2 = max(0, (squares - traces.pv) / traces.p)
    return Tau2Estimate(value: tau2, standardError: standardError(traces, tau2: tau2))
  }

  /// The second of two steps, from an estimate of the first.
  static func secondStep(_ model: some MeanModel, from first: Tau2Estimate) -> Tau2Estimate {
    estimate(model, weights: .inverseTotalVariance(tau2: first.value))
  }

  /// The median-unbiased variant: the τ² at which Q_A is the median of its distribution, or 0. metafor:
  /// `"GENQM"`.
  static func median(_ model: some MeanModel, weights: StudyWeights) -> Tau2Estimate {
    let values = weights.values(model.vi)
    let (squares, traces) = model.weighted(values)
    let solution = GeneralizedQDistribution(model, weights: values).solve(q: squares, probability: 0.5)
    return Tau2Estimate(
      value: solution.tau2, standardError: standardError(traces, tau2: solution.tau2),
      convergence: solution.convergence)
  }

  private static func standardError(_ traces: ProjectionTraces, tau2: Double) -> Double {
    let variance = 2 * traces.pvpv + 4 * tau2 * traces.pvp + 2 * tau2 * tau2 * traces.pp
    return variance.squareRoot() / traces.p
  }
}
