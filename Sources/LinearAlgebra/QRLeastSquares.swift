import CLAPACK

/// Linear least squares by QR with column pivoting: β minimizes Σ wᵢ(yᵢ − xᵢᵀβ)².
///
/// The rows of X (k × p) are multiplied by √wᵢ and its columns scaled to length 1, so neither the rank nor the
/// solution depends on the units of a column. The rank is the number of diagonal elements of R above
/// `tolerance · |R₁₁|`. If it is below p, the columns that are linear combinations of the columns before
/// them are named in `dependentColumns` and left out of the fit. Accuracy depends on the condition number of
/// X, not on its square as with the normal equations. Source: Golub and Van Loan (2013), Matrix Computations,
/// sections 5.4 and 5.5.
public struct QRLeastSquares: Equatable, Sendable {
  /// β, p coefficients in the order of the columns; 0 for each of `dependentColumns`.
  public let coefficients: [Double]
  /// The weighted residual sum of squares, on the scale of w·y².
  public let residualSumOfSquares: Double
  /// The number of linearly independent columns.
  public let rank: Int
  /// The columns (ascending, counted from 0) that are linear combinations of the columns before them; a
  /// column of zeros is one. Empty if the rank is full.
  public let dependentColumns: [Int]

  /// Fits y (k elements) to X (k × p), with k weights that are not negative (default: 1). O(k·p²).
  ///
  /// `tolerance` is the length, relative to the column's own, that a column must keep after the others are
  /// projected out. Throws `LinearAlgebraError.notFinite` if X, y or w hold NaN or an infinity.
  public init(
    design x: Matrix, response y: [Double], weights: [Double]? = nil, tolerance: Double = 1e-10
  ) throws(LinearAlgebraError) {
    precondition(y.count == x.rows, "one response per row is needed")
    precondition(weights.map { $0.count == x.rows } ?? true, "one weight per row is needed")
    precondition(weights?.allSatisfy { !($0 < 0) } ?? true, "weights cannot be negative")
    guard x.isFinite, y.allSatisfy(\.isFinite), weights?.allSatisfy(\.isFinite) ?? true else {
      throw .notFinite
    }
    let roots = weights.map { $0.map { $0.squareRoot() } } ?? Array(repeating: 1, count: x.rows)
    var scaled = Matrix(rows: x.rows, columns: x.columns) { i, j in roots[i] * x[i, j] }
    let lengths = (0..<x.columns).map { Self.length(scaled.column($0)) }
    for j in 0..<x.columns where lengths[j] > 0 {
      for i in 0..<x.rows { scaled[i, j] /= lengths[j] }
    }
    let target = zip(roots, y).map { $0 * $1 }

    var kept = Array(0..<x.columns)
    var fit = PivotedFit(scaled, target, tolerance)
    if fit.rank < x.columns {
      kept = Self.independentColumns(of: scaled, count: fit.rank, tolerance)
      fit = PivotedFit(scaled.selecting(columns: kept), target, 0)
    }
    var coefficients = [Double](repeating: 0, count: x.columns)
    for (position, j) in kept.enumerated() { coefficients[j] = fit.coefficients[position] / lengths[j] }
    self.coefficients = coefficients
    residualSumOfSquares = fit.residualSumOfSquares
    rank = kept.count
    dependentColumns = (0..<x.columns).filter { !kept.contains($0) }
  }

  /// The Euclidean length, safe from overflow and underflow.
  static func length(_ v: [Double]) -> Double {
    let largest = v.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return 0 }
    return largest * v.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// From the left, the columns that keep more than `tolerance` of their length when those kept before are
  /// projected out (Gram–Schmidt, twice); never more than `count`.
  static func independentColumns(of x: Matrix, count: Int, _ tolerance: Double) -> [Int] {
    var kept: [Int] = []
    var basis: [[Double]] = []
    for j in 0..<x.columns where kept.count < count {
      var v = x.column(j)
      for _ in 0..<2 {
        for direction in basis {
          let projection = dot(direction, v)
          for i in v.indices { v[i] -= projection * direction[i] }
        }
      }
      let remaining = length(v)
      guard remaining > tolerance else { continue }
      basis.append(v.map { $0 / remaining })
      kept.append(j)
    }
    return kept
  }
}

/// One pivoted QR fit of y to X, in the scale of its columns.
private struct PivotedFit {
  var coefficients: [Double]
  var residualSumOfSquares: Double
  var rank: Int

  init(_ x: Matrix, _ y: [Double], _ tolerance: Double) {
    let steps = min(x.rows, x.columns)
    var factors = x.elements
    var pivots = [Int32](repeating: 0, count: x.columns)
    var tau = [Double](repeating: 0, count: max(steps, 1))
    var rotated = y
    if steps > 0 {
      var info = copse_pivoted_qr(blasInteger(x.rows), blasInteger(x.columns), &factors, &pivots, &tau)
      precondition(info == 0, "dgeqp3 had a wrong argument or no memory")
      info = copse_apply_q_transposed(blasInteger(x.rows), 1, blasInteger(steps), factors, tau, &rotated)
      precondition(info == 0, "dormqr had a wrong argument or no memory")
    }
    let diagonal = (0..<steps).map { abs(factors[$0 + $0 * x.rows]) }
    rank = diagonal.prefix { $0 > tolerance * diagonal[0] }.count
    let triangle = Matrix(rows: rank, columns: rank) { i, j in i <= j ? factors[i + j * x.rows] : 0 }
    let solution = triangle.solveUpperTriangular(Array(rotated.prefix(rank)))
    coefficients = [Double](repeating: 0, count: x.columns)
    for (position, value) in solution.enumerated() { coefficients[Int(pivots[position]) - 1] = value }
    residualSumOfSquares = rotated.dropFirst(rank).reduce(0) { $0 + $1 * $1 }
  }
}
