import EffectSizes
import MetaRegression
import Pooling
import StudyData

/// A meta-regression with everything that is reported about it.
public struct RegressionResult: Sendable {
  /// The fit.
  public let fit: RegressionFit
  /// What the model says at the values asked for.
  public let predictions: [RegressionPrediction]
  /// The permutation test, where one was asked for.
  public let permutation: PermutationTest.Result?
  /// Studies that were not used, and why: those that reading left out, those without an effect size, and those
  /// without a moderator.
  public let excluded: [Exclusion]
  /// Warnings about the data that reading gave.
  public let dataWarnings: [AnalysisWarning]

  /// A result.
  public init(
    _ fit: RegressionFit, predictions: [RegressionPrediction] = [],
    permutation: PermutationTest.Result? = nil, excluded: [Exclusion] = [],
    dataWarnings: [AnalysisWarning] = []
  ) {
    self.fit = fit
    self.predictions = predictions
    self.permutation = permutation
    self.excluded = excluded + fit.data.effects.excluded
    self.dataWarnings = dataWarnings
  }

  /// The measure.
  public var measure: Measure { fit.data.effects.measure }

  /// Everything that is unwise about the result, each thing once.
  public var warnings: [AnalysisWarning] {
    let effects = fit.data.effects
    var all = dataWarnings + fit.warnings + predictions.flatMap(\.warnings)
    let corrected = effects.studies.filter { $0.correction > 0 }
    if !corrected.isEmpty {
      all.append(
        AnalysisWarning(
          code: "zero-cell-correction",
          message: "zero cells were corrected in \(corrected.count) of \(effects.k) studies ("
            + corrected.prefix(6).map(\.label).joined(separator: ", ") + (corrected.count > 6 ? ", …)" : ")"),
          study: corrected.count == 1 ? corrected[0].label : nil))
    }
    var seen: [AnalysisWarning] = []
    for warning in all where !seen.contains(warning) { seen.append(warning) }
    return seen
  }

  /// A prediction on the display scale.
  public func display(_ prediction: RegressionPrediction) -> DisplayedPrediction {
    DisplayedPrediction(prediction, transformation: measure.transformation)
  }
}

/// A prediction read back on the display scale.
public struct DisplayedPrediction: Sendable, Equatable {
  /// The expected value.
  public let value: Double
  /// The lower confidence limit.
  public let lower: Double
  /// The upper confidence limit.
  public let upper: Double
  /// The lower prediction limit.
  public let predictionLower: Double?
  /// The upper prediction limit.
  public let predictionUpper: Double?

  init(_ prediction: RegressionPrediction, transformation: Transformation) {
    let limits = transformation.inverse(lower: prediction.estimate.lower, upper: prediction.estimate.upper)
    let interval = prediction.prediction.map { transformation.inverse(lower: $0.lower, upper: $0.upper) }
    value = transformation.inverse(prediction.estimate.value)
    (lower, upper) = limits
    (predictionLower, predictionUpper) = (interval?.lower, interval?.upper)
  }
}
