import Distributions
import EffectSizes
import Optimization
import Pooling

/// Whether more studies are significant than their power lets expect.
///
/// A study is significant at α where |yᵢ − null| ≥ z_{α/2} √vᵢ; its power at the effect θ, with true effects that
/// scatter around it with variance τ², is
///
///     powerᵢ = Φ[(θ − null − z√vᵢ)/√(vᵢ + τ²)] + Φ[(null − θ − z√vᵢ)/√(vᵢ + τ²)]
///
/// (one term and z_α for a one-sided test). The number of significant studies O is held against its expectation
/// E = Σ powerᵢ, one-sided for an excess.
///
/// Source: Ioannidis JPA, Trikalinos TA (2007), *Clin Trials* 4:245–253. metafor: `tes`, which integrates over the
/// true effects numerically to a relative 1e-4. O(k²).
public struct ExcessSignificance: Sendable, Equatable {
  /// Which results count as significant.
  public enum Alternative: String, Sendable, CaseIterable, Codable {
    /// Those on both sides of no effect.
    case twoSided = "two-sided"
    /// Those above it.
    case greater
    /// Those below it.
    case less
  }

  /// How O is held against E.
  public enum Test: String, Sendable, CaseIterable, Codable {
    /// The distribution of a sum of k trials, each with its own power.
    case exact
    /// X² = (O − E)²/E + (O − E)²/(k − E), its root with the sign of O − E by the normal distribution.
    case chi2
    /// The binomial distribution with the average power E/k.
    case binomial
  }

  /// One study.
  public struct StudyPower: Sendable, Equatable {
    /// Its label.
    public let label: String
    /// z = (yᵢ − null)/√vᵢ.
    public let z: Double
    /// Whether it is significant.
    public let isSignificant: Bool
    /// The probability that it is.
    public let power: Double
  }

  /// The effect θ at which the power is taken, on the analysis scale.
  public let theta: Double
  /// The between-study variance at which the power is taken.
  public let tau2: Double
  /// The value of no effect on the analysis scale.
  public let null: Double
  /// The level at which a study is significant.
  public let alpha: Double
  /// Which results count as significant.
  public let alternative: Alternative
  /// How O is held against E.
  public let test: Test
  /// The studies.
  public let studies: [StudyPower]
  /// The number of significant studies, O.
  public let observed: Int
  /// The expected number, E.
  public let expected: Double
  /// X²; nil for the other tests.
  public let chiSquared: Double?
  /// The one-sided p-value: of so many significant studies, or more.
  public let p: Double
  /// The level for ``limit``.
  public let limitAlpha: Double
  /// The effect nearest to the null value, on the side of θ, at which the excess is no longer significant at
  /// ``limitAlpha``; nil where it is not even at the null value, or at any effect on that side.
  public let limit: Double?
  /// What is unwise about it.
  public let warnings: [AnalysisWarning]

