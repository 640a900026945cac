import LinearAlgebra
import Pooling

/// The coefficients of a model at one τ² with the covariance that they are tested with; what a permutation test
/// computes again and again.
struct RegressionStatistics {
  /// β̂.
  let values: [Double]
  /// s²(XᵀWX)⁻¹, or Kenward and Roger's.
  let covariance: Matrix
  /// (XᵀWX)⁻¹.
  let waldCovariance: Matrix
  /// s² as the test takes it.
  let factor: Double
  /// Σwᵢ(yᵢ − xᵢᵀβ̂)²/(k − p).
  let residualFactor: Double
  /// What the tests of Kenward and Roger and of Satterthwaite need; nil for the others.
  let adjustment: KenwardRoger?
  private let test: MeanTest
  /// The degrees of freedom of the other tests, nil for the normal distribution.
  private let residualDF: Double?

  init(_ model: RegressionModel, tau2: Double, test: MeanTest) {
    let residual = model.generalizedQ(tau2: tau2)
    let coefficients = model.coefficients(tau2: tau2)
    values = coefficients.values
    waldCovariance = coefficients.covariance
    residualFactor = residual / Double(model.k - model.p)
    factor = test.varianceFactor(residualSumOfSquares: residual, k: model.k - model.p + 1)
    adjustment = test == .kenwardRoger || test == .satterthwaite ? KenwardRoger(model, tau2: tau2) : nil
    if test == .kenwardRoger, let adjustment {
      covariance = adjustment.covariance
    } else {
      covariance = factor == 1 ? waldCovariance : factor * waldCovariance
    }
    self.test = test
    residualDF = test.degreesOfFreedom(k: model.k - model.p + 1)
  }

  /// The degrees of freedom of a coefficient; nil for the normal distribution.
  func degreesOfFreedom(_ index: Int) -> Double? {
    guard let adjustment else { return residualDF }
    return test == .kenwardRoger
      ? adjustment.degreesOfFreedom[index] : adjustment.satterthwaiteDegreesOfFreedom[index]
  }

  /// The standard error of cᵀβ̂ and its degrees of freedom, nil for the normal distribution.
  func contrast(_ c: [Double]) -> (standardError: Double, degreesOfFreedom: Double?) {
    guard let adjustment else {
      return ((factor * dot(c, waldCovariance * c)).squareRoot(), residualDF)
    }
    return test == .kenwardRoger ? adjustment.contrast(c) : adjustment.satterthwaiteContrast(c)
  }

  /// The factor on bᵀV⁻¹b/m of these coefficients and its denominator degrees of freedom, nil for χ²; nil where
  /// there are none.
  func reference(_ indices: [Int]) -> (scale: Double, degreesOfFreedom: Double?)? {
    guard let adjustment else { return (1, residualDF) }
    return ScaledF(adjustment, indices, test: test).map { ($0.scale, $0.degreesOfFreedom) }
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
