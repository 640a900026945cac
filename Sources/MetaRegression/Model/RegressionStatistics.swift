import LinearAlgebra
import Pooling

/// The coefficients of a model at one τ² with the covariance that they are tested with; what a permutation test
/// computes again and again.
struct RegressionStatistics {
  /// β̂.
  let values: [Double]
  /// s²(XᵀWX)⁻¹.
  let covariance: Matrix
  /// (XᵀWX)⁻¹.
  let waldCovariance: Matrix
  /// s² as the test takes it.
  let factor: Double
  /// Σwᵢ(yᵢ − xᵢᵀβ̂)²/(k − p).
  let residualFactor: Double

  init(_ model: RegressionModel, tau2: Double, test: MeanTest) {
    let residual = model.moments(tau2: tau2).residualSumOfSquares
    let coefficients = model.coefficients(tau2: tau2)
    values = coefficients.values
    waldCovariance = coefficients.covariance
    residualFactor = residual / Double(model.k - model.p)
    factor = test.varianceFactor(residualSumOfSquares: residual, k: model.k - model.p + 1)
    covariance = factor == 1 ? waldCovariance : factor * waldCovariance
  }

  /// The standard error of a coefficient.
  func standardError(_ index: Int) -> Double { covariance[index, index].squareRoot() }

  /// A coefficient over its standard error.
  func ratio(_ index: Int) -> Double { values[index] / standardError(index) }

  /// bᵀV⁻¹b of these coefficients; nil where V is not positive definite.
  func quadraticForm(_ indices: [Int]) -> Double? {
    let errors = indices.map(standardError)
    guard errors.allSatisfy({ $0 > 0 }) else { return nil }
    let correlation = Matrix(rows: indices.count, columns: indices.count) { i, j in
      i == j ? 1 : covariance[indices[i], indices[j]] / (errors[i] * errors[j])
    }
    guard let factor = try? Cholesky(correlation) else { return nil }
    return factor.inverseQuadraticForm(indices.map(ratio))
  }
}
