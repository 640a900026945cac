import Foundation
import LinearAlgebra
import Testing

@testable import Optimization

/// Newton's method within bounds, on functions whose maximum is known.
struct BoundedNewtonTests {
  /// −[100(y − x²)² + (1 − x)²] (Rosenbrock 1960): the maximum is 0 at (1, 1), along a bent ridge.
  private func ridge(_ x: [Double], scales: [Double] = [1, 1]) -> BoundedNewton.Evaluation {
    let (a, b) = (x[0] / scales[0], x[1] / scales[1])
    let gap = b - a * a
    let (ga, gb) = (400 * a * gap + 2 * (1 - a), -200 * gap)
    let haa = 400 * gap - 800 * a * a - 2
    return .init(
      value: -(100 * gap * gap + (1 - a) * (1 - a)), gradient: [ga / scales[0], gb / scales[1]],
      hessian: Matrix(rows: [
        [haa / scales[0] / scales[0], 400 * a / scales[0] / scales[1]],
        [400 * a / scales[0] / scales[1], -200 / scales[1] / scales[1]],
      ]))
  }

  private let none = (lower: [-Double.infinity, -.infinity], upper: [Double.infinity, .infinity])

  @Test func bentRidge() throws {
    let found = try #require(
      BoundedNewton(from: [-1.2, 1], lower: none.lower, upper: none.upper) { ridge($0) })
    #expect(found.converged && found.atBound.isEmpty)
    #expect(abs(found.point[0] - 1) < 1e-9 && abs(found.point[1] - 1) < 1e-9)
    #expect(found.evaluations < 60)
  }

  @Test("units change nothing but the units")
  func units() throws {
    let scales = [1e-7, 1e9]
    let plain = try #require(
      BoundedNewton(from: [-1.2, 1], lower: none.lower, upper: none.upper) { ridge($0) })
    let scaled = try #require(
      BoundedNewton(from: [-1.2e-7, 1e9], lower: none.lower, upper: none.upper) { ridge($0, scales: scales) })
    #expect(scaled.converged && scaled.evaluations <= plain.evaluations + 2)
    #expect(abs(scaled.point[0] / 1e-7 - 1) < 1e-8 && abs(scaled.point[1] / 1e9 - 1) < 1e-8)
  }

  /// With x ≤ ½ the best point of the ridge is (½, ¼).
  @Test func bound() throws {
    let found = try #require(
      BoundedNewton(from: [-1.2, 1], lower: none.lower, upper: [0.5, .infinity]) { ridge($0) })
    #expect(found.converged && found.atBound == [0] && found.free == [1])
    #expect(found.point[0] == 0.5 && abs(found.point[1] - 0.25) < 1e-12)
  }

  /// From a bound at which the function rises inward the search leaves it.
  @Test func leavesABound() throws {
    let found = try #require(
      BoundedNewton(from: [0, 0], lower: [0, 0], upper: none.upper) { ridge($0) })
    #expect(found.converged && abs(found.point[0] - 1) < 1e-9)
  }

  @Test func keepsWhatIsGiven() throws {
    let found = try #require(
      BoundedNewton(from: [2, 0], lower: none.lower, upper: none.upper, given: [0]) { ridge($0) })
    #expect(found.point[0] == 2 && abs(found.point[1] - 4) < 1e-12)
  }

  /// x² − y² has no maximum over x; within bounds it is at the farther one.
  @Test func saddle() throws {
    let found = try #require(
      BoundedNewton(from: [0.1, 1], lower: [-1, -5], upper: [3, 5]) { x in
        .init(
          value: x[0] * x[0] - x[1] * x[1], gradient: [2 * x[0], -2 * x[1]],
          hessian: Matrix.diagonal([2, -2]))
      })
    #expect(found.point[0] == 3 && abs(found.point[1]) < 1e-12 && found.atBound == [0] && found.converged)
  }

  /// −1/x rises to 0 without ever reaching it.
  @Test func risesForEver() throws {
    let found = try #require(
      BoundedNewton(from: [1], lower: [0.1], upper: [1e300], maximumSteps: 50) { x in
        .init(
          value: log(x[0]), gradient: [1 / x[0]],
          hessian: Matrix(rows: 1, columns: 1, repeating: -1 / (x[0] * x[0])))
      })
    #expect(!found.converged)
  }

  @Test func startWithoutValue() {
    #expect(BoundedNewton(from: [1], lower: [0], upper: [2], of: { _ in nil }) == nil)
  }
}
