/// The moment estimator from Cochran's Q at weights 1/vᵢ:
///
///     τ̂² = max(0, (Q − (k − p)) / tr P),
///     Var τ̂² = [2(k − p) + 4τ̂² tr P + 2τ̂⁴ tr PP] / (tr P)².
///
/// Source: DerSimonian R, Laird N (1986), *Control Clin Trials* 7:177–188. metafor: `method = "DL"`.
enum DerSimonianLaird {
  static func estimate(_ model: some MeanModel) -> Tau2Estimate {
    let moments = model.moments(tau2: 0)
    let df = model.degreesOfFreedom
    let tau2 = value(moments, df: df)
    let pp = model.traces(tau2: 0).pp
    let variance = 2 * df + 4 * tau2 * moments.traceP + 2 * tau2 * tau2 * pp
    return Tau2Estimate(value: tau2, standardError: variance.squareRoot() / moments.traceP)
  }

  /// τ̂² from the moments at τ² = 0.
  static func value(_ moments: WeightedMoments, df: Double) -> Double {
    max(0, (moments.residualSumOfSquares - df) / moments.traceP)
  }
}
