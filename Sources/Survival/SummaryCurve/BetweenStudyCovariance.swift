import LinearAlgebra

/// The covariance between studies of the transformed conditional survivals, by moments, pair of intervals by pair.
///
/// Over the studies that have both j and l, with wᵢ = 1/√(vᵢⱼ vᵢₗ), m the means so weighted,
///
///     Qⱼₗ = Σ wᵢ (yᵢⱼ − mⱼ)(yᵢₗ − mₗ),   Σ̂ⱼₗ = (Qⱼₗ − [j = l](kⱼ − 1)) / (Σw − Σw²/Σw),
///
/// since the errors of one study's intervals are uncorrelated: only the diagonal, which is the estimator of
/// DerSimonian and Laird, has a part of chance to take away. Where fewer than two studies have both, Σ̂ⱼₗ is 0.
///
/// Source: Jackson D, White IR, Thompson SG (2010), *Stat Med* 29:1282–1297. Between studies, survival of
/// neighboring intervals: Combescure C, Foucher Y, Jackson D (2014), *Stat Med* 33:2521–2537.
enum BetweenStudyCovariance {
  /// Σ̂ as estimated, which may have negative eigenvalues, also on its diagonal. O(k T²).
  static func estimate(_ series: [IntervalSeries], times: Int) -> Matrix {
    let roots = series.map { $0.vi.map { 1 / $0.squareRoot() } }
    var estimate = Matrix(rows: times, columns: times)
    for j in 0..<times {
      for l in 0...j {
        let both = series.indices.filter { series[$0].count > j }
        guard both.count >= 2 else { continue }
        var (sum, squares, first, second) = (0.0, 0.0, 0.0, 0.0)
        for i in both {
          let weight = roots[i][j] * roots[i][l]
          sum += weight
          squares += weight * weight
          first += weight * series[i].yi[j]
          second += weight * series[i].yi[l]
        }
        first /= sum
        second /= sum
        var q = 0.0
        for i in both {
          q += roots[i][j] * roots[i][l] * (series[i].yi[j] - first) * (series[i].yi[l] - second)
        }
        if j == l { q -= Double(both.count - 1) }
        estimate[j, l] = q / (sum - squares / sum)
        estimate[l, j] = estimate[j, l]
      }
    }
    return estimate
  }

  /// Σ max(0, λ) u uᵀ: the nearest positive semi-definite matrix. O(T³).
  static func truncated(_ estimate: Matrix) throws(SummaryCurveError) -> Matrix {
    do {
      let eigen = try SymmetricEigen(estimate)
      let n = estimate.rows
      let scaled = Matrix(rows: n, columns: n) { i, j in
        eigen.vectors[i, j] * max(0, eigen.values[j]).squareRoot()
      }
      let product = scaled * scaled.transpose
      return Matrix(rows: n, columns: n) { i, j in product[max(i, j), min(i, j)] }
    } catch {
      throw .notEstimable("the eigenvalues of the covariance between studies could not be found")
    }
  }
}
