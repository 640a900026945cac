import CLAPACK

extension Matrix {
  /// The matrix product A·B; `a.columns` equals `b.rows`. O(rows · columns · inner), by `dgemm`.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows, "A·B needs as many columns in A as rows in B")
    var product = Matrix(rows: a.rows, columns: b.columns)
    guard a.rows > 0, b.columns > 0, a.columns > 0 else { return product }
    copse_multiply(
      blasInteger(a.rows), blasInteger(b.columns), blasInteger(a.columns), a.elements, b.elements,
      &product.elements)
    return product
  }

  /// The product A·x with a column vector; `x` has `columns` elements. O(rows · columns).
  public static func * (a: Matrix, x: [Double]) -> [Double] {
    precondition(a.columns == x.count, "A·x needs as many columns in A as elements in x")
    var product = [Double](repeating: 0, count: a.rows)
    for j in 0..<a.columns {
      for i in 0..<a.rows { product[i] += a.elements[i + j * a.rows] * x[j] }
    }
    return product
  }

  /// The elementwise sum of two matrices of one shape.
  public static func + (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.rows == b.rows && a.columns == b.columns, "A + B needs matrices of one shape")
    return Matrix(rows: a.rows, columns: a.columns, columnMajor: zip(a.elements, b.elements).map(+))
  }

  /// The elementwise difference of two matrices of one shape.
  public static func - (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.rows == b.rows && a.columns == b.columns, "A − B needs matrices of one shape")
    return Matrix(rows: a.rows, columns: a.columns, columnMajor: zip(a.elements, b.elements).map(-))
  }

  /// The matrix times a number.
  public static func * (factor: Double, a: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: a.columns, columnMajor: a.elements.map { factor * $0 })
  }

  /// The largest absolute value of an element; 0 for an empty matrix.
  public var largestMagnitude: Double { elements.reduce(0) { max($0, abs($1)) } }
}

/// The inner product Σ aᵢbᵢ of two vectors of one length, summed from the first element to the last.
public func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "an inner product needs vectors of one length")
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}
