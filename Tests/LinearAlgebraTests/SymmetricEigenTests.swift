import Foundation
import Testing

@testable import LinearAlgebra

struct SymmetricEigenTests {
  @Test func twoByTwo() throws {
    let eigen = try SymmetricEigen(Matrix(rows: [[2, 1], [1, 2]]))
    #expect(distance(eigen.values, [1, 3]) < 1e-15)
    #expect(
      distance(eigen.vectors.column(1).map(abs), [Double(0.5).squareRoot(), Double(0.5).squareRoot()]) < 1e-15
    )
    #expect(eigen.vectors[0, 0] * eigen.vectors[1, 0] < 0)
  }

  /// The matrix with 2 on the diagonal and −1 beside it has λⱼ = 4 sin²(jπ / (2(n + 1))).
  @Test(arguments: [1, 3, 30, 120])
  func secondDifferences(n: Int) throws {
    let a = Matrix(rows: n, columns: n) { i, j in i == j ? 2 : abs(i - j) == 1 ? -1 : 0 }
    let expected = (1...n).map { 4 * pow(sin(Double($0) * .pi / Double(2 * (n + 1))), 2) }
    let eigen = try SymmetricEigen(a)
    #expect(distance(eigen.values, expected) < 1e-14)
    let rebuilt = eigen.vectors * Matrix.diagonal(eigen.values) * eigen.vectors.transpose
    #expect(distance(rebuilt, a) < 1e-13)
    #expect(distance(eigen.vectors.transpose * eigen.vectors, .identity(n)) < 1e-13)
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    let upperSpoiled = Matrix(rows: [[2, 50], [1, 2]])
    #expect(distance(try SymmetricEigen(upperSpoiled).values, [1, 3]) < 1e-15)
  }

  @Test func sumAndProductOfTheValues() throws {
    let a = lehmer(20)
    let values = try SymmetricEigen(a).values
    #expect(abs(values.reduce(0, +) - 20) < 1e-13)
    #expect(abs(values.reduce(0) { $0 + log($1) } - (try Cholesky(a).logDeterminant)) < 1e-12)
  }

  @Test func valuesThatAreNotFiniteAreAnError() {
    #expect(throws: LinearAlgebraError.notFinite) { try SymmetricEigen(Matrix(rows: [[1, 0], [.nan, 1]])) }
    #expect(throws: LinearAlgebraError.notFinite) { try SymmetricEigen(Matrix(rows: [[.infinity]])) }
  }

  @Test func anEmptyMatrixHasNoValues() throws {
    #expect(try SymmetricEigen(Matrix(rows: 0, columns: 0)).values.isEmpty)
  }
}
