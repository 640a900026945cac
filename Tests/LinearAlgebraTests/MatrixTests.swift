import Testing

@testable import LinearAlgebra

struct MatrixTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func elementsStandColumnByColumn() {
    #expect(a.rows == 2 && a.columns == 3)
    #expect(a.elements == [1, 4, 2, 5, 3, 6])
    #expect(a[1, 0] == 4 && a[0, 2] == 3)
    #expect(a.row(1) == [4, 5, 6] && a.column(1) == [2, 5])
    #expect(a == Matrix(rows: 2, columns: 3, columnMajor: [1, 4, 2, 5, 3, 6]))
    #expect(a == Matrix(rows: 2, columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a == Matrix(rows: 2, columns: 3) { i, j in Double(3 * i + j + 1) })
    #expect(a.transpose == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(a.selecting(columns: [2, 0]) == Matrix(rows: [[3, 1], [6, 4]]))
    #expect(a.diagonal == [1, 5])
  }

  @Test func assignmentChangesOneElement() {
    var b = a
    b[1, 2] = -1
    #expect(b == Matrix(rows: [[1, 2, 3], [4, 5, -1]]) && a[1, 2] == 6)
  }

  @Test func products() {
    #expect(a * a.transpose == Matrix(rows: [[14, 32], [32, 77]]))
    #expect(a.transpose * a == Matrix(rows: [[17, 22, 27], [22, 29, 36], [27, 36, 45]]))
    #expect(a * [1, 0, -1] == [-2, -2])
    #expect(Matrix.identity(2) * a == a && a * .identity(3) == a)
    #expect(Matrix.diagonal([2, -1]) * a == Matrix(rows: [[2, 4, 6], [-4, -5, -6]]))
    #expect(a + a == 2 * a && a - a == Matrix(rows: 2, columns: 3))
    #expect(dot([1, 2, 3], [4, 5, 6]) == 32)
  }

  @Test func largeProductsEqualTheDefinition() {
    let x = scattered(60, 45)
    let y = scattered(45, 70, seed: 2)
    let expected = Matrix(rows: 60, columns: 70) { i, j in dot(x.row(i), y.column(j)) }
    #expect(distance(x * y, expected) < 1e-14)
    #expect(distance(x * y.column(3), expected.column(3)) < 1e-14)
  }

  @Test func emptyMatrices() {
    let empty = Matrix(rows: 3, columns: 0)
    #expect(empty * [] == [0, 0, 0])
    #expect(empty * Matrix(rows: 0, columns: 2) == Matrix(rows: 3, columns: 2))
    #expect(empty.transpose.columns == 3 && Matrix(rows: []).rows == 0)
    #expect(empty.crossProduct == Matrix(rows: 0, columns: 0))
  }

  @Test func weightedCrossProducts() {
    let x = scattered(20, 4)
    let w = scattered(20, 1, seed: 5).column(0).map { $0 + 1.5 }
    let y = scattered(20, 1, seed: 7).column(0)
    let product = x.weightedCrossProduct(weights: w)
    #expect(product.isSymmetric)
    #expect(distance(product, x.transpose * Matrix.diagonal(w) * x) < 1e-14)
    #expect(
      distance(x.weightedCrossProduct(weights: w, response: y), x.transpose * (Matrix.diagonal(w) * y))
        < 1e-14)
    #expect(a.crossProduct == a.transpose * a)
  }

  @Test func symmetryAndFiniteness() {
    #expect(!a.isSymmetric && !Matrix(rows: [[1, 2], [3, 1]]).isSymmetric && hilbert(4).isSymmetric)
    #expect(a.isFinite && !Matrix(rows: [[1, .nan]]).isFinite && !Matrix(rows: [[.infinity]]).isFinite)
  }

  @Test func triangularSystems() {
    let l = Matrix(rows: [[2, 99, 99], [1, 4, 99], [-3, 5, 0.5]])
    let x = [1.0, -2, 3]
    #expect(l.solveLowerTriangular([2, -7, -11.5]) == x)
    #expect(l.solveLowerTriangularTransposed([-9, 7, 1.5]) == x)
    #expect(l.transpose.solveUpperTriangular([-9, 7, 1.5]) == x)
    #expect(l.solveLowerTriangular(Matrix(rows: [[2], [-7], [-11.5]])).column(0) == x)
    #expect(l.solveLowerTriangular(Matrix(rows: [[-9], [7], [1.5]]), transposed: true).column(0) == x)
    #expect(Matrix(rows: 0, columns: 0).solveLowerTriangular([]) == [])
  }

  @Test func wrongShapesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Matrix.identity(2) * Matrix.identity(3) }
    await #expect(processExitsWith: .failure) { _ = Matrix.identity(2)[2, 0] }
    await #expect(processExitsWith: .failure) { _ = Matrix(rows: [[1], [1, 2]]) }
    await #expect(processExitsWith: .failure) { _ = try Cholesky(Matrix(rows: 2, columns: 3)) }
  }
}
