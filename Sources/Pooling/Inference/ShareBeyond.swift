import Distributions
import EffectSizes

/// The share of true effects beyond a threshold, under the normal distribution of true effects that the model fits:
///
///     P(θ > q) = Φ(z),   z = (μ̂ − q)/τ̂,
///     Var z = Var μ̂/τ̂² + Var τ̂² (μ̂ − q)²/(4τ̂⁶),   SE of the share = φ(z) √Var z.
///
/// The limits are Φ(z ± z_{1−α/2} √Var z), which stay within 0 and 1; the source takes the share ± its SE. Both
/// rest on large samples: below ten studies, or near 0 and 1, they are rough.
///
/// Source: Mathur MB, VanderWeele TJ (2019), *Stat Med* 38:1336–1342. R: `MetaUtility::prop_stronger`.
public struct ShareBeyond: Sendable, Equatable, Codable {
  /// The threshold on the display scale.
  public let threshold: Double
  /// The share of true effects above it, on the display scale.
  public let above: Double
  /// The standard error of the share; nil where τ̂² = 0 or has no standard error.
  public let se: Double?
  /// The lower limit.
  public let lower: Double?
  /// The upper limit.
  public let upper: Double?
  /// The share of true effects below the threshold.
  public var below: Double { 1 - above }

  /// The share of a random-effects fit; nil for a common-effect one, and where the threshold has no place on
  /// the analysis scale.
  ///
  /// - Parameters:
  ///   - fit: the fit.
  ///   - threshold: the threshold on the display scale.
  ///   - transformation: what was inverted for display, the measure's own by default.
  public init?(_ fit: PooledFit, threshold: Double, transformation: Transformation? = nil) {
    let scale = transformation ?? fit.effects.measure.transformation
    let cut = scale.forward(threshold)
    guard let tau2 = fit.heterogeneity.tau2, cut.isFinite else { return nil }
    self.threshold = threshold
    let distance = (fit.estimate.value - cut) * (scale.isDecreasing ? -1 : 1)
    guard tau2 > 0 else {
      above = distance > 0 ? 1 : distance < 0 ? 0 : 0.5
      (se, lower, upper) = (nil, nil, nil)
      return
    }
    let z = distance / tau2.squareRoot()
    above = Normal.standard.cumulative(z)
    guard let tau2SE = fit.heterogeneity.tau2SE else {
      (se, lower, upper) = (nil, nil, nil)
      return
    }
    let ofMean = fit.estimate.se / tau2.squareRoot()
    let ofTau2 = z * tau2SE / (2 * tau2)
    let spread = (ofMean * ofMean + ofTau2 * ofTau2).squareRoot()
    let half = Normal.standard.upperQuantile((1 - fit.model.level) / 2) * spread
    se = Normal.standard.density(z) * spread
    lower = Normal.standard.cumulative(z - half)
    upper = Normal.standard.cumulative(z + half)
  }
}
