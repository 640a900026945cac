import Pooling

/// What an analysis gives when it is made again on some of its studies.
///
/// The same shape for every model, so that leave-one-out, cumulative and the others need not know which one it is:
/// a pooled mean is one quantity, a meta-regression has one per coefficient, subgroups one each and one overall.
public struct Refit: Sendable, Equatable {
  /// One number that the analysis estimates.
  public struct Quantity: Sendable, Equatable {
    /// Its name: `pooled`, a coefficient's, a subgroup's, `median`.
    public let name: String
    /// The value on the analysis scale; nil where it does not exist, such as a median that is not reached.
    public let value: Double?
    /// Its standard error.
    public let se: Double?
    /// The lower confidence limit.
    public let lower: Double?
    /// The upper confidence limit.
    public let upper: Double?
    /// The two-sided p-value; nil where there is no null value.
    public let p: Double?
    /// The value and its limits on the display scale.
    public let displayed: Displayed
    /// The prediction limits on the display scale.
    public let predictionLower: Double?
    /// The upper prediction limit on the display scale.
    public let predictionUpper: Double?

    /// A value and its limits on the display scale.
    public struct Displayed: Sendable, Equatable {
      /// The value.
      public let value: Double?
      /// The lower confidence limit.
      public let lower: Double?
      /// The upper confidence limit.
      public let upper: Double?

      /// A value with its limits.
      public init(value: Double?, lower: Double?, upper: Double?) {
        self.value = value
        self.lower = lower
        self.upper = upper
      }
    }

    /// A quantity with all that is known of it.
    public init(
      name: String, value: Double?, se: Double? = nil, lower: Double?, upper: Double?, p: Double? = nil,
      displayed: Displayed, predictionLower: Double? = nil, predictionUpper: Double? = nil
    ) {
      self.name = name
      self.value = value
      self.se = se
      self.lower = lower
      self.upper = upper
      self.p = p
      self.displayed = displayed
      self.predictionLower = predictionLower
      self.predictionUpper = predictionUpper
    }
  }

  /// How many studies were used.
  public let k: Int
  /// What was estimated, the main quantity first.
  public let quantities: [Quantity]
  /// How much these studies differ; nil where the model does not say.
  public let heterogeneity: Heterogeneity?
  /// The studies' shares in the main quantity, in the order in which they were kept; empty where there are none.
  public let weights: [Double]
  /// What is possible but unwise about this fit.
  public let warnings: [AnalysisWarning]

  /// A fit as an analysis reports it.
  public init(
    k: Int, quantities: [Quantity], heterogeneity: Heterogeneity?, weights: [Double] = [],
    warnings: [AnalysisWarning] = []
  ) {
    self.k = k
    self.quantities = quantities
    self.heterogeneity = heterogeneity
    self.weights = weights
    self.warnings = warnings
  }
}
