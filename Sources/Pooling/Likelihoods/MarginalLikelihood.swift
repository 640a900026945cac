import Optimization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The log-likelihood of one study with the random effects integrated out, and its first two derivatives in
/// ψ = (β, α, τ, σ).
///
/// log L = log ∫ exp(h(b)) db/(2π)^(d/2), h(b) = Σⱼ ℓⱼ(ηⱼ(b)) − |b|²/2, by Gauss–Hermite quadrature centered at
/// the maximum of h and scaled by its curvature there (adaptive; in two dimensions along a Cholesky factor).
/// With E over the integrand, gⱼ = ∂ηⱼ/∂ψ and s = Σ ℓⱼ′gⱼ,
///
///     ∂ log L = E s,   ∂² log L = E Σ ℓⱼ″gⱼgⱼᵀ + Var s,
///
/// which hold at τ = 0 as well. Source: Liu Q, Pierce DA (1994), *Biometrika* 81:624–629; Louis TA (1982),
/// *JRSS B* 44:226–233.
struct MarginalLikelihood {
  var value = 0.0
  var gradient = SIMD4<Double>.zero
  var hessian = SymmetricFour()

  /// Integrates over the deviations in `active` (b₂, b₃); `mode` is the maximum of h at the last call, from
  /// which the search starts.
  init(
    _ study: MixedStudy, at psi: SIMD4<Double>, active: (Bool, Bool), rule: GaussHermite,
    mode: inout SIMD2<Double>
  ) {
    if !active.0 { mode.x = 0 }
    if !active.1 { mode.y = 0 }
    let center = Integrand(study: study, psi: psi, active: active).maximum(from: mode)
    mode = center.point
    var sums = Sums()
    let root = center.scale
    switch active {
    case (false, false): sums.add(study, at: psi, b: .zero, weight: 1, reference: center.value)
    case (true, true):
      for (x, weightX) in zip(rule.nodes, rule.plainWeights) {
        for (y, weightY) in zip(rule.nodes, rule.plainWeights) {
          let b = mode + SIMD2(root.xx * x, root.yx * x + root.yy * y)
          sums.add(study, at: psi, b: b, weight: weightX * weightY, reference: center.value)
        }
      }
    default:
      let direction = active.0 ? SIMD2(root.xx, 0) : SIMD2(0, root.yy)
      for (x, weight) in zip(rule.nodes, rule.plainWeights) {
        sums.add(study, at: psi, b: mode + x * direction, weight: weight, reference: center.value)
      }
    }
    let dimensions = (active.0 ? 1.0 : 0) + (active.1 ? 1 : 0)
    value =
      center.value + log(sums.weight) - dimensions / 2 * log(2 * Double.pi)
      + (active.0 ? log(root.xx) : 0) + (active.1 ? log(root.yy) : 0)
    gradient = sums.score / sums.weight
    hessian = sums.hessian
    hessian.scale(by: 1 / sums.weight)
    hessian.add(gradient, times: -1)
  }

  /// The sums over the nodes, each with its share in the integral.
  private struct Sums {
    var weight = 0.0
    var score = SIMD4<Double>.zero
    var hessian = SymmetricFour()

    @inline(__always)
    mutating func add(
      _ study: MixedStudy, at psi: SIMD4<Double>, b: SIMD2<Double>, weight: Double, reference: Double
    ) {
      var h = -0.5 * (b * b).sum() - reference
      var own = SIMD4<Double>.zero
      var curvature = SymmetricFour()
      for cell in study.cells {
        let g = cell.gradient(b)
        let (value, slope, second) = cell.likelihood.evaluate(cell.offset + (g * psi).sum())
        h += value
        own += slope * g
        curvature.add(g, times: second)
      }
      let share = weight * exp(h)
      self.weight += share
      score += share * own
      curvature.add(own, times: 1)
      hessian.add(curvature, times: share)
    }
  }
}

/// A symmetric 4 × 4 matrix by its columns.
struct SymmetricFour {
  var columns = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)

  /// Adds f·vvᵀ.
  @inline(__always)
  mutating func add(_ v: SIMD4<Double>, times f: Double) {
    let scaled = f * v
    columns.0 += scaled * v[0]
    columns.1 += scaled * v[1]
    columns.2 += scaled * v[2]
    columns.3 += scaled * v[3]
  }

  /// Adds f·M.
  @inline(__always)
  mutating func add(_ other: SymmetricFour, times f: Double) {
    columns.0 += f * other.columns.0
    columns.1 += f * other.columns.1
    columns.2 += f * other.columns.2
    columns.3 += f * other.columns.3
  }

  mutating func scale(by f: Double) {
    columns = (f * columns.0, f * columns.1, f * columns.2, f * columns.3)
  }

  func column(_ j: Int) -> SIMD4<Double> {
    switch j {
    case 0: columns.0
    case 1: columns.1
    case 2: columns.2
    default: columns.3
    }
  }
}
