import Foundation
import Testing

@testable import LinearAlgebra

struct CholeskyTests {
  /// Sizes on both sides of the change from the plain loop to LAPACK, and beyond its block size.
  static let sizes = [1, 2, 5, 13, 14, 40, 150]

  @Test(arguments: sizes)
  func theFactorOfTheMinimumMatrixIsAllOnes(n: Int) throws {
    let factor = try Cholesky(minimum(n))
    #expect(factor.lower == Matrix(rows: n, columns: n) { i, j in i >= j ? 1 : 0 })
    #expect(factor.logDeterminant == 0)
    let inverse = Matrix(rows: n, columns: n) { i, j in
      i == j ? (i == n - 1 ? 1 : 2) : abs(i - j) == 1 ? -1 : 0
    }
    #expect(factor.inverse == inverse)
    let x = (0..<n).map { Double($0 % 7) - 3 }
    #expect(factor.solve(minimum(n) * x) == x)
    #expect(factor.inverseQuadraticForm(minimum(n) * x) == dot(x, minimum(n) * x))
  }

  @Test(arguments: sizes)
  func plainLoopAndLAPACKAgree(n: Int) throws {
    let a = lehmer(n)
    let plain = try Cholesky.plainFactor(a)
    let lapack = try Cholesky.lapackFactor(a)
    #expect(distance(plain, lapack) < 1e-15 * Double(n))
    #expect(distance(plain * plain.transpose, a) < 1e-15 * Double(n))
    let choice = n <= 13 ? plain : lapack
    #expect(try Cholesky(a).lower == choice)
  }

  @Test(arguments: sizes)
  func solutionsAndInverse(n: Int) throws {
    let a = lehmer(n)
    let factor = try Cholesky(a)
    let b = scattered(n, 3)
    // The residual of a backward stable solution is of the order of its magnitude, times n roundings.
    let x = factor.solve(b)
    #expect(distance(a * x, b) < 1e-16 * Double(n) * max(1, x.largestMagnitude))
    #expect(distance(factor.solve(b.column(1)), factor.solve(b).column(1)) < 1e-12)
    #expect(factor.inverse.isSymmetric)
    #expect(distance(a * factor.inverse, .identity(n)) < 1e-12)
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    for n in [3, 20] {
      let a = lehmer(n)
      let spoiled = Matrix(rows: n, columns: n) { i, j in i >= j ? a[i, j] : .nan }
      #expect(try Cholesky(spoiled) == Cholesky(a))
    }
  }

  /// The inverse of the Hilbert matrix has whole-number elements, here with a condition number of 4.8e5 and
  /// 1.5e7; det H₅ = 1/266716800000 and det H₆ = 1/186313420339200000.
  @Test func hilbertMatricesHaveKnownInverses() throws {
    let five = Matrix(rows: [
      [25, -300, 1050, -1400, 630], [-300, 4800, -18900, 26880, -12600],
      [1050, -18900, 79380, -117600, 56700], [-1400, 26880, -117600, 179200, -88200],
      [630, -12600, 56700, -88200, 44100],
    ])
    let factor = try Cholesky(hilbert(5))
    #expect(distance(factor.inverse, five) < 1e-16 * 4.8e5 * 179200)
    #expect(abs(factor.logDeterminant + log(266_716_800_000)) < 1e-11)
    #expect(abs(try Cholesky(hilbert(6)).logDeterminant + log(186_313_420_339_200_000)) < 1e-9)
  }

  @Test func logDeterminantDoesNotOverflow() throws {
    for n in [12, 120] {
      let factor = try Cholesky(Matrix.diagonal(Array(repeating: 1e300, count: n)))
      #expect(abs(factor.logDeterminant / (Double(n) * log(1e300)) - 1) < 1e-15)
    }
  }

  @Test(arguments: [(3, 0), (3, 1), (3, 2), (30, 0), (30, 17), (30, 29), (200, 150)])
  func theFailingPivotIsNamed(n: Int, bad: Int) {
    var indefinite = lehmer(n)
    indefinite[bad, bad] = -1
    #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: bad)) { try Cholesky(indefinite) }
    var zero = Matrix.identity(n)
    zero[bad, bad] = 0
    #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: bad)) { try Cholesky(zero) }
    for value in [Double.nan, .infinity] {
      var notFinite = Matrix.identity(n)
      notFinite[bad, bad] = value
      #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: bad)) { try Cholesky(notFinite) }
    }
  }

  @Test func aRepeatedColumnFailsAtItsSecondCopy() {
    let x = Matrix(rows: [[1, 2, 1], [1, 0, 1], [1, 1, 1], [1, 3, 1]])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(pivot: 2)) { try Cholesky(x.crossProduct) }
  }

  @Test func anEmptyMatrixHasDeterminantOne() throws {
    #expect(try Cholesky(Matrix(rows: 0, columns: 0)).logDeterminant == 0)
  }

  @Test func resultsRepeatToTheBitOnManyThreads() async throws {
    let a = lehmer(300)
    let b = scattered(300, 300)
    let first = try Cholesky(a).solve(a * b)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (try? Cholesky(a).solve(a * b)) == first } }
      for await same in group { #expect(same) }
    }
  }
}
