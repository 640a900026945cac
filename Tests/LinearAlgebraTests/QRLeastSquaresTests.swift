import Testing

@testable import LinearAlgebra

struct QRLeastSquaresTests {
  /// y = 1, 3, 4, 4 on x = 0, 1, 2, 3: slope 1, intercept 3/2, residuals −½, ½, ½, −½.
  @Test func aLine() throws {
    let fit = try QRLeastSquares(
      design: Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]]), response: [1, 3, 4, 4])
    #expect(distance(fit.coefficients, [1.5, 1]) < 1e-14)
    #expect(abs(fit.residualSumOfSquares - 1) < 1e-14)
    #expect(fit.rank == 2 && fit.dependentColumns == [])
  }

  /// A weight of 2 is a row that stands twice; a weight of 0 is a row that is left out.
  @Test func weightsCountRows() throws {
    let x = Matrix(rows: [[1, 0.5], [1, 1.25], [1, 2], [1, 9], [1, -4]])
    let y = [1.0, 3, 2, 5, 100]
    let weighted = try QRLeastSquares(design: x, response: y, weights: [1, 2, 1, 1, 0])
    let repeated = try QRLeastSquares(
      design: Matrix(rows: [0, 1, 1, 2, 3].map(x.row)), response: [1, 3, 3, 2, 5])
    #expect(distance(weighted.coefficients, repeated.coefficients) < 1e-14)
    #expect(abs(weighted.residualSumOfSquares - repeated.residualSumOfSquares) < 1e-13)
    let normal = try Cholesky(x.weightedCrossProduct(weights: [1, 2, 1, 1, 0]))
      .solve(x.weightedCrossProduct(weights: [1, 2, 1, 1, 0], response: y))
    #expect(distance(weighted.coefficients, normal) < 1e-13)
  }

  /// Longley-like trouble: the polynomial 1 + x + x² + … + x⁵ at 0, …, 20, as in NIST's Wampler1 (exact fit,
  /// all coefficients 1), whose normal equations have a condition number of 5e12 squared.
  @Test func wampler1() throws {
    let x = (0...20).map(Double.init)
    let powers = Matrix(rows: 21, columns: 6) { i, j in (0..<j).reduce(1) { p, _ in p * x[i] } }
    let fit = try QRLeastSquares(design: powers, response: (0..<21).map { powers.row($0).reduce(0, +) })
    #expect(distance(fit.coefficients, Array(repeating: 1, count: 6)) < 1e-9)
    #expect(fit.rank == 6)
  }

  @Test func dependentColumnsAreTheLaterOnes() throws {
    // Intercept and a full set of three indicators; then a column of zeros; then twice the first indicator.
    let x = Matrix(rows: [
      [1, 1, 0, 0, 0, 2], [1, 1, 0, 0, 0, 2], [1, 0, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0],
      [1, 0, 0, 1, 0, 0],
    ])
    let y = [1.0, 3, 5, 7, 10, 10]
    let fit = try QRLeastSquares(design: x, response: y)
    #expect(fit.rank == 3 && fit.dependentColumns == [3, 4, 5])
    #expect(distance(fit.coefficients, [10, -8, -4, 0, 0, 0]) < 1e-13)
    #expect(abs(fit.residualSumOfSquares - 4) < 1e-13)
  }

  @Test func rankDoesNotDependOnUnits() throws {
    let x = scattered(12, 4)
    let scaled = Matrix(rows: 12, columns: 4) { i, j in x[i, j] * [1e-150, 1, 1e12, 1e150][j] }
    let y = scattered(12, 1, seed: 3).column(0)
    let plain = try QRLeastSquares(design: x, response: y)
    let fit = try QRLeastSquares(design: scaled, response: y)
    #expect(plain.rank == 4 && fit.rank == 4)
    for j in 0..<4 {
      #expect(abs(fit.coefficients[j] * [1e-150, 1, 1e12, 1e150][j] / plain.coefficients[j] - 1) < 1e-12)
    }
  }

  @Test func nearlyDependentColumnsFollowTheTolerance() throws {
    let base = scattered(10, 2)
    let x = Matrix(rows: 10, columns: 3) { i, j in
      j < 2 ? base[i, j] : base[i, 0] - base[i, 1] + (i == 0 ? 1e-8 : 0)
    }
    let y = base.column(0)
    #expect(try QRLeastSquares(design: x, response: y).rank == 3)
    #expect(try QRLeastSquares(design: x, response: y, tolerance: 1e-6).dependentColumns == [2])
  }

  @Test func fewerRowsThanColumns() throws {
    let fit = try QRLeastSquares(design: Matrix(rows: [[1, 2, 3], [1, 5, 6]]), response: [8, 14])
    #expect(fit.rank == 2 && fit.dependentColumns == [2])
    #expect(distance(fit.coefficients, [4, 2, 0]) < 1e-13)
    #expect(fit.residualSumOfSquares == 0)
    let empty = try QRLeastSquares(design: Matrix(rows: 3, columns: 0), response: [1, 2, 2])
    #expect(empty.coefficients == [] && empty.residualSumOfSquares == 9 && empty.rank == 0)
  }

  @Test func valuesThatAreNotFiniteAreAnError() {
    let x = Matrix(rows: [[1], [1]])
    #expect(throws: LinearAlgebraError.notFinite) { try QRLeastSquares(design: x, response: [1, .nan]) }
    #expect(throws: LinearAlgebraError.notFinite) {
      try QRLeastSquares(design: x, response: [1, 2], weights: [1, .infinity])
    }
    #expect(throws: LinearAlgebraError.notFinite) {
      try QRLeastSquares(design: Matrix(rows: [[1], [.infinity]]), response: [1, 2])
    }
  }
}