  /// The test of these studies.
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - theta: the effect, on the analysis scale; nil for the common-effect mean.
  ///   - tau2: the between-study variance around it, not negative (a precondition).
  ///   - null: the value of no effect on the analysis scale; by default that of the measure.
  ///   - alpha: the level at which a study is significant, between 0 and 1 (a precondition).
  ///   - alternative: which results count as significant.
  ///   - test: how O is held against E.
  ///   - limitAlpha: the level for the limit of the effect, between 0 and 1 (a precondition).
  /// - Throws: `PoolingError` where there is no study, or no value of no effect.
  public init(
    _ effects: EffectSizes, theta: Double? = nil, tau2: Double = 0, null: Double? = nil,
    alpha: Double = 0.05, alternative: Alternative = .twoSided, test: Test = .exact, limitAlpha: Double = 0.1
  ) throws(PoolingError) {
    precondition(alpha > 0 && alpha < 1 && limitAlpha > 0 && limitAlpha < 1, "a level lies between 0 and 1")
    precondition(tau2 >= 0 && tau2.isFinite, "a variance is not negative")
    guard effects.k > 0 else { throw .noStudies }
    let null = try effects.nullValue(null, for: "the test of excess significance")
    let theta = theta ?? InterceptModel(yi: effects.yi, vi: effects.vi).mean(tau2: 0).value
    let criterion = Criterion(alternative, alpha: alpha)
    let studies = effects.studies.map { study in
      let z = (study.yi - null) / study.sei
      return StudyPower(
        label: study.label, z: z, isSignificant: criterion.holds(z),
        power: criterion.power(shift: theta - null, vi: study.vi, tau2: tau2))
    }
    let observed = studies.count(where: \.isSignificant)
    let count = SignificantCount(observed: observed, test: test)
    let outcome = count.outcome(powers: studies.map(\.power))
    self.theta = theta
    self.tau2 = tau2
    self.null = null
    self.alpha = alpha
    self.alternative = alternative
    self.test = test
    self.studies = studies
    self.observed = observed
    expected = outcome.expected
    chiSquared = outcome.chiSquared
    p = outcome.p
    self.limitAlpha = limitAlpha
    warnings = Self.warnings(effects, tau2: tau2)
    limit = Self.limit(
      from: null, toward: theta < null ? -1 : 1,
      firstStep: max(abs(theta - null), effects.studies.map(\.sei).min() ?? 1)
    ) { shift in
      count.outcome(
        powers: effects.vi.map { criterion.power(shift: shift, vi: $0, tau2: tau2) }
      ).p - limitAlpha
    }
  }

  private static func warnings(_ effects: EffectSizes, tau2: Double) -> [AnalysisWarning] {
    var warnings: [AnalysisWarning] = []
    if effects.k < 10 {
      warnings.append(
        AnalysisWarning(
          code: "excess-few-studies",
          message:
            "\(effects.k == 1 ? "one study" : "\(effects.k) studies") only: the test of excess significance hardly finds an excess"
        ))
    }
    let q = InterceptModel(yi: effects.yi, vi: effects.vi).generalizedQ(tau2: 0)
    let i2 = q > 0 ? max(0, 1 - Double(effects.k - 1) / q) : 0
    if tau2 == 0, i2 > 0.5 {
      warnings.append(
        AnalysisWarning(
          code: "excess-heterogeneity",
          message: "the power is taken at one effect for all studies, and they differ by more than chance (I²"
            + " \(Int((i2 * 100).rounded())) % by Q): that too makes more of them significant than expected"))
    }
    return warnings
  }

  /// Where the function, which is below 0 at the null value, reaches 0; nil where it does not.
  private static func limit(
    from null: Double, toward side: Double, firstStep: Double, of function: (Double) -> Double
  ) -> Double? {
    guard function(0) < 0 else { return nil }
    var (near, far) = (0.0, firstStep)
    while function(side * far) < 0 {
      (near, far) = (far, 2 * far)
      if far > firstStep * 0x1p40 { return nil }
    }
    return null + side
      * BracketedRoot(lower: near, upper: far, relativeTolerance: 1e-12) { function(side * $0) }.root
  }
}

/// When a study is significant, and with which probability.
private struct Criterion {
  let alternative: ExcessSignificance.Alternative
  /// The positive quantile.
  let z: Double

  init(_ alternative: ExcessSignificance.Alternative, alpha: Double) {
    self.alternative = alternative
    z = Normal.standard.upperQuantile(alternative == .twoSided ? alpha / 2 : alpha)
  }

  func holds(_ statistic: Double) -> Bool {
    switch alternative {
    case .twoSided: abs(statistic) >= z
    case .greater: statistic >= z
    case .less: statistic <= -z
    }
  }

  /// The power where the true effects scatter around `shift` from no effect.
  func power(shift: Double, vi: Double, tau2: Double) -> Double {
    let (scale, edge) = ((vi + tau2).squareRoot(), z * vi.squareRoot())
    let above = Normal.standard.cumulative((shift - edge) / scale)
    let below = Normal.standard.cumulative((-shift - edge) / scale)
    switch alternative {
    case .twoSided: return min(1, above + below)
    case .greater: return above
    case .less: return below
    }
  }
}
