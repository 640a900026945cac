import Optimization

/// DerSimonian and Laird's formula repeated with its own weights 1/(vᵢ + τ̂²) until it no longer changes:
///
///     τ̂² = (Q(τ̂²) − (k − p)) / tr P(τ̂²), or 0 where Q(0) ≤ k − p,
///     Var τ̂² = [2(k − p) + 4τ̂² tr P + 2τ̂⁴ tr PP] / (tr P)² at these weights.
///
/// Q falls and τ² tr P rises with τ², so that the root is unique, and Paule and Mandel's estimate lies above it.
/// It is no moment estimator, since E Q at weights 1/(vᵢ + τ²) is k − p; it is here because programs have it.
///
/// metafor: `method = "DLIT"`.
enum IteratedDerSimonianLaird {
  static func estimate(_ model: some MeanModel) -> Tau2Estimate {
    let method = "bracketed root of the DerSimonian-Laird equation"
    let df = model.degreesOfFreedom
    func excess(_ tau2: Double) -> Double {
      let moments = model.moments(tau2: tau2)
      return moments.residualSumOfSquares - df - tau2 * moments.traceP
    }
    let atZero = excess(0)
    guard atZero > 0 else {
      let convergence = Convergence(method: method, iterations: 1, converged: true, boundary: true)
      return Tau2Estimate(value: 0, standardError: standardError(model, tau2: 0), convergence: convergence)
    }
    let upper = model.ordinary().residualSumOfSquares / df
    let root = BracketedRoot(
      lower: 0, upper: upper * (1 + 1e-12), valueAtLower: atZero,
      resolution: 1e-16 * model.smallestVariance, of: excess)
    return Tau2Estimate(
      value: root.root, standardError: standardError(model, tau2: root.root),
      convergence: Convergence(
        method: method, iterations: root.evaluations, converged: root.converged, boundary: false))
  }

  private static func standardError(_ model: some MeanModel, tau2: Double) -> Double {
    let traces = model.traces(tau2: tau2)
    let variance = 2 * model.degreesOfFreedom + 4 * tau2 * traces.p + 2 * tau2 * tau2 * traces.pp
    return variance.squareRoot() / traces.p
  }
}
