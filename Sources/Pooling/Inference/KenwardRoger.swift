import LinearAlgebra

/// Kenward and Roger's adjustment of the REML fit for the estimation of τ², and Satterthwaite's degrees of freedom.
///
/// With Φ = (XᵀWX)⁻¹, P = XᵀW²X, Q = XᵀW³X and Var τ̂² = 2/tr PP from the expected information:
///
///     Φ_KR = Φ + 2 Var τ̂² · Φ (Q − PΦP) Φ,   ν_c = 2 (cᵀΦc)² / [Var τ̂² (cᵀΦPΦc)²]
///
/// for a contrast c of the coefficients. For one mean Φ = 1/Σw, P = Σw², Q = Σw³. In ν_c Φ stands for Φ_KR, as
/// Partlett and Riley and the R package meta have it; Satterthwaite's degrees of freedom are those with Φ itself,
/// which Kenward and Roger wrote and pbkrtest uses, and are larger. Tests of several coefficients at once have the
/// scale and the degrees of freedom of ``ScaledF``.
///
/// Source: Kenward MG, Roger JH (1997), *Biometrics* 53:983–997; for meta-analysis: Partlett C, Riley RD (2017),
/// *Stat Med* 36:301–317. meta: `method.random.ci = "KR"`.
public struct KenwardRoger: Sendable, Equatable {
  /// Φ_KR, the adjusted covariance of the coefficients.
  public let covariance: Matrix
  /// Φ, the unadjusted one.
  public let waldCovariance: Matrix
  /// ΦPΦ, the slope of Φ in τ².
  let slope: Matrix
  /// Φ_KR P Φ_KR.
  private let adjustedSlope: Matrix
  /// Var τ̂².
  let tau2Variance: Double
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
    func single(_ value: Double) -> Matrix { Matrix(rows: 1, columns: 1, repeating: value) }
    self.init(
      covariance: single(adjusted), waldCovariance: single(phi), slope: single(ratio * phi),
      adjustedSlope: single(adjusted * w2 * adjusted), tau2Variance: variance)
  }

  /// For each coefficient of a regression, at the REML estimate of τ². O(kp²).
  ///
  /// Computed on the orthogonal basis of the design, so that the origin of a moderator costs no digits.
  public init(_ model: RegressionModel, tau2: Double) {
    let weights = model.vi.map { 1 / ($0 + tau2) }
    let (rows, triangle) = (model.basis.matrix, model.basis.inverseTriangle)
    guard let information = try? Cholesky(rows.weightedCrossProduct(weights: weights)) else {
      preconditionFailure("XᵀWX of a design of full rank is positive definite")
    }
    let phi = information.inverse
    let p = rows.weightedCrossProduct(weights: weights.map { $0 * $0 })
    let q = rows.weightedCrossProduct(weights: weights.map { $0 * $0 * $0 })
    let variance = 2 / model.traces(tau2: tau2).pp
    let adjusted = phi + (2 * variance) * (phi * (q - p * phi * p) * phi)
    func onDesign(_ matrix: Matrix) -> Matrix {
      let product = triangle * matrix * triangle.transpose
      return Matrix(rows: model.p, columns: model.p) { i, j in (product[i, j] + product[j, i]) / 2 }
    }
    self.init(
      covariance: onDesign(adjusted), waldCovariance: onDesign(phi), slope: onDesign(phi * p * phi),
      adjustedSlope: onDesign(adjusted * p * adjusted), tau2Variance: variance)
  }

  private init(
    covariance: Matrix, waldCovariance: Matrix, slope: Matrix, adjustedSlope: Matrix, tau2Variance: Double
  ) {
    self.covariance = covariance
    self.waldCovariance = waldCovariance
    self.slope = slope
    self.adjustedSlope = adjustedSlope
    self.tau2Variance = tau2Variance
    standardErrors = covariance.diagonal.map { $0.squareRoot() }
    waldStandardErrors = waldCovariance.diagonal.map { $0.squareRoot() }
    func degrees(_ variances: [Double], _ slopes: [Double]) -> [Double] {
      zip(variances, slopes).map { 2 * ($0 / $1) * ($0 / $1) / tau2Variance }
    }
    degreesOfFreedom = degrees(covariance.diagonal, adjustedSlope.diagonal)
    satterthwaiteDegreesOfFreedom = degrees(waldCovariance.diagonal, slope.diagonal)
  }

  /// The adjusted standard error of the contrast cᵀβ̂ and its degrees of freedom.
  public func contrast(_ c: [Double]) -> (standardError: Double, degreesOfFreedom: Double) {
    contrast(c, covariance, adjustedSlope)
  }

  /// The unadjusted standard error of the contrast cᵀβ̂ and Satterthwaite's degrees of freedom.
  public func satterthwaiteContrast(_ c: [Double]) -> (standardError: Double, degreesOfFreedom: Double) {
    contrast(c, waldCovariance, slope)
  }

  private func contrast(
    _ c: [Double], _ covariance: Matrix, _ slope: Matrix
  ) -> (standardError: Double, degreesOfFreedom: Double) {
    let variance = dot(c, covariance * c)
    let ratio = variance / dot(c, slope * c)
    return (variance.squareRoot(), 2 * ratio * ratio / tau2Variance)
  }

  /// Why the adjustment cannot be used at this τ²; nil where it can.
  ///
  /// At τ̂² = 0, the boundary, its expansion does not hold, and below one degree of freedom t has no use.
  ///
  /// - Parameters:
  ///   - tau2: the estimate of τ².
  ///   - names: the coefficients, where there are several.
  public func obstacle(tau2: Double, names: [String] = []) -> String? {
    if tau2 == 0 {
      return "the estimate of τ² is 0, at its boundary, where the adjustment does not hold"
    }
    guard let place = degreesOfFreedom.firstIndex(where: { !($0 >= 1) }) else { return nil }
    let owner = names.indices.contains(place) ? "the degrees of freedom of '\(names[place])'" : nil
    return "\(owner ?? "its degrees of freedom") are"
      + " \(CommonWarnings.rounded(degreesOfFreedom[place])), below 1"
  }
}
