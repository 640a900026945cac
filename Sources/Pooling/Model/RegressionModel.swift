import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Effect sizes around a linear predictor: the model y = Xβ + u + e.
///
/// Holds for any design of full column rank; with X = 1 it equals ``InterceptModel``, which a test checks. One
/// evaluation goes through the studies once or twice with p × p sums, O(kp²) in time; the memory is that of the
/// design, and none is allocated per evaluation.
public struct RegressionModel: MeanModel {
  /// Effect sizes.
  public private(set) var yi: [Double]
  /// Sampling variances, all positive.
  public private(set) var vi: [Double]
  /// The k × p design.
  public let design: Matrix
  /// The smallest sampling variance.
  public let smallestVariance: Double
  /// The largest sampling variance.
  public let largestVariance: Double
  /// The design as orthogonal columns.
  let basis: DesignBasis

  /// Takes effect sizes, variances and a design with one row per study.
  ///
  /// - Throws: `LinearAlgebraError` where the columns of the design depend on each other, or the variances
  ///   differ so much that they do in the weighted design.
  public init(yi: [Double], vi: [Double], design: Matrix) throws(LinearAlgebraError) {
    precondition(yi.count == design.rows, "one row of the design for each study")
    self.init(yi: yi, vi: vi, design: design, basis: try DesignBasis(design))
    guard hasSolution else { throw .notPositiveDefinite(pivot: p - 1) }
  }

  private init(yi: [Double], vi: [Double], design: Matrix, basis: DesignBasis) {
    precondition(yi.count == vi.count, "an effect size and a variance for each study")
    self.yi = yi
    self.vi = vi
    self.design = design
    self.basis = basis
    smallestVariance = vi.min() ?? 0
    largestVariance = vi.max() ?? 0
  }

  /// Puts the effects of another model of this design in another order: study i's at row `order[i]`. No memory is
  /// allocated. O(kp²).
  ///
  /// - Returns: whether the coefficients can be solved for.
  package mutating func take(_ other: RegressionModel, order: [Int]) -> Bool {
    for (study, row) in order.enumerated() { (yi[row], vi[row]) = (other.yi[study], other.vi[study]) }
    return hasSolution
  }

  /// Takes the effects of another model of this design, some with the other sign. O(k).
  package mutating func take(_ other: RegressionModel, isFlipped: (Int) -> Bool) {
    for study in 0..<k { yi[study] = isFlipped(study) ? -other.yi[study] : other.yi[study] }
  }

  /// The number of studies.
  public var k: Int { yi.count }
  /// The number of coefficients.
  public var p: Int { design.columns }

  /// Σ(yᵢ − ȳ)²/k. O(k).
  public var crudeVariance: Double { InterceptModel(yi: yi, vi: vi).crudeVariance }

  /// β̂ = (XᵀWX)⁻¹XᵀWy and its covariance (XᵀWX)⁻¹. O(kp²).
  public func coefficients(tau2: Double) -> (values: [Double], covariance: Matrix) {
    withScratch(matrices: 2, vectors: 1) { scratch in
      let (factor, solution) = solved(scratch) { 1 / (vi[$0] + tau2) }
      let inverse = scratch.matrix(1)
      factor.invert(into: inverse)
      let middle = Matrix(rows: p, columns: p) { i, j in inverse[i * p + j] }
      let covariance = basis.inverseTriangle * middle * basis.inverseTriangle.transpose
      let symmetric = Matrix(rows: p, columns: p) { i, j in (covariance[i, j] + covariance[j, i]) / 2 }
      return (basis.inverseTriangle * Array(solution), symmetric)
    }
  }

  /// The weighted pieces at 1/(vᵢ + τ²). O(kp²).
  public func moments(tau2: Double) -> WeightedMoments {
    withScratch(matrices: 3, vectors: 1) { scratch in
      let (factor, solution) = solved(scratch) { 1 / (vi[$0] + tau2) }
      var moments = WeightedMoments()
      let inner = scratch.matrix(2)
      forEachRow { i, row in
        let weight = 1 / (vi[i] + tau2)
        let residual = residual(i, row, solution)
        moments.sumOfWeights += weight
        moments.sumOfSquaredWeights += weight * weight
        moments.residualSumOfSquares += weight * residual * residual
        moments.squaredResiduals += weight * residual * weight * residual
        add(weight * weight, row, to: inner)
      }
      let inverse = scratch.matrix(1)
      factor.invert(into: inverse)
      moments.traceP = moments.sumOfWeights - SymmetricProduct.trace(p, inverse, lower: inner)
      return moments
    }
  }

