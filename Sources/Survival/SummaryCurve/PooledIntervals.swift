import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The pooled transformed conditional survivals of all intervals, by generalized least squares,
///
///     β̂ = V Σᵢ (Dᵢ + Σ)⁻¹ yᵢ,   V = [Σᵢ (Dᵢ + Σ)⁻¹]⁻¹,
///
/// each study with the block of the intervals that it has, which are the first ones. O(k T³).
struct PooledIntervals: Sendable {
  /// β̂.
  let beta: [Double]
  /// V.
  let covariance: Matrix

  /// Pools with a given covariance between studies; nil for none, the common effect.
  init(_ series: [IntervalSeries], times: Int, between: Matrix?) throws(SummaryCurveError) {
    var information = Matrix(rows: times, columns: times)
    var score = [Double](repeating: 0, count: times)
    do throws(LinearAlgebraError) {
      for study in series {
        guard let between else {
          for j in 0..<study.count {
            information[j, j] += 1 / study.vi[j]
            score[j] += study.yi[j] / study.vi[j]
          }
          continue
        }
        let n = study.count
        let weight = try Cholesky(
          Matrix(rows: n, columns: n) { i, j in between[i, j] + (i == j ? study.vi[i] : 0) }
        ).inverse
        for j in 0..<n {
          for i in 0..<n {
            information[i, j] += weight[i, j]
            score[i] += weight[i, j] * study.yi[j]
          }
        }
      }
      covariance = try Cholesky(information).inverse
    } catch {
      throw .notEstimable(
        "the weights of the studies cannot be inverted; the numbers at risk differ too much")
    }
    beta = covariance * score
  }

  /// β̂ within the range of the arcsine, 0 to π/2.
  var clipped: [Double] { beta.map { min(max($0, 0), .pi / 2) } }

  /// Π sin² β̂ up to each interval.
  var survival: [Double] {
    var product = 1.0
    return clipped.map { beta in
      product *= sin(beta) * sin(beta)
      return product
    }
  }

  /// Cov(ln S̄) = L·D·C·D·Lᵀ with D = diag(2 cot β̂) and lower-triangular ones L, for a covariance C of β: sums
  /// over both intervals up to both times. O(T²).
  func logCovariance(_ covariance: Matrix) -> Matrix {
    let n = beta.count
    let slope = clipped.map { $0 > 0 ? 2 * cos($0) / sin($0) : 0 }
    var sums = Matrix(rows: n, columns: n)
    for j in 0..<n {
      var column = 0.0
      for i in 0..<n {
        column += slope[i] * covariance[i, j] * slope[j]
        sums[i, j] = column + (j > 0 ? sums[i, j - 1] : 0)
      }
    }
    return sums
  }
}
