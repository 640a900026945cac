import Pooling

/// The library's own estimator on the studies of one subset: for subsets that a kernel leaves, and for estimators
/// without a kernel. Nothing but the mean, τ², I² and Q is computed.
struct ScalarFit: Sendable {
  let yi: [Double]
  let vi: [Double]
  /// The estimator; nil under a common-effect model.
  let estimator: Tau2Estimator?
  let definition: I2Definition

  func fit(_ places: [Int]) -> (estimate: Double, tau2: Double, i2: Double, q: Double) {
    let model = InterceptModel(yi: places.map { yi[$0] }, vi: places.map { vi[$0] })
    let (q, df) = (model.k == 1 ? 0 : model.generalizedQ(tau2: 0), Double(model.k - 1))
    let tau2 = self.tau2(model, places)
    var i2 = 0.0
    if df > 0 {
      switch estimator == nil ? .q : definition {
      case .q: i2 = max(0, (q - df) / q)
      case .tau2:
        let excess = tau2 * model.moments(tau2: 0).traceP
        i2 = excess / (df + excess)
      }
    }
    return (model.mean(tau2: tau2).value, tau2, i2, q)
  }

  private func tau2(_ model: InterceptModel, _ places: [Int]) -> Double {
    guard let estimator else { return 0 }
    if case .given(let value) = estimator { return value }
    return model.k > 1 ? estimator.selecting(places).estimate(model).value : 0
  }
}
