#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cholesky's factor A = L·Lᵀ of a small positive definite matrix, in the memory of A: what an evaluation at one
/// τ² needs, without allocating. Only the lower triangle is read and written, row after row.
struct InPlaceCholesky {
  let size: Int
  let elements: UnsafeMutableBufferPointer<Double>

  /// Factors the matrix; false where it is not positive definite to working precision.
  func factor() -> Bool {
    for j in 0..<size {
      let diagonal = elements[j * size + j]
      var pivot = diagonal
      for l in 0..<j { pivot -= elements[j * size + l] * elements[j * size + l] }
      guard pivot > 1e-14 * diagonal, pivot.isFinite else { return false }
      let root = pivot.squareRoot()
      elements[j * size + j] = root
      for i in j + 1..<max(j + 1, size) {
        var sum = elements[i * size + j]
        for l in 0..<j { sum -= elements[i * size + l] * elements[j * size + l] }
        elements[i * size + j] = sum / root
      }
    }
    return true
  }

  /// ln |A|, of the factor.
  var logDeterminant: Double {
    2 * (0..<size).reduce(0) { $0 + log(elements[$1 * size + $1]) }
  }

  /// Replaces b by A⁻¹b, of the factor.
  func solve(_ b: UnsafeMutableBufferPointer<Double>) {
    for i in 0..<size {
      for l in 0..<i { b[i] -= elements[i * size + l] * b[l] }
      b[i] /= elements[i * size + i]
    }
    for i in (0..<size).reversed() {
      for l in i + 1..<max(i + 1, size) { b[i] -= elements[l * size + i] * b[l] }
      b[i] /= elements[i * size + i]
    }
  }

  /// Writes A⁻¹, all of it, of the factor.
  func invert(into inverse: UnsafeMutableBufferPointer<Double>) {
    for j in 0..<size {
      let row = UnsafeMutableBufferPointer(rebasing: inverse[j * size..<(j + 1) * size])
      for i in 0..<size { row[i] = i == j ? 1 : 0 }
      solve(row)
    }
  }
}
