import Pooling

/// What a test of the funnel's asymmetry finds.
public struct AsymmetryResult: Sendable, Equatable, Codable {
  /// From which distribution the p-value comes.
  public enum Reference: String, Sendable, Codable {
    /// Student's t.
    case t
    /// The normal distribution.
    case z
    /// All orders of the studies.
    case exact
  }

  /// The test.
  public let test: AsymmetryTest
  /// By what small and large studies are told apart, in words.
  public let predictor: String
  /// The number of studies.
  public let k: Int
  /// The statistic: t or z; of a rank test Kendall's S over its standard error.
  public let statistic: Double
  /// From which distribution the p-value comes.
  public let reference: Reference
  /// The degrees of freedom of t.
  public let df: Double?
  /// The two-sided p-value.
  public let p: Double
  /// How the effect changes with the predictor; nil for rank tests.
  public let slope: Estimate?
  /// The effect in an infinitely large study; nil for rank tests and for predictors that grow with the study.
  public let limit: Estimate?
  /// The multiplicative dispersion; nil where there is none.
  public let dispersion: Double?
  /// τ² between the studies beyond the line; nil where the model has none.
  public let tau2: Double?
  /// Kendall's τ of a rank test.
  public let kendallTau: Double?
  /// The estimator of τ² and the test of the slope, such as `REML, hk-conservative`; nil where the model has no τ².
  public let model: String?

  /// Whether small studies have higher effects than large ones, on the analysis scale; nil where neither.
  public var smallStudiesAreHigher: Bool? {
    let growsWithSize = slope != nil && limit == nil
    return statistic == 0 ? nil : (statistic > 0) != growsWithSize
  }
}

extension AsymmetryResult {
  /// A regression with a multiplicative dispersion.
  ///
  /// - Throws: ``SmallStudyError/notEstimable(_:)`` where the studies lie on the line.
  init(
    _ test: AsymmetryTest, line: WeightedLine, predictor: String, hasLimit: Bool, level: Double, null: Double?
  ) throws(SmallStudyError) {
    let slope = line.slopeEstimate(level: level)
    try self.init(
      test, k: Int(line.df) + 2, slope: slope,
      limit: hasLimit ? line.interceptEstimate(level: level, null: null) : nil, predictor: predictor,
      dispersion: line.dispersion, tau2: nil)
  }

  /// A regression whose slope is tested.
  ///
  /// - Throws: ``SmallStudyError/notEstimable(_:)`` where the slope has no standard error.
  init(
    _ test: AsymmetryTest, k: Int, slope: Estimate, limit: Estimate?, predictor: String, dispersion: Double?,
    tau2: Double?, model: String? = nil
  ) throws(SmallStudyError) {
    guard let statistic = slope.statistic, let p = slope.p else {
      throw .notEstimable("the studies lie exactly on a line: there is no scatter to test it against")
    }
    self.init(
      test: test, predictor: predictor, k: k, statistic: statistic, reference: slope.df == nil ? .z : .t,
      df: slope.df, p: p, slope: slope, limit: limit, dispersion: dispersion, tau2: tau2, kendallTau: nil,
      model: model)
  }

  /// A rank test.
  init(_ test: AsymmetryTest, rank: KendallTest, k: Int, predictor: String) {
    self.init(
      test: test, predictor: predictor, k: k, statistic: rank.z, reference: rank.isExact ? .exact : .z,
      df: nil, p: rank.p, slope: nil, limit: nil, dispersion: nil, tau2: nil, kendallTau: rank.tau,
      model: nil)
  }
}
