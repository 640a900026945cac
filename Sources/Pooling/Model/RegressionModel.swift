import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Effect sizes around a linear predictor: the model y = Xβ + u + e.
///
/// Holds for any design of full column rank; with X = 1 it equals ``InterceptModel``, which a test checks.
public struct RegressionModel: MeanModel {
  /// Effect sizes.
  public let yi: [Double]
  /// Sampling variances, all positive.
  public let vi: [Double]
  /// The k × p design.
  public let design: Matrix
  /// The smallest sampling variance.
  public let smallestVariance: Double
  /// The largest sampling variance.
  public let largestVariance: Double

  /// Takes effect sizes, variances and a design with one row per study.
  ///
  /// - Throws: `LinearAlgebraError` where the columns of the design depend on each other.
  public init(yi: [Double], vi: [Double], design: Matrix) throws(LinearAlgebraError) {
    precondition(yi.count == vi.count && yi.count == design.rows, "one row of the design for each study")
    self.yi = yi
    self.vi = vi
    self.design = design
    smallestVariance = vi.min() ?? 0
    largestVariance = vi.max() ?? 0
    _ = try Cholesky(design.weightedCrossProduct(weights: vi.map { 1 / $0 }))
  }

  /// The number of studies.
  public var k: Int { yi.count }
  /// The number of coefficients.
  public var p: Int { design.columns }

  /// Σ(yᵢ − ȳ)²/k. O(k).
  public var crudeVariance: Double { InterceptModel(yi: yi, vi: vi).crudeVariance }

  /// β̂ = (XᵀWX)⁻¹XᵀWy and its covariance (XᵀWX)⁻¹. O(kp²).
  public func coefficients(tau2: Double) -> (values: [Double], covariance: Matrix) {
    let weights = vi.map { 1 / ($0 + tau2) }
    let information = information(weights)
    return (
      information.solve(design.weightedCrossProduct(weights: weights, response: yi)), information.inverse
    )
  }

  /// The weighted pieces at 1/(vᵢ + τ²). O(kp²).
  public func moments(tau2: Double) -> WeightedMoments {
    let weights = vi.map { 1 / ($0 + tau2) }
    let information = information(weights)
    let residuals = residuals(weights, information)
    var moments = WeightedMoments()
    for i in 0..<k {
      let weighted = weights[i] * residuals[i]
      moments.sumOfWeights += weights[i]
      moments.sumOfSquaredWeights += weights[i] * weights[i]
      moments.residualSumOfSquares += weighted * residuals[i]
      moments.squaredResiduals += weighted * weighted
    }
    let inner = design.weightedCrossProduct(weights: weights.map { $0 * $0 })
    moments.traceP = moments.sumOfWeights - trace(information.inverse, inner)
    return moments
  }

  /// The traces at weights 1/(vᵢ + τ²). O(kp²).
  public func traces(tau2: Double) -> ProjectionTraces {
    traces(weights: vi.map { 1 / ($0 + tau2) })
  }

  /// The residual sum of squares and the traces at unit weights. O(kp²).
  public func ordinary() -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let ones = [Double](repeating: 1, count: k)
    let residuals = residuals(ones, information(ones))
    return (residuals.reduce(0) { $0 + $1 * $1 }, traces(weights: ones))
  }

  /// The residual sum of squares and the traces at weights aᵢ. O(kp²).
  public func weighted(_ weights: [Double]) -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let residuals = residuals(weights, information(weights))
    let squares = zip(weights, residuals).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
    return (squares, traces(weights: weights))
  }

  /// The form with the eigenvalues of SPS, S = diag √(vᵢ + τ²), p of which are 0. O(k³).
  public func quadraticForm(weights: [Double], tau2: Double) -> QuadraticForm {
    let inverse = information(weights).inverse
    let projected = design * inverse
    let matrix = Matrix(rows: k, columns: k) { row, column in
      var hat = 0.0
      for j in 0..<p { hat += projected[row, j] * design[column, j] }
      let scale = ((vi[row] + tau2) * (vi[column] + tau2)).squareRoot()
      let diagonal = row == column ? weights[row] : 0
      return scale * (diagonal - weights[row] * weights[column] * hat)
    }
    guard let eigen = try? SymmetricEigen(matrix) else {
      preconditionFailure("a finite symmetric matrix has eigenvalues")
    }
    return QuadraticForm(eigenvalues: eigen.values.dropFirst(p).map { max(0, $0) })
  }

  /// ln |XᵀX|.
  public var logDesignDeterminant: Double {
    information([Double](repeating: 1, count: k)).logDeterminant
  }

  /// Σ ln(vᵢ + τ²) and ln |XᵀWX|. O(kp²).
  public func logDeterminants(tau2: Double) -> (variances: Double, information: Double) {
    let variances = vi.reduce(0) { $0 + log($1 + tau2) }
    return (variances, information(vi.map { 1 / ($0 + tau2) }).logDeterminant)
  }

  /// The factor of XᵀWX, positive definite because the design has full rank and the weights are positive.
  private func information(_ weights: [Double]) -> Cholesky {
    guard let factor = try? Cholesky(design.weightedCrossProduct(weights: weights)) else {
      preconditionFailure("XᵀWX of a design of full rank is positive definite")
    }
    return factor
  }

  private func residuals(_ weights: [Double], _ information: Cholesky) -> [Double] {
    let coefficients = information.solve(design.weightedCrossProduct(weights: weights, response: yi))
    let fitted = design * coefficients
    return yi.indices.map { yi[$0] - fitted[$0] }
  }

  /// The traces in products of p × p matrices: with A = (XᵀWX)⁻¹ and M_g = Xᵀdiag(g)X,
  /// tr(P G P H) = Σw²gh − tr A M(w³gh)·2 + tr(A M(w²g) A M(w²h)).
  private func traces(weights w: [Double]) -> ProjectionTraces {
    let inverse = information(w).inverse
    func sum(_ term: (Int) -> Double) -> Double { (0..<k).reduce(0) { $0 + term($1) } }
    func cross(_ term: (Int) -> Double) -> Matrix {
      inverse * design.weightedCrossProduct(weights: (0..<k).map(term))
    }
    let squared = cross { w[$0] * w[$0] }
    let squaredV = cross { w[$0] * w[$0] * vi[$0] }
    var traces = ProjectionTraces()
    traces.p = sum { w[$0] } - trace(squared)
    traces.pv = sum { w[$0] * vi[$0] } - trace(squaredV)
    traces.pp =
      sum { w[$0] * w[$0] } - 2 * trace(cross { w[$0] * w[$0] * w[$0] }) + trace(squared, squared)
    traces.pvp =
      sum { w[$0] * w[$0] * vi[$0] } - 2 * trace(cross { w[$0] * w[$0] * w[$0] * vi[$0] })
      + trace(squaredV, squared)
    traces.pvpv =
      sum { w[$0] * w[$0] * vi[$0] * vi[$0] }
      - 2 * trace(cross { w[$0] * w[$0] * w[$0] * vi[$0] * vi[$0] }) + trace(squaredV, squaredV)
    return traces
  }

  private func trace(_ a: Matrix) -> Double { (0..<a.rows).reduce(0) { $0 + a[$1, $1] } }

  /// tr(AB).
  private func trace(_ a: Matrix, _ b: Matrix) -> Double {
    var sum = 0.0
    for i in 0..<a.rows {
      for j in 0..<a.columns { sum += a[i, j] * b[j, i] }
    }
    return sum
  }
}
