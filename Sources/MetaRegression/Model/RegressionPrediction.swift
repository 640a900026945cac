import LinearAlgebra
import Pooling

/// What the model says about studies with given values of the moderators: x₀ᵀβ̂, its confidence interval, and the
/// prediction interval for the true effect of a new study.
///
/// With df = k − p where pooling has k − 1: the prediction interval `hts` has t with k − p − 1 degrees of freedom.
/// After Kenward and Roger's or Satterthwaite's test the degrees of freedom are those of the contrast x₀.
/// metafor: `predict(fit, newmods = )`, whose interval is `PredictionMethod` z after test z and hk after knha.
public struct RegressionPrediction: Sendable, Equatable {
  /// The values asked for, in the order of the moderators.
  public let at: [Setting]
  /// The expected effect with its confidence interval, on the analysis scale.
  public let estimate: Estimate
  /// The prediction interval; nil where the method or the number of studies gives none.
  public let prediction: PredictionInterval?
  /// What is unwise about it.
  public let warnings: [AnalysisWarning]

  /// A moderator with its value as text.
  public struct Setting: Sendable, Equatable, Codable {
    /// The moderator.
    public let moderator: String
    /// The value, as given.
    public let value: String

    /// A value of a moderator.
    public init(moderator: String, value: String) {
      self.moderator = moderator
      self.value = value
    }

    /// `ablat=33`.
    public var text: String { "\(moderator)=\(value)" }
  }
}

extension RegressionFit {
  /// What the model says at these values, one for each moderator; a number before centering, or a level.
  ///
  /// - Throws: ``RegressionError/prediction(_:)`` for moderators without a value, values of no moderator, and
  ///   values that it cannot have.
  public func prediction(at settings: [RegressionPrediction.Setting]) throws(RegressionError)
    -> RegressionPrediction
  {
    let moderators = data.design.moderators
    try checkNames(settings, moderators: moderators)
    var values: [Double] = []
    var ordered: [RegressionPrediction.Setting] = []
    var warnings: [AnalysisWarning] = []
    for moderator in moderators {
      guard let setting = settings.first(where: { Self.isSame($0.moderator, moderator.name) }) else {
        throw .prediction(
          "a prediction needs a value of each moderator, and \(moderator.name) has none; the moderators are "
            + moderators.map(\.name).joined(separator: ", "))
      }
      values.append(try Self.value(setting, of: moderator))
      warnings += Self.extrapolation(setting, of: moderator)
      ordered.append(.init(moderator: moderator.name, value: setting.value))
    }
    return prediction(row: data.design.row(at: values), at: ordered, warnings: warnings)
  }

  func prediction(
    row: [Double], at settings: [RegressionPrediction.Setting], warnings: [AnalysisWarning]
  ) -> RegressionPrediction {
    let mean = dot(row, statistics.values)
    let (standardError, df) = statistics.contrast(row)
    let interval = interval(row, mean: mean)
    return RegressionPrediction(
      at: settings,
      estimate: Estimate(
        value: mean, se: standardError, df: df, level: model.level,
        null: data.effects.measure.analysisNull),
      prediction: interval,
      warnings: warnings
        + RegressionWarnings.prediction(model, k: k, p: p, hasInterval: interval != nil))
  }

  private func interval(_ row: [Double], mean: Double) -> PredictionInterval? {
    guard model.prediction != .kr else {
      let adjustment = statistics.adjustment ?? KenwardRoger(regressionModel, tau2: tau2)
      return PredictionInterval(adjustment, at: row, mean: mean, tau2: tau2, level: model.level)
    }
    let waldVariance = dot(row, statistics.waldCovariance * row)
    let k = k - p + 1
    let test: MeanTest = model.test == .hartungKnappConservative ? model.test : .hartungKnapp
    let testFactor = test.varianceFactor(
      residualSumOfSquares: statistics.residualFactor * Double(k - 1), k: k)
    return PredictionInterval(
      model.prediction, mean: mean, tau2: tau2, waldVariance: waldVariance,
      testVariance: testFactor * waldVariance, k: k, level: model.level)
  }

  private func checkNames(
    _ settings: [RegressionPrediction.Setting], moderators: [Moderator]
  ) throws(RegressionError) {
    for (place, setting) in settings.enumerated() {
      guard moderators.contains(where: { Self.isSame($0.name, setting.moderator) }) else {
        throw .prediction(
          "\(setting.text) names no moderator of the model; its moderators are "
            + (moderators.isEmpty ? "none" : moderators.map(\.name).joined(separator: ", ")))
      }
      if settings[..<place].contains(where: { Self.isSame($0.moderator, setting.moderator) }) {
        throw .prediction(
          "\(setting.moderator) has two values in one prediction; write one for each prediction")
      }
    }
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    left == right || left.lowercased() == right.lowercased()
  }

  /// A number less its center, or the place of a level.
  private static func value(
    _ setting: RegressionPrediction.Setting, of moderator: Moderator
  ) throws(RegressionError) -> Double {
    switch moderator.values {
    case .numeric(_, let center):
      guard let number = Double(setting.value), number.isFinite else {
        throw .prediction("\(setting.text) is not possible: \(moderator.name) is a number")
      }
      return number - center
    case .factor(_, let levels):
      guard let place = levels.firstIndex(where: { isSame($0, setting.value) }) else {
        throw .noSuchLevel(setting.value, moderator: moderator.name, levels: levels)
      }
      return Double(place)
    }
  }

  private static func extrapolation(
    _ setting: RegressionPrediction.Setting, of moderator: Moderator
  ) -> [AnalysisWarning] {
    guard case .numeric(let numbers, _) = moderator.values, let number = Double(setting.value),
      let low = numbers.min(), let high = numbers.max(), number < low || number > high
    else { return [] }
    return [
      AnalysisWarning(
        code: "extrapolation",
        message: "\(setting.text) lies outside the studies, whose values go from"
          + " \(CommonWarnings.rounded(low)) to \(CommonWarnings.rounded(high))")
    ]
  }
}
