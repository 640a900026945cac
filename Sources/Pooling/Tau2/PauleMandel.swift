import Distributions
import Optimization

/// The τ² at which the generalized Q equals its expectation, Q(τ²) = yᵀPy = k − p, or 0 where Q(0) is
/// smaller already. Q falls with τ², so that the root is unique; it is bracketed by 0 and RSS/(k − p).
///
/// The empirical Bayes estimator solves the same equation. Var τ̂² = 2k² / [(k − p)(Σwᵢ)²].
///
/// Source: Paule RC, Mandel J (1982), *J Res Natl Bur Stand* 87:377–385; Morris CN (1983), *JASA* 78:47–55;
/// their identity: Viechtbauer W and others (2015), *Psychol Methods* 20:360–374. metafor: `"PM"`, `"EB"`.
///
/// The median-unbiased variant sets Q(τ²) to the median of χ² on k − p degrees of freedom instead: τ̂² is then
/// too large as often as it is too small. Source: Viechtbauer W (2021), in *Handbook of Meta-Analysis*, ch. 8.
/// metafor: `"PMM"`.
enum PauleMandel {
  static func estimate(_ model: some MeanModel, median: Bool = false) -> Tau2Estimate {
    let df = model.degreesOfFreedom
    let target = median ? ChiSquared(degreesOfFreedom: df).quantile(0.5) : df
    let solution = GeneralizedQ.solve(model, target: target)
    let k = Double(model.k)
    let variance = 2 * k * k / df
    let sumOfWeights = model.moments(tau2: solution.tau2).sumOfWeights
    return Tau2Estimate(
      value: solution.tau2, standardError: variance.squareRoot() / sumOfWeights,
      convergence: solution.convergence)
  }
}

/// The generalized Q(τ²) = yᵀPy at weights 1/(vᵢ + τ²), which falls with τ² from Cochran's Q to 0.
enum GeneralizedQ {
  /// The τ² ≥ 0 at which Q(τ²) = `target`, or 0 where Q(0) ≤ `target`.
  static func solve(_ model: some MeanModel, target: Double) -> (tau2: Double, convergence: Convergence) {
    let method = "bracketed root of the generalized Q"
    let atZero = model.generalizedQ(tau2: 0) - target
    guard atZero > 0 else {
      return (0, Convergence(method: method, iterations: 1, converged: true, boundary: true))
    }
    let upper = model.ordinary().residualSumOfSquares / target
    let root = BracketedRoot(
      lower: 0, upper: upper * (1 + 1e-12), valueAtLower: atZero,
      resolution: 1e-16 * model.smallestVariance
    ) { model.generalizedQ(tau2: $0) - target }
    return (
      root.root,
      Convergence(
        method: method, iterations: root.evaluations, converged: root.converged, boundary: false)
    )
  }
}
