#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The logarithm of a study's integrand, h(b) = Σⱼ ℓⱼ(ηⱼ(b)) − |b|²/2, concave in the random effects b.
struct Integrand {
  let study: MixedStudy
  let psi: SIMD4<Double>
  let active: (Bool, Bool)

  /// The lower triangular R = √2 L with LLᵀ = (−h″)⁻¹ at the maximum; 1 where a random effect is not active.
  struct Scale {
    var xx = 1.0
    var yx = 0.0
    var yy = 1.0
  }

  private struct Derivatives {
    var value = 0.0
    var slope = SIMD2<Double>.zero
    /// −h″: xx, yx, yy, positive definite.
    var curvature = SIMD3<Double>(1, 0, 1)
  }

  private func derivatives(_ b: SIMD2<Double>) -> Derivatives {
    var result = Derivatives(value: -0.5 * (b * b).sum(), slope: -b)
    let deviations = SIMD2(active.0 ? psi[2] : 0, active.1 ? psi[3] : 0)
    for cell in study.cells {
      let z = cell.random * deviations
      let (value, slope, second) = cell.likelihood.evaluate(cell.offset + (cell.gradient(b) * psi).sum())
      result.value += value
      result.slope += slope * z
      result.curvature -= second * SIMD3(z.x * z.x, z.x * z.y, z.y * z.y)
    }
    return result
  }

  /// The maximum, by Newton's method with halved steps; it need not be exact, the quadrature only centers there.
  func maximum(from start: SIMD2<Double>) -> (point: SIMD2<Double>, value: Double, scale: Scale) {
    var b = start
    var here = derivatives(b)
    if active.0 || active.1 {
      for _ in 0..<60 {
        var step = Self.solve(here.curvature, here.slope)
        let decrement = (step * here.slope).sum()
        var next = derivatives(b + step)
        var halvings = 0
        while !(next.value >= here.value - 1e-10 * abs(here.value)), halvings < 60 {
          step *= 0.5
          next = derivatives(b + step)
          halvings += 1
        }
        b += step
        here = next
        if decrement < 1e-8 { break }
      }
    }
    return (b, here.value, Self.scale(here.curvature))
  }

  private static func solve(_ m: SIMD3<Double>, _ v: SIMD2<Double>) -> SIMD2<Double> {
    let determinant = m.x * m.z - m.y * m.y
    return SIMD2(m.z * v.x - m.y * v.y, m.x * v.y - m.y * v.x) / determinant
  }

  private static func scale(_ m: SIMD3<Double>) -> Scale {
    let determinant = m.x * m.z - m.y * m.y
    let (xx, yx, yy) = (m.z / determinant, -m.y / determinant, m.x / determinant)
    let root = xx.squareRoot()
    let below = yx / root
    let two = 2.0.squareRoot()
    return Scale(xx: two * root, yx: two * below, yy: two * max(yy - below * below, 0).squareRoot())
  }
}
