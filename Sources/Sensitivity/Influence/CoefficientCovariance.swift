import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The covariance V of p coefficients, with what the deletion diagnostics take from it.
///
/// Distances and determinants are computed on the correlations, so that the units of a moderator cost no digits.
struct CoefficientCovariance: Sendable {
  /// V, p × p.
  let matrix: Matrix
  /// The roots of its diagonal.
  private let errors: [Double]
  /// The factor of the correlations; nil where V is not positive definite, as where a variance is 0.
  private let correlations: Cholesky?

  init(_ matrix: Matrix) {
    self.matrix = matrix
    let errors = matrix.diagonal.map { $0.squareRoot() }
    self.errors = errors
    guard errors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      correlations = nil
      return
    }
    correlations = try? Cholesky(
      Matrix(rows: matrix.rows, columns: matrix.rows) { i, j in
        i == j ? 1 : matrix[i, j] / (errors[i] * errors[j])
      })
  }

  /// The covariance of a single coefficient.
  init(variance: Double) { self.init(Matrix(rows: 1, columns: 1, repeating: variance)) }

  /// dᵀV⁻¹d; nil where V is not positive definite. O(p²).
  func distance(_ d: [Double]) -> Double? {
    correlations?.inverseQuadraticForm(zip(d, errors).map { $0 / $1 })
  }

  /// ln |V|; nil where V is not positive definite. O(p).
  var logDeterminant: Double? {
    correlations.map { $0.logDeterminant + errors.reduce(0) { $0 + 2 * log($1) } }
  }

  /// xᵀVx, the variance of xᵀβ̂. O(p²).
  func variance(_ x: [Double]) -> Double { dot(x, matrix * x) }
}
