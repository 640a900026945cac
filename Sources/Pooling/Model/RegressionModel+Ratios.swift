extension RegressionModel {
  /// Writes each coefficient over its standard error, and gives the quadratic form bᵀV⁻¹b of the last `slopes`
  /// coefficients, with V = s²(XᵀWX)⁻¹. What a permutation test compares again and again, without allocating. O(kp²).
  ///
  /// - Parameters:
  ///   - tau2: the τ² of the weights.
  ///   - test: the test, of which s² is taken; not one that has a covariance of its own.
  ///   - slopes: how many coefficients the quadratic form takes, from the last.
  ///   - ratios: p places.
  /// - Returns: the quadratic form; nil where V is not positive definite, and for no coefficients.
  package func ratios(
    tau2: Double, test: MeanTest, slopes: Int, into ratios: UnsafeMutableBufferPointer<Double>
  ) -> Double? {
    withScratch(matrices: 3, vectors: 1) { scratch in
      let (factor, solution) = solved(scratch) { 1 / (vi[$0] + tau2) }
      let (inverse, covariance) = (scratch.matrix(1), scratch.matrix(2))
      factor.invert(into: inverse)
      let scale = variance(tau2: tau2, test: test, solution)
      let triangle = basis.inverseTriangle
      for i in 0..<p {
        for j in 0...i {
          var sum = 0.0
          for a in i..<p {
            for b in j..<p { sum += triangle[i, a] * inverse[a * p + b] * triangle[j, b] }
          }
          covariance[i * p + j] = scale * sum
        }
      }
      for i in 0..<p {
        var value = 0.0
        for a in i..<p { value += triangle[i, a] * solution[a] }
        ratios[i] = value / covariance[i * p + i].squareRoot()
      }
      return slopes == 0 ? nil : quadraticForm(slopes, ratios, covariance, scratch)
    }
  }

  /// s², 1 or from the residuals.
  private func variance(tau2: Double, test: MeanTest, _ solution: Buffer) -> Double {
    var squares = 0.0
    forEachRow { i, row in
      let residual = residual(i, row, solution)
      squares += residual * residual / (vi[i] + tau2)
    }
    return test.varianceFactor(residualSumOfSquares: squares, k: k - p + 1)
  }

  /// zᵀR⁻¹z of the last coefficients, R their correlations, z their ratios.
  private func quadraticForm(
    _ count: Int, _ ratios: Buffer, _ covariance: Buffer, _ scratch: Scratch
  ) -> Double? {
    let first = p - count
    let correlation = Buffer(rebasing: scratch.matrix(0)[..<(count * count)])
    let right = Buffer(rebasing: scratch.vector[..<count])
    for i in 0..<count {
      let errorI = covariance[(first + i) * p + first + i].squareRoot()
      guard errorI > 0 else { return nil }
      for j in 0..<i {
        let errorJ = covariance[(first + j) * p + first + j].squareRoot()
        correlation[i * count + j] = covariance[(first + i) * p + first + j] / (errorI * errorJ)
      }
      correlation[i * count + i] = 1
      right[i] = ratios[first + i]
    }
    let factor = InPlaceCholesky(size: count, elements: correlation)
    guard factor.factor() else { return nil }
    factor.solve(right)
    return (0..<count).reduce(0) { $0 + right[$1] * ratios[first + $1] }
  }
}
