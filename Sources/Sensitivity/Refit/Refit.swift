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
    /// The value of no effect on the analysis scale; nil where there is none.
    public let null: Double?
    /// The value of no effect on the display scale.
    public let displayedNull: Double?
    /// Whether the displayed value is a proportion, to be read as a percentage.
    public let isProportion: Bool

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
      displayed: Displayed, predictionLower: Double? = nil, predictionUpper: Double? = nil,
      null: Double? = nil, displayedNull: Double? = nil, isProportion: Bool = false
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
      self.null = null
      self.displayedNull = displayedNull
      self.isProportion = isProportion
    }
  }

  /// A test of several quantities together.
  public struct Test: Sendable, Equatable {
    /// What is tested.
    public enum Kind: String, Sendable {
      /// Whether subgroups, or strata of survival curves, differ.
      case groups
      /// Whether any moderator goes with the effect.
      case moderators
    }

    /// What is tested.
    public let kind: Kind
    /// Q between groups, or the statistic of the moderators: χ², or F where there are ``df2``.
    public let statistic: Double
    /// The degrees of freedom, of F those of the numerator.
    public let df1: Double
    /// The denominator's degrees of freedom of F; nil for χ².
    public let df2: Double?
    /// The p-value.
    public let p: Double

    /// A test with its result.
    public init(_ kind: Kind, statistic: Double, df1: Double, df2: Double? = nil, p: Double) {
      self.kind = kind
      self.statistic = statistic
      self.df1 = df1
      self.df2 = df2
      self.p = p
    }
  }

  /// How much the studies differ, in the numbers that the models share; each is nil where a model does not have it.
  public struct Spread: Sendable, Equatable {
    /// The between-study variance.
    public let tau2: Double?
    /// I², a proportion.
    public let i2: Double?
    /// H².
    public let h2: Double?
    /// Cochran's Q, or its like.
    public let q: Double?
    /// Its degrees of freedom.
    public let qDF: Double?
    /// Its p-value.
    public let qP: Double?

    /// Numbers of heterogeneity.
    public init(tau2: Double? = nil, i2: Double?, h2: Double?, q: Double?, qDF: Double?, qP: Double?) {
      self.tau2 = tau2
      self.i2 = i2
      self.h2 = h2
      self.q = q
      self.qDF = qDF
      self.qP = qP
    }

    /// Those of an analysis of one effect per study.
    public init(_ h: Heterogeneity) {
      self.init(tau2: h.tau2, i2: h.i2, h2: h.h2, q: h.q, qDF: h.qDF, qP: h.qP)
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
  /// The test of groups or moderators; nil where there is none.
  public let test: Test?
  /// How much these studies differ, whatever the model; nil where it does not say.
  public let spread: Spread?

  /// A fit as an analysis reports it.
  public init(
    k: Int, quantities: [Quantity], heterogeneity: Heterogeneity?, weights: [Double] = [],
    warnings: [AnalysisWarning] = [], test: Test? = nil, spread: Spread? = nil
  ) {
    self.k = k
    self.quantities = quantities
    self.heterogeneity = heterogeneity
    self.weights = weights
    self.warnings = warnings
    self.test = test
    self.spread = spread ?? heterogeneity.map { Spread($0) }
  }

  /// The quantity of this name; nil where it was not estimated.
  public func quantity(named name: String) -> Quantity? { quantities.first { $0.name == name } }
}