  /// The generalized Q(τ²), without the inverse that the other moments need. O(kp²).
  public func generalizedQ(tau2: Double) -> Double {
    withScratch(matrices: 1, vectors: 1) { scratch in
      let (_, solution) = solved(scratch) { 1 / (vi[$0] + tau2) }
      var sum = 0.0
      forEachRow { i, row in
        let residual = residual(i, row, solution)
        sum += residual * residual / (vi[i] + tau2)
      }
      return sum
    }
  }

  /// The traces at weights 1/(vᵢ + τ²). O(kp²).
  public func traces(tau2: Double) -> ProjectionTraces {
    traces { 1 / (vi[$0] + tau2) }
  }

  /// The residual sum of squares and the traces at unit weights. O(kp²).
  public func ordinary() -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    squaresAndTraces { _ in 1 }
  }

  /// The residual sum of squares and the traces at weights aᵢ. O(kp²).
  public func weighted(_ weights: [Double]) -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    squaresAndTraces { weights[$0] }
  }

  private func squaresAndTraces(
    weight: (Int) -> Double
  ) -> (residualSumOfSquares: Double, traces: ProjectionTraces) {
    let squares = withScratch(matrices: 1, vectors: 1) { scratch in
      let (_, solution) = solved(scratch, weight: weight)
      var squares = 0.0
      forEachRow { i, row in
        let residual = residual(i, row, solution)
        squares += weight(i) * residual * residual
      }
      return squares
    }
    return (squares, traces(weight: weight))
  }

  /// The form with the eigenvalues of SPS, S = diag √(vᵢ + τ²), p of which are 0. O(k³).
  public func quadraticForm(weights: [Double], tau2: Double) -> QuadraticForm {
    let hat = hat(weights)
    let matrix = Matrix(rows: k, columns: k) { row, column in
      let scale = ((vi[row] + tau2) * (vi[column] + tau2)).squareRoot()
      let diagonal = row == column ? weights[row] : 0
      return scale * (diagonal - weights[row] * weights[column] * hat[row, column])
    }
    guard let eigen = try? SymmetricEigen(matrix) else {
      preconditionFailure("a finite symmetric matrix has eigenvalues")
    }
    return QuadraticForm(eigenvalues: eigen.values.dropFirst(p).map { max(0, $0) })
  }

  /// X(XᵀWX)⁻¹Xᵀ = Q(QᵀWQ)⁻¹Qᵀ.
  private func hat(_ weights: [Double]) -> Matrix {
    withScratch(matrices: 2, vectors: 1) { scratch in
      let (factor, _) = solved(scratch) { weights[$0] }
      let inverse = scratch.matrix(1)
      factor.invert(into: inverse)
      let middle = Matrix(rows: p, columns: p) { i, j in inverse[i * p + j] }
      let basis = basis.matrix
      let product = basis * middle * basis.transpose
      return Matrix(rows: k, columns: k) { i, j in (product[i, j] + product[j, i]) / 2 }
    }
  }

  /// ln |XᵀX|. O(kp²).
  public var logDesignDeterminant: Double {
    withScratch(matrices: 1, vectors: 1) { scratch in
      solved(scratch) { _ in 1 }.factor.logDeterminant
    } + basis.logDeterminant
  }

  /// Σ ln(vᵢ + τ²) and ln |XᵀWX|. O(kp²).
  public func logDeterminants(tau2: Double) -> (variances: Double, information: Double) {
    let variances = vi.reduce(0) { $0 + log($1 + tau2) }
    let information = withScratch(matrices: 1, vectors: 1) { scratch in
      solved(scratch) { 1 / (vi[$0] + tau2) }.factor.logDeterminant
    }
    return (variances, information + basis.logDeterminant)
  }

  // MARK: Sums over the studies

  typealias Buffer = UnsafeMutableBufferPointer<Double>

  /// Memory for p × p matrices, row after row, and vectors of p.
  struct Scratch {
    let p: Int
    let matrices: Int
    let memory: Buffer

    func matrix(_ index: Int) -> Buffer { Buffer(rebasing: memory[index * p * p..<(index + 1) * p * p]) }
    var vector: Buffer { Buffer(rebasing: memory[matrices * p * p..<(matrices * p + 1) * p]) }
  }

  func withScratch<Result>(matrices: Int, vectors: Int, _ body: (Scratch) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (matrices * p + vectors) * p) { memory in
      memory.initialize(repeating: 0)
      return body(Scratch(p: p, matrices: matrices, memory: memory))
    }
  }

  @inline(__always)
  func forEachRow(_ body: (Int, UnsafePointer<Double>) -> Void) {
    basis.rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress else { return }
      for i in 0..<k { body(i, start + i * p) }
    }
  }

  /// Adds w·qqᵀ, its lower triangle.
  @inline(__always)
  private func add(_ weight: Double, _ row: UnsafePointer<Double>, to matrix: Buffer) {
    for a in 0..<p {
      let scaled = weight * row[a]
      for b in 0...a { matrix[a * p + b] += scaled * row[b] }
    }
  }

  @inline(__always)
  func residual(_ i: Int, _ row: UnsafePointer<Double>, _ solution: Buffer) -> Double {
    var residual = yi[i]
    for a in 0..<p { residual -= row[a] * solution[a] }
    return residual
  }

  /// The factor of QᵀWQ, in the first matrix, and the coefficients on Q, in the vector.
  @inline(__always)
  func solved(
    _ scratch: Scratch, weight: (Int) -> Double
  ) -> (factor: InPlaceCholesky, solution: Buffer) {
    let (information, right) = (scratch.matrix(0), scratch.vector)
    forEachRow { i, row in
      let w = weight(i)
      add(w, row, to: information)
      for a in 0..<p { right[a] += w * row[a] * yi[i] }
    }
    let factor = InPlaceCholesky(size: p, elements: information)
    // At τ² = 0 the initializer has tried; a larger τ² only evens the weights out.
    precondition(factor.factor(), "XᵀWX of a design of full rank is positive definite")
    factor.solve(right)
    return (factor, right)
  }

  private var hasSolution: Bool {
    withScratch(matrices: 1, vectors: 0) { scratch in
      let information = scratch.matrix(0)
      forEachRow { i, row in add(1 / vi[i], row, to: information) }
      return InPlaceCholesky(size: p, elements: information).factor()
    }
  }

  // MARK: Traces

  /// The traces in products of p × p matrices: with A = (QᵀWQ)⁻¹ and M_g = Qᵀdiag(g)Q,
  /// tr(P G P H) = Σw²gh − 2 tr A M(w³gh) + tr(A M(w²g) A M(w²h)).
  private func traces(weight: (Int) -> Double) -> ProjectionTraces {
    withScratch(matrices: 7, vectors: 1) { scratch in
      let (factor, _) = solved(scratch, weight: weight)
      let inverse = scratch.matrix(1)
      factor.invert(into: inverse)
      let (w2, w2v, w3) = (scratch.matrix(2), scratch.matrix(3), scratch.matrix(4))
      let (w3v, w3v2) = (scratch.matrix(5), scratch.matrix(6))
      var traces = ProjectionTraces()
      forEachRow { i, row in
        let (w, v) = (weight(i), vi[i])
        add(w * w, row, to: w2)
        add(w * w * v, row, to: w2v)
        add(w * w * w, row, to: w3)
        add(w * w * w * v, row, to: w3v)
        add(w * w * w * v * v, row, to: w3v2)
        traces.p += w
        traces.pv += w * v
        traces.pp += w * w
        traces.pvp += w * w * v
        traces.pvpv += w * w * v * v
      }
      traces.p -= SymmetricProduct.trace(p, inverse, lower: w2)
      traces.pv -= SymmetricProduct.trace(p, inverse, lower: w2v)
      traces.pp +=
        SymmetricProduct.trace(p, inverse, w2, w2) - 2 * SymmetricProduct.trace(p, inverse, lower: w3)
      traces.pvp +=
        SymmetricProduct.trace(p, inverse, w2v, w2) - 2 * SymmetricProduct.trace(p, inverse, lower: w3v)
      traces.pvpv +=
        SymmetricProduct.trace(p, inverse, w2v, w2v) - 2 * SymmetricProduct.trace(p, inverse, lower: w3v2)
      return traces
    }
  }
}
