/// The moment estimator from the unweighted sum of squares, M = I − X(XᵀX)⁻¹Xᵀ:
///
///     τ̂² = max(0, (yᵀMy − tr MV) / (k − p)),
///     Var τ̂² = [2 tr MVMV + 4τ̂² tr MV + 2τ̂⁴ (k − p)] / (k − p)².
///
/// Source: Hedges LV, Olkin I (1985), *Statistical Methods for Meta-Analysis*, ch. 9. metafor:
/// `method = "HE"`.
enum HedgesOlkin {
  static func estimate(_ model: some MeanModel) -> Tau2Estimate {
    let ordinary = model.ordinary()
    let traces = ordinary.traces
    let df = model.degreesOfFreedom
    let tau2 = max(0, (ordinary.residualSumOfSquares - traces.pv) / df)
    let variance = 2 * traces.pvpv + 4 * tau2 * traces.pv + 2 * tau2 * tau2 * df
    return Tau2Estimate(value: tau2, standardError: variance.squareRoot() / df)
  }
}
