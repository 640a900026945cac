import CLAPACK

/// Solutions of triangular systems. Only the named triangle is read, and no element of its diagonal may be 0
/// (the result is then infinite or NaN).
extension Matrix {
  /// x with L·x = b, by forward substitution; L is the lower triangle of this square matrix. O(n²).
  public func solveLowerTriangular(_ b: [Double]) -> [Double] {
    precondition(rows == columns && b.count == rows, "L·x = b needs a square L and one element per row")
    var x = b
    for j in 0..<rows {
      x[j] /= elements[j + j * rows]
      for i in (j + 1)..<max(rows, j + 1) { x[i] -= elements[i + j * rows] * x[j] }
    }
    return x
  }

  /// x with Lᵀ·x = b, by back substitution; L is the lower triangle of this square matrix. O(n²).
  public func solveLowerTriangularTransposed(_ b: [Double]) -> [Double] {
    precondition(rows == columns && b.count == rows, "Lᵀ·x = b needs a square L and one element per row")
    var x = b
    for j in (0..<rows).reversed() {
      for i in (j + 1)..<max(rows, j + 1) { x[j] -= elements[i + j * rows] * x[i] }
      x[j] /= elements[j + j * rows]
    }
    return x
  }

  /// x with R·x = b, by back substitution; R is the upper triangle of this square matrix. O(n²).
  public func solveUpperTriangular(_ b: [Double]) -> [Double] {
    precondition(rows == columns && b.count == rows, "R·x = b needs a square R and one element per row")
    var x = b
    for j in (0..<rows).reversed() {
      x[j] /= elements[j + j * rows]
      for i in 0..<j { x[i] -= elements[i + j * rows] * x[j] }
    }
    return x
  }

  /// X with L·X = B, or Lᵀ·X = B if `transposed`; B is n × m. O(n²·m), by `dtrsm`.
  public func solveLowerTriangular(_ b: Matrix, transposed: Bool = false) -> Matrix {
    precondition(rows == columns && b.rows == rows, "L·X = B needs a square L and matching rows")
    var x = b
    guard b.columns > 0, rows > 0 else { return x }
    copse_solve_lower(blasInteger(rows), blasInteger(b.columns), elements, transposed ? 1 : 0, &x.elements)
    return x
  }
}
