import EffectSizes
import Pooling

/// Several tests of asymmetry of the same studies, each with its result or why there is none.
public struct AsymmetryTests: Sendable {
  /// One test.
  public struct Outcome: Sendable {
    /// The test.
    public let test: AsymmetryTest
    /// The predictor of Egger's tests; nil for the others.
    public let predictor: SizePredictor?
    /// Whether it is the one that suits the measure.
    public let isStandard: Bool
    /// What it finds.
    public let result: Result<AsymmetryResult, SmallStudyError>
  }

  /// The tests, in the order of ``AsymmetryTest``.
  public let outcomes: [Outcome]
  /// The test that suits the measure.
  public let choice: AsymmetryChoice
  /// What makes them hard to believe, whatever the test.
  public let warnings: [AnalysisWarning]
  /// The titles of those made that take effects and standard errors for independent, see
  /// ``AsymmetryWarnings/unsuited(_:to:)``.
  public let assumingIndependence: [String]

  /// Makes the tests.
  ///
  /// - Parameters:
  ///   - effects: the studies.
  ///   - tests: which tests; nil for the one that suits the measure.
  ///   - predictors: the predictors of Egger's tests, one test each; empty for the standard one.
  ///   - options: the other choices.
  public init(
    _ effects: EffectSizes, _ tests: [AsymmetryTest]? = nil, predictors: [SizePredictor] = [],
    options: AsymmetryOptions = AsymmetryOptions()
  ) {
    let choice = AsymmetryChoice(for: effects, sizes: options.givenSizes)
    let own = tests == nil ? choice.predictor ?? .sei : .sei
    let standard = predictors.isEmpty ? [own] : predictors
    let outcomes = (tests ?? [choice.test]).flatMap { test in
      (test.takesPredictor ? standard.map { Optional($0) } : [nil]).map { predictor in
        var options = options
        options.predictor = predictor
        let isStandard =
          test == choice.test && (!test.takesPredictor || predictor == choice.predictor ?? .sei)
        return Outcome(
          test: test, predictor: predictor, isStandard: isStandard,
          result: Result { () throws(SmallStudyError) in try test.run(effects, options) })
      }
    }
    self.outcomes = outcomes
    self.choice = choice
    let made = outcomes.filter { if case .success = $0.result { true } else { false } }
    let unsuited = made.filter {
      AsymmetryWarnings.assumesIndependence($0.test, predictor: $0.predictor)
    }.map(\.test.title)
    assumingIndependence = unsuited.indices.filter { !unsuited[..<$0].contains(unsuited[$0]) }.map {
      unsuited[$0]
    }
    warnings = AsymmetryWarnings.about(effects)
  }
}
