import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much the other terms inflate the variance of a term's coefficients: the generalized variance inflation
/// factor
///
///     GVIF = det R₁₁ · det R₂₂ / det R
///
/// with R the correlations of the coefficients without the intercept, 1 the term's and 2 the others. For one
/// coefficient it is the variance inflation factor. GVIF^(1/(2m)) compares terms of different m.
///
/// Source: Fox J, Monette G (1992), *JASA* 87:178–183. metafor: `vif(fit, btt = )`.
public struct VarianceInflation: Sendable, Equatable, Codable {
  /// GVIF.
  public let gvif: Double
  /// The number of coefficients m.
  public let df: Int
  /// GVIF^(1/(2m)), the factor on the standard errors.
  public var scaled: Double { pow(gvif, 1 / (2 * Double(df))) }

  /// That of the coefficients at `indices` among `others`; nil where the covariance is singular.
  init?(covariance: Matrix, indices: [Int], others: [Int]) {
    guard !indices.isEmpty else { return nil }
    func logDeterminant(_ places: [Int]) -> Double? {
      let correlation = Matrix(rows: places.count, columns: places.count) { i, j in
        let (a, b) = (places[i], places[j])
        return i == j ? 1 : covariance[a, b] / (covariance[a, a] * covariance[b, b]).squareRoot()
      }
      return (try? Cholesky(correlation))?.logDeterminant
    }
    guard let own = logDeterminant(indices), let rest = logDeterminant(others),
      let all = logDeterminant(indices + others)
    else { return nil }
    gvif = exp(own + rest - all)
    df = indices.count
  }
}
