@testable import LinearAlgebra

/// The Hilbert matrix, Hᵢⱼ = 1/(i + j + 1): positive definite, with a condition number of about e^(3.5n).
func hilbert(_ n: Int) -> Matrix { Matrix(rows: n, columns: n) { i, j in 1 / Double(i + j + 1) } }

/// Lehmer's matrix, Aᵢⱼ = min(i, j)/max(i, j) from 1: positive definite, well conditioned, its inverse is
/// tridiagonal.
func lehmer(_ n: Int) -> Matrix {
  Matrix(rows: n, columns: n) { i, j in Double(min(i, j) + 1) / Double(max(i, j) + 1) }
}

/// Aᵢⱼ = min(i, j) from 1: determinant 1, its factor is all ones, its inverse has 2, −1 in three diagonals.
func minimum(_ n: Int) -> Matrix { Matrix(rows: n, columns: n) { i, j in Double(min(i, j) + 1) } }

/// Repeatable numbers in [−1, 1) without structure.
func scattered(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
  var state = seed
  return Matrix(rows: rows, columns: columns) { _, _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 52) - 1
  }
}

/// The largest difference between two matrices of one shape.
func distance(_ a: Matrix, _ b: Matrix) -> Double { (a - b).largestMagnitude }

/// The largest difference between two vectors of one length.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
