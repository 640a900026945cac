import LinearAlgebra
import Pooling

/// Effect sizes around one mean, in closed form, or around a linear predictor.
enum WeightedModel: Sendable {
  case mean(InterceptModel)
  case regression(RegressionModel)

  /// The model as an estimator of τ² takes it.
  var data: any MeanModel {
    switch self {
    case .mean(let model): model
    case .regression(let model): model
    }
  }

  /// β̂ and (XᵀWX)⁻¹ at weights 1/(vᵢ + τ²). O(kp²).
  func coefficients(tau2: Double) -> (values: [Double], covariance: Matrix) {
    switch self {
    case .mean(let model):
      let mean = model.mean(tau2: tau2)
      return ([mean.value], Matrix(rows: 1, columns: 1, repeating: 1 / mean.sumOfWeights))
    case .regression(let model): return model.coefficients(tau2: tau2)
    }
  }

  /// What the tests of Kenward and Roger and of Satterthwaite need. O(kp²).
  func adjustment(tau2: Double) -> KenwardRoger {
    switch self {
    case .mean(let model): KenwardRoger(model, tau2: tau2)
    case .regression(let model): KenwardRoger(model, tau2: tau2)
    }
  }
}
