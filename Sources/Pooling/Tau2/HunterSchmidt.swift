/// The estimator of Hunter and Schmidt at weights 1/vᵢ:
///
///     τ̂² = max(0, (c Q − k) / Σwᵢ),   c = 1, or k/(k − p) where corrected for small samples,
///     Var τ̂² = c² [2(k − p) + 4τ̂² tr P + 2τ̂⁴ tr PP] / (Σwᵢ)².
///
/// Source: Hunter JE, Schmidt FL (1990), *Methods of Meta-Analysis*; the correction: Brannick MT and others
/// (2019), *Res Synth Methods* 10:513–526. metafor: `method = "HS"`, `"HSk"`.
enum HunterSchmidt {
  static func estimate(_ model: some MeanModel, corrected: Bool) -> Tau2Estimate {
    let moments = model.moments(tau2: 0)
    let k = Double(model.k)
    let df = model.degreesOfFreedom
    let factor = corrected ? k / df : 1
    let tau2 = max(0, (factor * moments.residualSumOfSquares - k) / moments.sumOfWeights)
    let pp = model.traces(tau2: 0).pp
    let variance = 2 * df + 4 * tau2 * moments.traceP + 2 * tau2 * tau2 * pp
    return Tau2Estimate(
      value: tau2, standardError: factor * variance.squareRoot() / moments.sumOfWeights)
  }
}
