import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A design X (k × p) as X = Q·R: columns Q that are orthogonal and of mean square 1, R upper triangular.
///
/// Everything that estimates τ² depends on the space of the columns alone, so that it is computed from Q and
/// loses no digits to the units or the origin of a moderator: a year of publication is as good as a centered
/// one. X = 1 gives Q = 1. By Gram–Schmidt, each column twice; Q is kept row by row. O(kp²), once per design.
/// Source: Golub and Van Loan (2013), *Matrix Computations*, section 5.2.
struct DesignBasis: Sendable {
  /// Q, row after row.
  let rows: [Double]
  /// R⁻¹, upper triangular: coefficients on X are R⁻¹ times those on Q.
  let inverseTriangle: Matrix
  /// 2 ln |R|, what ln |XᵀWX| exceeds ln |QᵀWQ| by.
  let logDeterminant: Double

  /// Q, k × p.
  var matrix: Matrix {
    let p = inverseTriangle.rows
    return Matrix(rows: rows.count / p, columns: p) { i, j in rows[i * p + j] }
  }

  /// What a column must keep of its length when those before it are projected out.
  private static let tolerance = 1e-10

  /// - Throws: `LinearAlgebraError` with the first column that depends on those before it, or where the design
  ///   is not finite.
  init(_ design: Matrix) throws(LinearAlgebraError) {
    guard design.isFinite else { throw .notFinite }
    let (k, p) = (design.rows, design.columns)
    var columns: [[Double]] = []
    var triangle = Matrix(rows: p, columns: p)
    for j in 0..<p {
      var column = design.column(j)
      let original = Self.rootMeanSquare(column)
      for _ in 0..<2 {
        for (i, direction) in columns.enumerated() {
          let projection = dot(direction, column) / Double(k)
          triangle[i, j] += projection
          for row in 0..<k { column[row] -= projection * direction[row] }
        }
      }
      let remaining = Self.rootMeanSquare(column)
      guard remaining > Self.tolerance * original else { throw .notPositiveDefinite(pivot: j) }
      triangle[j, j] = remaining
      columns.append(column.map { $0 / remaining })
    }
    rows = (0..<k).flatMap { row in columns.map { $0[row] } }
    inverseTriangle = Self.inverse(ofUpper: triangle)
    logDeterminant = 2 * triangle.diagonal.reduce(0) { $0 + log($1) }
  }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return 0 }
    let sum = values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * (sum / Double(values.count)).squareRoot()
  }

  private static func inverse(ofUpper r: Matrix) -> Matrix {
    let p = r.rows
    var inverse = Matrix(rows: p, columns: p)
    for j in 0..<p {
      inverse[j, j] = 1 / r[j, j]
      for i in (0..<j).reversed() {
        var sum = 0.0
        for l in (i + 1)...j { sum += r[i, l] * inverse[l, j] }
        inverse[i, j] = -sum / r[i, i]
      }
    }
    return inverse
  }
}
