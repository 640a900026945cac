import Optimization

/// The distribution of Q_A = yᵀPy at fixed weights aᵢ, as τ² varies; it moves to the right with τ².
struct GeneralizedQDistribution<Model: MeanModel> {
  private let model: Model
  private let weights: [Double]

  init(_ model: Model, weights: [Double]) {
    self.model = model
    self.weights = weights
  }

  /// P(Q_A ≤ q) at τ².
  func cumulative(_ q: Double, tau2: Double) -> Double {
    model.quadraticForm(weights: weights, tau2: tau2).cumulative(q)
  }

  /// The τ² ≥ 0 at which P(Q_A ≤ q) is the probability, or 0 where it is smaller already at 0.
  ///
  /// The bracket is doubled from where E Q_A = q, or from the smallest variance. The probability is known to
  /// 1e-13, and τ² to about as many digits relative to the width of its distribution.
  func solve(q: Double, probability: Double) -> (tau2: Double, convergence: Convergence) {
    let method = "bracketed root of the distribution of Q"
    let atZero = cumulative(q, tau2: 0) - probability
    guard atZero > 0 else {
      return (0, Convergence(method: method, iterations: 1, converged: true, boundary: true))
    }
    let traces = model.weighted(weights).traces
    var low = 0.0
    var lowValue = atZero
    var high = max((q - traces.pv) / traces.p, model.smallestVariance)
    var highValue = cumulative(q, tau2: high) - probability
    var evaluations = 2
    while highValue > 0, evaluations < 2000 {
      (low, lowValue) = (high, highValue)
      high *= 2
      highValue = cumulative(q, tau2: high) - probability
      evaluations += 1
    }
    let root = BracketedRoot(
      lower: low, upper: high, valueAtLower: lowValue, valueAtUpper: highValue,
      resolution: 1e-16 * model.smallestVariance
    ) { cumulative(q, tau2: $0) - probability }
    return (
      root.root,
      Convergence(
        method: method, iterations: evaluations + root.evaluations, converged: root.converged,
        boundary: false)
    )
  }
}
