/// A dense matrix of doubles, `rows` × `columns`, stored column by column.
///
/// Either dimension may be 0. Indices count from 0; an index or a shape that does not fit is a mistake of
/// the programmer and stops the program.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column by column: element (i, j) stands at `i + j * rows`.
  public internal(set) var elements: [Double]

  /// A matrix with all elements equal to `value`.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix cannot have negative dimensions")
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: value, count: rows * columns)
  }

  /// A matrix from its elements, column by column; `columnMajor` has `rows * columns` elements.
  public init(rows: Int, columns: Int, columnMajor: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix cannot have negative dimensions")
    precondition(columnMajor.count == rows * columns, "a matrix needs rows × columns elements")
    self.rows = rows
    self.columns = columns
    elements = columnMajor
  }

  /// A matrix from its rows, which all have the same length. No rows make a 0 × 0 matrix.
  public init(rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "the rows of a matrix must have one length")
    self.init(rows: rows.count, columns: width) { i, j in rows[i][j] }
  }

  /// A matrix from its columns, which all have the length `rows`.
  public init(rows: Int, columns: [[Double]]) {
    precondition(columns.allSatisfy { $0.count == rows }, "the columns of a matrix must have one length")
    self.init(rows: rows, columns: columns.count, columnMajor: Array(columns.joined()))
  }

  /// A matrix whose element (i, j) is `element(i, j)`.
  public init(rows: Int, columns: Int, _ element: (Int, Int) throws -> Double) rethrows {
    self.init(rows: rows, columns: columns)
    for j in 0..<columns {
      for i in 0..<rows { elements[i + j * rows] = try element(i, j) }
    }
  }

  /// The identity matrix of size n × n.
  public static func identity(_ n: Int) -> Matrix {
    Matrix(rows: n, columns: n) { i, j in i == j ? 1 : 0 }
  }

  /// The square matrix with `values` on its diagonal and 0 elsewhere.
  public static func diagonal(_ values: [Double]) -> Matrix {
    Matrix(rows: values.count, columns: values.count) { i, j in i == j ? values[i] : 0 }
  }

  /// The element in row i and column j.
  public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "index outside the matrix")
      return elements[i + j * rows]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "index outside the matrix")
      elements[i + j * rows] = newValue
    }
  }

  /// Row i.
  public func row(_ i: Int) -> [Double] { (0..<columns).map { self[i, $0] } }

  /// Column j.
  public func column(_ j: Int) -> [Double] {
    precondition(j >= 0 && j < columns, "index outside the matrix")
    return Array(elements[(j * rows)..<((j + 1) * rows)])
  }

  /// The elements (i, i).
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// The transpose, `columns` × `rows`.
  public var transpose: Matrix { Matrix(rows: columns, columns: rows) { i, j in self[j, i] } }

  /// The columns with these indices, in this order.
  public func selecting(columns indices: [Int]) -> Matrix {
    Matrix(rows: rows, columns: indices.map(column))
  }

  /// Whether (i, j) and (j, i) are the same for all i and j.
  public var isSymmetric: Bool {
    rows == columns && (0..<rows).allSatisfy { i in (0..<i).allSatisfy { self[i, $0] == self[$0, i] } }
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}

/// A dimension as BLAS takes it.
func blasInteger(_ n: Int) -> Int32 {
  precondition(n <= Int(Int32.max), "a dimension is too large for BLAS")
  return Int32(n)
}
