/// Which moderators a regression has, and what is chosen about them.
public struct ModeratorRequest: Sendable, Equatable {
  /// The level that a factor's other levels are compared with.
  public struct Reference: Sendable, Equatable {
    /// The factor.
    public var moderator: String
    /// The level.
    public var level: String

    /// A reference level.
    public init(moderator: String, level: String) {
      self.moderator = moderator
      self.level = level
    }
  }

  /// What is subtracted from a number.
  public struct Centering: Sendable, Equatable {
    /// The moderator.
    public var moderator: String
    /// The value; nil for the mean of the studies in the analysis.
    public var value: Double?

    /// A centering, by default at the mean.
    public init(moderator: String, value: Double? = nil) {
      self.moderator = moderator
      self.value = value
    }
  }

  /// The terms of the linear predictor.
  public var terms: [ModeratorTerm]
  /// Columns to take as factors although all their values are numbers.
  public var factors: [String]
  /// Reference levels; the first level where none is given.
  public var references: [Reference]
  /// Centerings.
  public var centerings: [Centering]
  /// Whether there is an intercept.
  public var hasIntercept: Bool

  /// The request for these terms, as R writes them: `["ablat", "alloc"]`, `["ablat*alloc"]`.
  ///
  /// - Throws: ``RegressionError/malformedTerm(_:reason:)``.
  public init(
    _ terms: [String], factors: [String] = [], references: [Reference] = [], centerings: [Centering] = [],
    hasIntercept: Bool = true
  ) throws(RegressionError) {
    self.terms = try ModeratorTerm.parsing(terms)
    self.factors = factors
    self.references = references
    self.centerings = centerings
    self.hasIntercept = hasIntercept
  }
}
