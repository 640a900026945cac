import Distributions

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Aₙ = ∫ w(y) Heₙ(u) φ(u) du, u = (y − μ)/S, for n = 0 … 4, and the same of the derivatives of w by its parameters.
///
/// A₀ is the share of published studies. Since a normal density in μ and T = S² solves ∂f/∂T = ½ ∂²f/∂μ², the others
/// are its derivatives: ∂A₀/∂μ = A₁/S, ∂A₀/∂T = A₂/(2T), and so on up to ∂²A₀/∂T² = A₄/(4T²). On a stretch from a
/// to b with a constant weight they are closed: A₀ = Φ(b) − Φ(a) and Aₙ = Heₙ₋₁(a)φ(a) − Heₙ₋₁(b)φ(b).
struct HermiteMoments {
  /// A₀ … A₄ of the weight.
  var weight = [Double](repeating: 0, count: 5)
  /// A₀ … A₂ of its derivative by each parameter.
  var first: [Double]
  /// A₀ of its second derivatives, row by row.
  var second: [Double]

  /// - Parameters:
  ///   - pieces: the weight function.
  ///   - mean: μ.
  ///   - deviation: S.
  ///   - unit: the effect that the places of the pieces are measured in.
  init(_ pieces: WeightPieces, mean: Double, deviation: Double, unit: Double) {
    let count = pieces.parameters
    first = Array(repeating: 0, count: 3 * count)
    second = Array(repeating: 0, count: count * count)
    for segment in pieces.segments {
      let stretch = Self.stretch(
        from: (segment.lower * unit - mean) / deviation, to: (segment.upper * unit - mean) / deviation)
      for n in 0..<5 { weight[n] += segment.weight * stretch[n] }
      for j in 0..<count {
        for n in 0..<3 { first[3 * j + n] += segment.gradient[j] * stretch[n] }
        for l in 0..<count { second[j * count + l] += segment.hessian[j * count + l] * stretch[0] }
      }
    }
    if !pieces.places.isEmpty { addNodes(pieces, mean: mean, deviation: deviation, unit: unit) }
  }

  private mutating func addNodes(_ pieces: WeightPieces, mean: Double, deviation: Double, unit: Double) {
    let (count, width) = (pieces.parameters, pieces.width)
    let factor = unit / deviation / (2 * Double.pi).squareRoot()
    let (slope, start) = (unit / deviation, mean / deviation)
    // Sums of 1, u, u², u³, u⁴ with w, of 1, u, u² with its derivatives, of 1 with the second ones.
    var powers = [Double](repeating: 0, count: 5)
    var slopes = [Double](repeating: 0, count: 3 * count)
    var curves = [Double](repeating: 0, count: width - 1 - count)
    pieces.places.withUnsafeBufferPointer { places in
      pieces.rows.withUnsafeBufferPointer { rows in
        for node in 0..<places.count {
          let u = places[node] * slope - start
          let square = u * u
          if square > 1400 { continue }
          let density = exp(-square / 2) * factor
          let base = node * width
          let share = rows[base] * density
          powers[0] += share
          powers[1] += share * u
          powers[2] += share * square
          powers[3] += share * square * u
          powers[4] += share * square * square
          for j in 0..<count {
            let own = rows[base + 1 + j] * density
            slopes[3 * j] += own
            slopes[3 * j + 1] += own * u
            slopes[3 * j + 2] += own * square
          }
          for l in 0..<curves.count { curves[l] += rows[base + 1 + count + l] * density }
        }
      }
    }
    weight[0] += powers[0]
    weight[1] += powers[1]
    weight[2] += powers[2] - powers[0]
    weight[3] += powers[3] - 3 * powers[1]
    weight[4] += powers[4] - 6 * powers[2] + 3 * powers[0]
    for j in 0..<count {
      first[3 * j] += slopes[3 * j]
      first[3 * j + 1] += slopes[3 * j + 1]
      first[3 * j + 2] += slopes[3 * j + 2] - slopes[3 * j]
    }
    var place = 0
    for j in 0..<count {
      for l in j..<count {
        second[j * count + l] += curves[place]
        if l != j { second[l * count + j] += curves[place] }
        place += 1
      }
    }
  }

  /// ∫ Heₙ(u) φ(u) du from a to b for n = 0 … 4.
  static func stretch(from a: Double, to b: Double) -> [Double] {
    let mass =
      a > 0
      ? Normal.standard.upperTail(a) - Normal.standard.upperTail(b)
      : Normal.standard.cumulative(b) - Normal.standard.cumulative(a)
    let (low, high) = (edge(a), edge(b))
    return [mass] + (0..<4).map { low[$0] - high[$0] }
  }

  /// He₀ … He₃ at x, times φ(x); 0 at ±∞.
  private static func edge(_ x: Double) -> [Double] {
    guard abs(x) < 1e8 else { return [0, 0, 0, 0] }
    let density = Normal.standard.density(x)
    return [density, x * density, (x * x - 1) * density, (x * x - 3) * x * density]
  }
}
