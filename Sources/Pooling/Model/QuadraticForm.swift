import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The distribution of a positive quadratic form in normal variables, Q = Σ λⱼ χ²₁, which a generalized Q has.
///
/// Its Laplace transform is E e^(−zQ) = e^K(z) = Π(1 + 2λⱼz)^(−½), so that the one of P(Q ≤ x) is e^K(z)/z. It is
/// inverted by the trapezoidal rule along the parabola
///
///     z(u) = z₀ + isu − u²/4x,   s = (K″(z₀) + 1/z₀²)^(−½),
///
/// through the saddle point z₀ of e^(zx + K(z))/z, on whose both sides the integrand falls. The nearest
/// singularity, the pole at 0, is at least 1 away in u, so that steps of 0.18 leave an error like e^(−2π/0.18),
/// below 1e-13 absolute, whatever x, k and the λⱼ are. About 70 points are needed, more in a far upper tail.
/// Sums are O(k).
///
/// The eigenvalues λⱼ need not be known. Where the matrix is diag(dⱼ) less the rank-one matrix that takes out
/// a weighted mean with shares pⱼ, the determinant is Π(1 + 2dⱼz) · Σ pⱼ/(1 + 2dⱼz).
///
/// Source: Rice SO (1980), *SIAM J Sci Stat Comput* 1:438–448; the contour after Weideman JAC, Trefethen LN (2007),
/// *Math Comp* 76:1341–1356. Others: Imhof JP (1961), *Biometrika*
/// 48:419–426; Farebrother RW (1984), *Appl Stat* 33:332–339, which metafor uses through CompQuadForm.
public struct QuadraticForm: Sendable, Equatable {
  /// The λⱼ, or the dⱼ where there are shares.
  let scales: [Double]
  /// The shares pⱼ, which add up to 1; nil where the scales are the eigenvalues.
  let shares: [Double]?

  /// Σ λⱼ χ²₁ for given eigenvalues, none negative.
  public init(eigenvalues: [Double]) {
    scales = eigenvalues
    shares = nil
  }

  /// The form with matrix diag(dⱼ) − ssᵀ, sⱼ² = pⱼdⱼ: a sum of squares around a mean with weights pⱼ.
  init(scales: [Double], shares: [Double]) {
    self.scales = scales
    self.shares = shares
  }

  /// P(Q ≤ x), to about 1e-13 absolute.
  public func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let step = 0.18
    let (saddle, width) = saddlePoint(x)
    let bend = 0.25 / x
    var sum = 0.0
    for point in 0..<Self.mostPoints {
      let u = Double(point) * step
      let z = (re: saddle - bend * u * u, im: width * u)
      let transform = logarithm(z)
      let size = exp(z.re * x + transform.re)
      let angle = z.im * x + transform.im
      // The points at ±u are conjugate: dz/(2πi z) adds up to Re[e^(i·angle) (s + 2iu/4x) / z] du/π.
      let slope = 2 * bend * u
      let square = z.re * z.re + z.im * z.im
      let factor = (
        re: (width * z.re + slope * z.im) / square, im: (slope * z.re - width * z.im) / square
      )
      let magnitude = size * (factor.re * factor.re + factor.im * factor.im).squareRoot()
      if magnitude < 1e-17 { break }
      let term = size * (cos(angle) * factor.re - sin(angle) * factor.im)
      sum += point == 0 ? term / 2 : term
    }
    return min(max(step * sum / .pi, 0), 1)
  }

  /// Enough for a far upper tail of a million studies; usually 70 are used.
  private static let mostPoints = 20_000

  /// The z₀ > 0 where zx + K(z) − ln z is smallest, to three digits, and the width s of its neighborhood.
  private func saddlePoint(_ x: Double) -> (saddle: Double, width: Double) {
    let upper = (Double(scales.count) / 2 + 1) / x
    let root = BracketedRoot(
      lower: 1 / x, upper: upper, valueAtLower: -1, valueAtUpper: 1, relativeTolerance: 1e-3
    ) { x + derivatives($0).first - 1 / $0 }
    let curvature = derivatives(root.root).second + 1 / (root.root * root.root)
    return (root.root, 1 / curvature.squareRoot())
  }

  /// K′ and K″ at a real z.
  private func derivatives(_ z: Double) -> (first: Double, second: Double) {
    var (first, second) = (0.0, 0.0)
    var (factor, factor1, factor2) = (0.0, 0.0, 0.0)
    for index in scales.indices {
      let part = 1 / (1 + 2 * scales[index] * z)
      let slope = scales[index] * part
      first -= slope
      second += 2 * slope * slope
      guard let shares else { continue }
      factor += shares[index] * part
      factor1 -= 2 * shares[index] * part * slope
      factor2 += 8 * shares[index] * part * slope * slope
    }
    guard shares != nil else { return (first, second) }
    let ratio = factor1 / factor
    return (first - ratio / 2, second - (factor2 / factor - ratio * ratio) / 2)
  }

  /// ln E e^(−zQ).
  private func logarithm(_ z: (re: Double, im: Double)) -> (re: Double, im: Double) {
    var (size, angle) = (0.0, 0.0)
    var factor = (re: 0.0, im: 0.0)
    for index in scales.indices {
      let (re, im) = (1 + 2 * scales[index] * z.re, 2 * scales[index] * z.im)
      let square = re * re + im * im
      size += log(square)
      angle += atan2(im, re)
      if let shares {
        factor.re += shares[index] * re / square
        factor.im -= shares[index] * im / square
      }
    }
    guard shares != nil else { return (-size / 4, -angle / 2) }
    let square = factor.re * factor.re + factor.im * factor.im
    return (-size / 4 - log(square) / 4, -angle / 2 - atan2(factor.im, factor.re) / 2)
  }
}
