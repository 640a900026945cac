/// The cross products of weighted least squares, XᵀWX and XᵀWy, with W = diag(w).
///
/// X is k × p with small p, so plain loops beat a call to BLAS; each sum runs from the first row to the last.
extension Matrix {
  /// XᵀWX, p × p and exactly symmetric, for this k × p matrix X and k weights. O(k·p²).
  public func weightedCrossProduct(weights: [Double]) -> Matrix {
    precondition(weights.count == rows, "one weight per row is needed")
    var product = Matrix(rows: columns, columns: columns)
    for j in 0..<columns {
      for i in 0...j {
        var sum = 0.0
        for row in 0..<rows {
          sum += weights[row] * elements[row + i * rows] * elements[row + j * rows]
        }
        product[i, j] = sum
        product[j, i] = sum
      }
    }
    return product
  }

  /// XᵀWy, p elements, for this k × p matrix X, k weights and k responses. O(k·p).
  public func weightedCrossProduct(weights: [Double], response: [Double]) -> [Double] {
    precondition(weights.count == rows, "one weight per row is needed")
    precondition(response.count == rows, "one response per row is needed")
    return (0..<columns).map { j in
      var sum = 0.0
      for row in 0..<rows { sum += weights[row] * elements[row + j * rows] * response[row] }
      return sum
    }
  }

  /// XᵀX, p × p and exactly symmetric. O(k·p²).
  public var crossProduct: Matrix {
    weightedCrossProduct(weights: Array(repeating: 1, count: rows))
  }
}
