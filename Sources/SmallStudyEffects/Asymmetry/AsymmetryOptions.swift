import EffectSizes
import MetaRegression

/// The choices of the tests of asymmetry.
public struct AsymmetryOptions: Sendable, Equatable {
  /// By what Egger's tests tell small and large studies apart; nil for the standard error.
  public var predictor: SizePredictor?
  /// The model of the mixed-effects test.
  public var regression: MetaRegression
  /// How the p-values of the rank tests are found.
  public var rankP: RankPValue
  /// The confidence level of the intervals.
  public var level: Double
  /// The sample sizes of the studies, where they are known from elsewhere.
  public var givenSizes: [Double?]?

  /// The choices; by default those of the papers.
  public init(
    predictor: SizePredictor? = nil, regression: MetaRegression = MetaRegression(),
    rankP: RankPValue = .exact, level: Double = 0.95, sizes: [Double?]? = nil
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.predictor = predictor
    self.regression = regression
    self.rankP = rankP
    self.level = level
    givenSizes = sizes
  }

  /// The sample sizes of these studies.
  func sizes(_ effects: EffectSizes) -> [Double?] { givenSizes ?? effects.studies.map(\.size) }
}
