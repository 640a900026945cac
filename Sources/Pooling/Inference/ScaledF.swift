import LinearAlgebra

/// How the statistic of m coefficients of a REML fit is referred to the F distribution: λ·bᵀV⁻¹b/m on m and ν
/// degrees of freedom.
///
/// With Θ = L(LᵀΦL)⁻¹Lᵀ for the coefficients Lᵀβ, A₁ = Var τ̂² (tr ΘΦPΦ)² and A₂ = Var τ̂² tr(ΘΦPΦΘΦPΦ), Kenward and
/// Roger match two moments of the statistic whose V is Φ_KR:
///
///     B = (A₁ + 6A₂)/(2m),   g = [(m + 1)A₁ − (m + 4)A₂]/[(m + 2)A₂],   d = 3m + 2(1 − g),
///     c₁ = g/d,   c₂ = (m − g)/d,   c₃ = (m + 2 − g)/d,   E = 1/(1 − A₂/m),
///     2ρ = V/E²,   V = (2/m)(1 + c₁B)/[(1 − c₂B)²(1 − c₃B)],   ν = 4 + (m + 2)/(mρ − 1),   λ = ν/[E(ν − 2)].
///
/// Φ is here the unadjusted covariance, as they wrote and pbkrtest has it. Satterthwaite's test takes V = Φ, λ = 1
/// and matches one moment: the contrasts that are independent of each other, whatever the coding, have νᵢ degrees of
/// freedom, and with E = Σνᵢ/(νᵢ − 2), ν = 2E/(E − m).
///
/// One coefficient is tested by t² on the degrees of freedom of ``KenwardRoger``.
///
/// Source: Kenward MG, Roger JH (1997), *Biometrics* 53:983–997; Fai AHT, Cornelius PL (1996), *J Stat Comput Simul*
/// 54:363–378. pbkrtest: `KRmodcomp`, `SATmodcomp`.
public struct ScaledF: Sendable, Equatable {
  /// λ.
  public let scale: Double
  /// ν.
  public let degreesOfFreedom: Double

  /// That of the coefficients at these places; nil where their covariance is singular, or the moments do not exist.
  ///
  /// - Precondition: the test is Kenward and Roger's or Satterthwaite's.
  public init?(_ adjustment: KenwardRoger, _ indices: [Int], test: MeanTest) {
    precondition(test == .kenwardRoger || test == .satterthwaite, "the other tests have no scale")
    let isKenwardRoger = test == .kenwardRoger
    if indices.count == 1 {
      scale = 1
      degreesOfFreedom =
        isKenwardRoger
        ? adjustment.degreesOfFreedom[indices[0]] : adjustment.satterthwaiteDegreesOfFreedom[indices[0]]
      return
    }
    guard let slopes = Self.slopes(adjustment, indices) else { return nil }
    let found =
      isKenwardRoger
      ? Self.twoMoments(slopes, variance: adjustment.tau2Variance)
      : Self.oneMoment(slopes.map { 2 / (adjustment.tau2Variance * $0 * $0) })
    guard let (scale, degrees) = found, scale > 0, degrees > 2, degrees < .infinity else { return nil }
    self.scale = scale
    degreesOfFreedom = degrees
  }

  /// The eigenvalues of C⁻¹(LᵀΦPΦL)C⁻ᵀ with CCᵀ = LᵀΦL: those of ΘΦPΦ, and the relative slope in τ² of the variance
  /// of each independent contrast.
  private static func slopes(_ adjustment: KenwardRoger, _ indices: [Int]) -> [Double]? {
    let errors = indices.map { adjustment.waldStandardErrors[$0] }
    func scaled(_ matrix: Matrix) -> Matrix {
      Matrix(rows: indices.count, columns: indices.count) { i, j in
        matrix[indices[i], indices[j]] / (errors[i] * errors[j])
      }
    }
    guard errors.allSatisfy({ $0 > 0 }), let factor = try? Cholesky(scaled(adjustment.waldCovariance))
    else { return nil }
    let half = factor.lower.solveLowerTriangular(scaled(adjustment.slope))
    let whitened = factor.lower.solveLowerTriangular(half.transpose)
    return (try? SymmetricEigen(whitened))?.values
  }

  private static func twoMoments(
    _ slopes: [Double], variance: Double
  ) -> (scale: Double, degreesOfFreedom: Double)? {
    let m = Double(slopes.count)
    let trace = slopes.reduce(0, +)
    let a1 = variance * trace * trace
    let a2 = variance * slopes.reduce(0) { $0 + $1 * $1 }
    let b = (a1 + 6 * a2) / (2 * m)
    let g = ((m + 1) * a1 - (m + 4) * a2) / ((m + 2) * a2)
    let d = 3 * m + 2 * (1 - g)
    let (c1, c2, c3) = (g / d, (m - g) / d, (m + 2 - g) / d)
    // At 1 or beyond the moments that the expansion stands for do not exist.
    guard a2 < m, c2 * b < 1, c3 * b < 1 else { return nil }
    let inverseMean = 1 - a2 / m
    let ratio = inverseMean / (1 - c2 * b)
    let excess = ratio * ratio * (1 + c1 * b) / (1 - c3 * b) - 1
    guard excess > 0 else { return nil }
    let degrees = 4 + (m + 2) / excess
    return (degrees * inverseMean / (degrees - 2), degrees)
  }

  private static func oneMoment(_ degrees: [Double]) -> (scale: Double, degreesOfFreedom: Double)? {
    guard degrees.allSatisfy({ $0 > 2 }) else { return nil }
    let m = Double(degrees.count)
    // E − m without the cancellation.
    let excess = degrees.reduce(0) { $0 + 2 / ($1 - 2) }
    return (1, 2 * (m + excess) / excess)
  }
}
