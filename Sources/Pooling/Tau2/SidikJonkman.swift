/// The two-step estimator: with τ₀² = Σ(yᵢ − ȳ)²/k and P at weights 1/(vᵢ + τ₀²),
///
///     τ̂² = τ₀² yᵀPy / (k − p), positive unless all effect sizes are equal,
///     Var τ̂² = τ₀⁴ [2 tr PVPV + 4τ̂² tr PVP + 2τ̂⁴ tr PP] / (k − p)².
///
/// Source: Sidik K, Jonkman JN (2005), *J Biopharm Stat* 15:823–838. metafor: `method = "SJ"`.
enum SidikJonkman {
  static func estimate(_ model: some MeanModel) -> Tau2Estimate {
    let start = model.crudeVariance
    guard start > 0 else { return Tau2Estimate(value: 0) }
    let df = model.degreesOfFreedom
    let tau2 = start * model.generalizedQ(tau2: start) / df
    let traces = model.traces(tau2: start)
    let variance = 2 * traces.pvpv + 4 * tau2 * traces.pvp + 2 * tau2 * tau2 * traces.pp
    return Tau2Estimate(value: tau2, standardError: start * variance.squareRoot() / df)
  }
}
