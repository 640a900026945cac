import LinearAlgebra

/// Kenward and Roger's adjustment of the REML fit for the estimation of τ², and Satterthwaite's degrees of freedom.
///
/// With Φ = (XᵀWX)⁻¹, P = XᵀW²X, Q = XᵀW³X and Var τ̂² = 2/tr PP from the expected information:
///
///     Φ_KR = Φ + 2 Var τ̂² · Φ (Q − PΦP) Φ,   ν_c = 2 (cᵀΦc)² / [Var τ̂² (cᵀΦPΦc)²]
///
/// for a contrast c of the coefficients. For one mean Φ = 1/Σw, P = Σw², Q = Σw³. In ν_c Φ stands for Φ_KR, as
/// Partlett and Riley and the R package meta have it; Satterthwaite's degrees of freedom are those with Φ itself,
/// which Kenward and Roger wrote and pbkrtest uses, and are larger.
///
/// Source: Kenward MG, Roger JH (1997), *Biometrics* 53:983–997; for meta-analysis: Partlett C, Riley RD (2017),
/// *Stat Med* 36:301–317. meta: `method.random.ci = "KR"`.
public struct KenwardRoger: Sendable, Equatable {
  /// The adjusted standard error of each coefficient.
  public let standardErrors: [Double]
  /// The unadjusted standard error of each coefficient.
  public let waldStandardErrors: [Double]
  /// The degrees of freedom of each coefficient for the adjusted standard error.
  public let degreesOfFreedom: [Double]
  /// Satterthwaite's degrees of freedom of each coefficient for the unadjusted one.
  public let satterthwaiteDegreesOfFreedom: [Double]

  /// For one mean, at the REML estimate of τ².
  public init(_ model: InterceptModel, tau2: Double) {
    var (w1, w2, w3) = (0.0, 0.0, 0.0)
    for v in model.vi {
      let w = 1 / (v + tau2)
      w1 += w
      w2 += w * w
      w3 += w * w * w
    }
    let variance = 2 / model.traces(tau2: tau2).pp
    let phi = 1 / w1
    let ratio = w2 / w1
    let adjusted = phi + 2 * variance * phi * phi * (w3 - w2 * ratio)
    standardErrors = [adjusted.squareRoot()]
    waldStandardErrors = [phi.squareRoot()]
    degreesOfFreedom = [2 / (variance * adjusted * w2 * adjusted * w2)]
    satterthwaiteDegreesOfFreedom = [2 / (variance * ratio * ratio)]
  }

  /// For each coefficient of a regression, at the REML estimate of τ².
  public init(_ model: RegressionModel, tau2: Double) {
    let weights = model.vi.map { 1 / ($0 + tau2) }
    let phi = model.coefficients(tau2: tau2).covariance
    let p = model.design.weightedCrossProduct(weights: weights.map { $0 * $0 })
    let q = model.design.weightedCrossProduct(weights: weights.map { $0 * $0 * $0 })
    let variance = 2 / model.traces(tau2: tau2).pp
    let curvature = phi * q * phi
    let slope = phi * p * phi
    let correction = slope * p * phi
    let adjusted = Matrix(rows: model.p, columns: model.p) { row, column in
      phi[row, column] + 2 * variance * (curvature[row, column] - correction[row, column])
    }
    let indices = 0..<model.p
    standardErrors = indices.map { adjusted[$0, $0].squareRoot() }
    waldStandardErrors = indices.map { phi[$0, $0].squareRoot() }
    func degrees(_ covariance: Matrix) -> [Double] {
      let slope = covariance * p * covariance
      return indices.map {
        let ratio = covariance[$0, $0] / slope[$0, $0]
        return 2 * ratio * ratio / variance
      }
    }
    degreesOfFreedom = degrees(adjusted)
    satterthwaiteDegreesOfFreedom = degrees(phi)
  }

  /// Why the adjustment cannot be used at this τ²; nil where it can.
  ///
  /// At τ̂² = 0, the boundary, its expansion does not hold, and below one degree of freedom t has no use.
  public func obstacle(tau2: Double) -> String? {
    if tau2 == 0 {
      return "the estimate of τ² is 0, at its boundary, where the adjustment does not hold"
    }
    guard let smallest = degreesOfFreedom.min(), !(smallest >= 1) else { return nil }
    return "its degrees of freedom are \(CommonWarnings.rounded(smallest)), below 1"
  }
}
