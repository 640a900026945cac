import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gauss–Hermite quadrature, ∫ e^(−x²) f(x) dx ≈ Σ wᵢ f(xᵢ), exact for polynomials up to degree 2n − 1.
///
/// The nodes are the eigenvalues of the Jacobi matrix (Golub and Welsch), each improved by Newton's method on
/// the Hermite function of degree n; the weights are wᵢ = e^(−xᵢ²) / Σ_{k<n} ψₖ(xᵢ)² with the orthonormal
/// Hermite functions ψₖ, which neither overflow nor lose digits.
/// Source: Golub GH, Welsch JH (1969), *Mathematics of Computation* 23:221–230.
public struct GaussHermite: Sendable, Equatable {
  /// The nodes xᵢ, ascending and symmetric about 0.
  public let nodes: [Double]
  /// The weights wᵢ.
  public let weights: [Double]
  /// wᵢ e^(xᵢ²), the weights of ∫ f(x) dx ≈ Σ wᵢ e^(xᵢ²) f(xᵢ).
  public let plainWeights: [Double]

  /// The rule with `count` nodes, 1 ≤ count ≤ 500 (a precondition). O(n³).
  public init(count: Int) {
    precondition(count >= 1 && count <= 500, "a Gauss-Hermite rule has 1 to 500 nodes")
    let jacobi = Matrix(rows: count, columns: count) { i, j in
      abs(i - j) == 1 ? (Double(max(i, j)) / 2).squareRoot() : 0
    }
    // The matrix is finite; should the iteration fail, Newton's method starts from the semicircle law.
    let start =
      (try? SymmetricEigen(jacobi).values)
      ?? (0..<count).map { i in
        let angle = Double.pi * (Double(i) + 0.75) / (Double(count) + 0.5)
        return -Double(2 * count + 1).squareRoot() * cos(angle)
      }
    var nodes = start.map { Self.polished($0, degree: count) }
    for i in 0..<(count / 2) {
      let half = (nodes[count - 1 - i] - nodes[i]) / 2
      (nodes[i], nodes[count - 1 - i]) = (-half, half)
    }
    if count % 2 == 1 { nodes[count / 2] = 0 }
    self.nodes = nodes
    plainWeights = nodes.map { 1 / Self.hermite($0, degree: count).sumOfSquares }
    weights = zip(nodes, plainWeights).map { exp(-$0 * $0) * $1 }
  }

  /// A zero of ψₙ near `x`; there ψₙ′ = √(2n) ψₙ₋₁ − xψₙ.
  private static func polished(_ x: Double, degree n: Int) -> Double {
    var x = x
    for _ in 0..<3 {
      let (value, below, _) = hermite(x, degree: n)
      x -= value / (Double(2 * n).squareRoot() * below - x * value)
    }
    return x
  }

  /// ψₙ(x), ψₙ₋₁(x) and Σ_{k<n} ψₖ(x)².
  private static func hermite(
    _ x: Double, degree n: Int
  ) -> (value: Double, below: Double, sumOfSquares: Double) {
    var below = 0.0
    var value = exp(-x * x / 2) / Double.pi.squareRoot().squareRoot()
    var sum = 0.0
    for k in 0..<n {
      sum += value * value
      let k = Double(k)
      (below, value) = (value, (2 / (k + 1)).squareRoot() * x * value - (k / (k + 1)).squareRoot() * below)
    }
    return (value, below, sum)
  }
}
