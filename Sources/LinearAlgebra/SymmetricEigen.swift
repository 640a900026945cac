import CLAPACK

/// The eigenvalues and eigenvectors of a real symmetric matrix, A = V·diag(λ)·Vᵀ, by `dsyevd`.
public struct SymmetricEigen: Equatable, Sendable {
  /// The n eigenvalues λ in ascending order.
  public let values: [Double]
  /// The orthogonal n × n matrix V; column j belongs to `values[j]` and has length 1. Its sign is arbitrary.
  public let vectors: Matrix

  /// Decomposes the symmetric n × n matrix A, of which only the lower triangle is read. O(n³).
  ///
  /// Throws `LinearAlgebraError.notFinite` if A holds NaN or an infinity, and `.noConvergence` if the
  /// iteration fails.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "eigenvalues need a square matrix")
    guard a.isFinite else { throw .notFinite }
    var vectors = a
    var values = [Double](repeating: 0, count: a.rows)
    if a.rows > 0 {
      let info = copse_symmetric_eigen(blasInteger(a.rows), &vectors.elements, &values)
      precondition(info >= 0, "dsyevd had a wrong argument or no memory")
      guard info == 0 else { throw .noConvergence }
    }
    self.values = values
    self.vectors = vectors
  }
}
