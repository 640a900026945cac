import Distributions
import EffectSizes
import Pooling

/// The limit meta-analysis: what the studies would say if each were repeated with infinite precision.
///
/// The model yᵢ = β + √(vᵢ + τ²)·(α + εᵢ), Var εᵢ = 1, lets the mean of small studies be shifted. In the radial plot
/// yᵢ/sᵢ against 1/sᵢ, sᵢ = √(vᵢ + τ̂²), α̂ is the intercept and β̂ the slope of the least-squares line. Then
///
///     β̂ + τ̂α̂                                the adjusted effect: the mean where vᵢ → 0
///     β̂ + τ̂(yᵢ − β̂)/sᵢ                       the effect of study i where vᵢ → 0
///     Var(β̂ + τ̂α̂) = Σ(1 − τ̂/sᵢ)²/(kS),      S = Σ(1/sᵢ − mean)²
///
/// the last from the line's covariance with residual variance 1, as the model has it. Cochran's Q divides into that of
/// small-study effects, Q − Q′ on 1 df, and the rest, Q′ on k − 2 df, the residual sum of squares of Egger's line. G² is
/// the share of the variation of the limit effects that Egger's line through them leaves: 1 − R² in the radial plot with
/// 1/√vᵢ. Source: Rücker G, Schwarzer G, Carpenter JR, Binder H, Schumacher M (2011), *Biostatistics* 12:122–142.
/// metasens: `limitmeta`, with `method.adjust = "beta0"`. O(k).
public struct LimitMetaAnalysis: Sendable, Equatable, Codable {
  /// A share of Cochran's Q.
  public struct QTest: Sendable, Equatable, Codable {
    /// The sum of squares.
    public let q: Double
    /// The degrees of freedom.
    public let df: Double
    /// The p-value by χ²; nil without degrees of freedom.
    public let p: Double?

    init(_ q: Double, df: Double) {
      self.q = q
      self.df = df
      p = df > 0 ? ChiSquared(degreesOfFreedom: df).upperTail(q) : nil
    }
  }

  /// τ² of the studies.
  public let tau2: Double
  /// α̂, the shift per standard error.
  public let alpha: Double
  /// β̂, the slope of the radial line.
  public let beta: Double
  /// β̂ + τ̂α̂, with a normal interval.
  public let adjusted: Estimate
  /// The effects of the studies where vᵢ → 0, in their order.
  public let studies: [Double]
  /// Cochran's Q.
  public let total: QTest
  /// Of it, small-study effects.
  public let smallStudies: QTest
  /// Of it, the rest.
  public let residual: QTest
  /// G²; nil where the limit effects are all equal, as without heterogeneity.
  public let g2: Double?

  /// The limit of these studies.
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - tau2: their heterogeneity, from a random-effects model; 0 for a common effect.
  ///   - level: the confidence level.
  /// - Throws: ``SmallStudyError`` for fewer than three studies, and where all are equally precise.
  public init(_ effects: EffectSizes, tau2: Double, level: Double = 0.95) throws(SmallStudyError) {
    precondition(tau2 >= 0, "a variance")
    let (yi, vi) = (effects.yi, effects.vi)
    let (k, tau) = (Double(effects.k), tau2.squareRoot())
    let inverse = vi.map { 1 / ($0 + tau2).squareRoot() }
    let radial = try Self.radial(yi, inverse)
    let (alpha, beta) = (radial.intercept, radial.slope)
    let variance =
      inverse.reduce(0) { $0 + (1 - tau * $1) * (1 - tau * $1) } / k * radial.slopeVariance
    let limits = zip(yi, inverse).map { beta + tau * $1 * ($0 - beta) }
    let egger = try EggerTest.line(effects, .sei, sizes: [])
    let q = InterceptModel(yi: yi, vi: vi).generalizedQ(tau2: 0)
    self.tau2 = tau2
    self.alpha = alpha
    self.beta = beta
    adjusted = Estimate(
      value: beta + tau * alpha, se: variance.squareRoot(), df: nil, level: level,
      null: effects.measure.analysisNull)
    studies = limits
    total = QTest(q, df: k - 1)
    smallStudies = QTest(max(0, q - egger.residualSumOfSquares), df: 1)
    residual = QTest(egger.residualSumOfSquares, df: k - 2)
    g2 =
      tau2 > 0 ? try Self.radial(limits, vi.map { 1 / $0.squareRoot() }).r2.map { 1 - $0 } : nil
  }

  /// The mean β̂ + α̂√(s² + τ̂²) of studies with standard error s, from s = 0 to `highest`, to be drawn in a funnel.
  public func curve(upTo highest: Double, steps: Int = 40) -> [(sei: Double, yi: Double)] {
    (0...steps).map { step in
      let sei = highest * Double(step) / Double(steps)
      return (sei, beta + alpha * (sei * sei + tau2).squareRoot())
    }
  }

  /// The least-squares line of yᵢ/sᵢ on 1/sᵢ.
  private static func radial(_ y: [Double], _ inverse: [Double]) throws(SmallStudyError) -> WeightedLine {
    try WeightedLine(
      x: inverse, y: zip(y, inverse).map { $0 * $1 }, weights: inverse.map { _ in 1 },
      name: "the standard error")
  }
}
