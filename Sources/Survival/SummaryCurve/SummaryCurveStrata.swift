import Distributions
import Pooling

/// The summary curves of strata, and a test of whether they differ.
public struct SummaryCurveStrata: Sendable, Equatable {
  /// One stratum.
  public struct Stratum: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its curve.
    public let fit: SummaryCurveFit
  }

  /// The test that all strata have one curve,
  ///
  ///     Q = Q of all studies − Σ Q of the strata,
  ///
  /// χ² with Σ(T of the strata) − T degrees of freedom: a mean per stratum and interval less one per interval. It
  /// weighs by the common effect, and takes differences between the studies of a stratum for chance.
  ///
  /// Source: Combescure C, Foucher Y, Jackson D (2014), *Stat Med* 33:2521–2537.
  public struct Test: Sendable, Equatable, Codable {
    /// Q between the strata.
    public let q: Double
    /// The degrees of freedom.
    public let df: Double
    /// P(χ² > Q).
    public let p: Double
  }

  /// The curve of all studies.
  public let overall: SummaryCurveFit
  /// The strata, in order of first appearance.
  public let strata: [Stratum]
  /// The test between them; nil where no interval is in two of them.
  public let test: Test?

  init(overall: SummaryCurveFit, strata: [Stratum]) {
    self.overall = overall
    self.strata = strata
    let df = strata.reduce(0) { $0 + $1.fit.heterogeneity.times } - overall.heterogeneity.times
    // A difference of sums of squares: below 0 by rounding only.
    let q = max(0, strata.reduce(overall.heterogeneity.q) { $0 - $1.fit.heterogeneity.q })
    test =
      df > 0
      ? Test(q: q, df: Double(df), p: ChiSquared(degreesOfFreedom: Double(df)).upperTail(q)) : nil
  }

  /// What is unwise about the test.
  public var warnings: [AnalysisWarning] {
    guard test != nil, strata.contains(where: { ($0.fit.heterogeneity.share.h2 ?? 0) > 1 }) else { return [] }
    return [
      AnalysisWarning(
        code: "strata-test-common-effect",
        message: "the test between strata takes differences between studies of one stratum for chance; where"
          + " there are more, its p is too small")
    ]
  }
}
