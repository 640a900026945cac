import CLAPACK

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The Cholesky factor L, lower triangular with a positive diagonal, of a symmetric positive definite
/// matrix A = L·Lᵀ.
///
/// Only the lower triangle of A is read. Up to `plainSizeLimit` rows a plain loop is faster than the call to
/// LAPACK; above it `dpotrf` does the work. Source: Golub and Van Loan (2013), Matrix Computations,
/// algorithm 4.2.1.
public struct Cholesky: Equatable, Sendable {
  /// L, n × n, with zeros above the diagonal.
  public let lower: Matrix

  /// The largest n that the plain loop factors.
  static let plainSizeLimit = 13

  /// Factors the symmetric n × n matrix A. O(n³/3).
  ///
  /// Throws `LinearAlgebraError.notPositiveDefinite(pivot:)` with the first column (counted from 0) whose
  /// pivot is not a positive finite number.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "a Cholesky factor needs a square matrix")
    lower = a.rows <= Self.plainSizeLimit ? try Self.plainFactor(a) : try Self.lapackFactor(a)
  }

  static func plainFactor(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
    let n = a.rows
    var l = [Double](repeating: 0, count: n * n)  // (i, j) at i + j·n
    for j in 0..<n {
      var pivot = a.elements[j + j * n]
      for k in 0..<j { pivot -= l[j + k * n] * l[j + k * n] }
      guard pivot > 0, pivot.isFinite else { throw .notPositiveDefinite(pivot: j) }
      let root = pivot.squareRoot()
      l[j + j * n] = root
      var i = j + 1
      while i < n {
        var sum = a.elements[i + j * n]
        for k in 0..<j { sum -= l[i + k * n] * l[j + k * n] }
        l[i + j * n] = sum / root
        i += 1
      }
    }
    return Matrix(rows: n, columns: n, columnMajor: l)
  }

  static func lapackFactor(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
    let n = a.rows
    guard n > 0 else { return a }
    var l = a
    let info = copse_cholesky(blasInteger(n), &l.elements)
    precondition(info >= 0, "dpotrf was called with a wrong argument")
    if info > 0 { throw .notPositiveDefinite(pivot: Int(info) - 1) }
    // OpenBLAS lets a NaN pass: it then stands on the diagonal.
    for j in 0..<n where !(l[j, j] > 0 && l[j, j].isFinite) { throw .notPositiveDefinite(pivot: j) }
    for j in 0..<n {
      for i in 0..<j { l[i, j] = 0 }
    }
    return l
  }

  /// x with A·x = b; b has n elements. O(n²).
  public func solve(_ b: [Double]) -> [Double] {
    lower.solveLowerTriangularTransposed(lower.solveLowerTriangular(b))
  }

  /// X with A·X = B; B is n × m. O(n²·m).
  public func solve(_ b: Matrix) -> Matrix {
    if lower.rows > Self.plainSizeLimit {
      return lower.solveLowerTriangular(lower.solveLowerTriangular(b), transposed: true)
    }
    precondition(b.rows == lower.rows, "A·X = B needs as many rows in B as in A")
    return Matrix(rows: b.rows, columns: (0..<b.columns).map { solve(b.column($0)) })
  }

  /// log det A = 2 Σ log Lᵢᵢ, which neither overflows nor underflows. O(n).
  public var logDeterminant: Double { 2 * lower.diagonal.reduce(0) { $0 + log($1) } }

  /// A⁻¹, n × n and exactly symmetric. Prefer `solve`, which is more accurate. O(n³).
  public var inverse: Matrix {
    let solution = solve(.identity(lower.rows))
    return Matrix(rows: lower.rows, columns: lower.rows) { i, j in
      i >= j ? solution[i, j] : solution[j, i]
    }
  }

  /// bᵀ·A⁻¹·b = ‖L⁻¹b‖², never negative; b has n elements. O(n²).
  public func inverseQuadraticForm(_ b: [Double]) -> Double {
    let whitened = lower.solveLowerTriangular(b)
    return dot(whitened, whitened)
  }
}
