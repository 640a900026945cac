/// Traces of products of small symmetric p × p matrices, row after row in memory, of which the lower triangles
/// are read.
enum SymmetricProduct {
  typealias Elements = UnsafeMutableBufferPointer<Double>

  /// tr(AM). O(p²).
  static func trace(_ p: Int, _ a: Elements, lower m: Elements) -> Double {
    var sum = 0.0
    for i in 0..<p {
      for j in 0..<i { sum += 2 * a[i * p + j] * m[i * p + j] }
      sum += a[i * p + i] * m[i * p + i]
    }
    return sum
  }

  /// tr(A M A N), of A both triangles being there. O(p³).
  static func trace(_ p: Int, _ a: Elements, _ m: Elements, _ n: Elements) -> Double {
    func product(_ i: Int, _ j: Int, _ m: Elements) -> Double {
      (0..<p).reduce(0) { $0 + a[i * p + $1] * m[max($1, j) * p + min($1, j)] }
    }
    var sum = 0.0
    for i in 0..<p {
      for j in 0..<p { sum += product(i, j, m) * product(j, i, n) }
    }
    return sum
  }
}
