#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gauss–Legendre quadrature on −1 … 1, ∫ f(x) dx ≈ Σ wᵢ f(xᵢ), exact for polynomials up to degree 2n − 1.
///
/// The nodes are the zeros of the Legendre polynomial of degree n by Newton's method from Tricomi's approximation;
/// wᵢ = 2 / [(1 − xᵢ²) Pₙ′(xᵢ)²].
/// Source: Abramowitz M, Stegun IA (1964), *Handbook of Mathematical Functions*, 25.4.29.
public struct GaussLegendre: Sendable, Equatable {
  /// The nodes xᵢ, ascending and symmetric about 0.
  public let nodes: [Double]
  /// The weights wᵢ.
  public let weights: [Double]

  /// The rule with `count` nodes, 1 ≤ count ≤ 200 (a precondition). O(n²).
  public init(count: Int) {
    precondition(count >= 1 && count <= 200, "a Gauss-Legendre rule has 1 to 200 nodes")
    var nodes = [Double](repeating: 0, count: count)
    var weights = nodes
    for i in 0..<((count + 1) / 2) {
      var x = cos(Double.pi * (Double(i) + 0.75) / (Double(count) + 0.5))
      for _ in 0..<6 {
        let (value, slope) = Self.legendre(x, degree: count)
        x -= value / slope
      }
      if count % 2 == 1, i == count / 2 { x = 0 }
      let slope = Self.legendre(x, degree: count).slope
      (nodes[i], nodes[count - 1 - i]) = (-x, x)
      weights[i] = 2 / ((1 - x * x) * slope * slope)
      weights[count - 1 - i] = weights[i]
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// Pₙ(x) and Pₙ′(x).
  private static func legendre(_ x: Double, degree: Int) -> (value: Double, slope: Double) {
    var (below, value) = (1.0, x)
    for k in 1..<max(degree, 1) {
      let n = Double(k)
      (below, value) = (value, ((2 * n + 1) * x * value - n * below) / (n + 1))
    }
    return (value, Double(degree) * (x * value - below) / (x * x - 1))
  }
}
