import Pooling

/// What is unwise about a meta-regression.
enum RegressionWarnings {
  /// Studies per coefficient below which a regression is hardly worth it.
  ///
  /// Source: Deeks JJ and others (2024), *Cochrane Handbook*, section 10.11.4: ten studies per characteristic.
  static let studiesPerCoefficient = 10

  static func all(
    _ model: MetaRegression, design: RegressionDesign, k: Int, factor: Double, tau2: Tau2Estimate
  ) -> [AnalysisWarning] {
    fewStudies(design, k: k) + hartungKnapp(model.test, factor: factor)
      + CommonWarnings.otherMaxima(tau2.otherMaxima)
  }

  private static func fewStudies(_ design: RegressionDesign, k: Int) -> [AnalysisWarning] {
    let slopes = design.columns.filter { $0.term != nil }.count - (design.hasIntercept ? 0 : 1)
    guard slopes > 0, k < studiesPerCoefficient * slopes else { return [] }
    return [
      AnalysisWarning(
        code: "few-studies",
        message: "\(k) studies for \(slopes) coefficient\(slopes == 1 ? "" : "s") of moderators: with fewer"
          + " than \(studiesPerCoefficient) studies for each, associations found are often chance")
    ]
  }

  private static func hartungKnapp(_ test: MeanTest, factor: Double) -> [AnalysisWarning] {
    guard test == .hartungKnapp, factor < 1 else { return [] }
    return [
      AnalysisWarning(
        code: "hk-narrower",
        message: "the Hartung-Knapp standard errors are smaller than the Wald ones (factor"
          + " \(CommonWarnings.rounded(factor.squareRoot()))); hk-conservative does not go below them")
    ]
  }

  /// Why there is no prediction interval.
  static func prediction(
    _ model: MetaRegression, k: Int, p: Int, hasInterval: Bool
  ) -> [AnalysisWarning] {
    guard model.prediction != .none, !hasInterval else { return [] }
    let need =
      k - p + 1 < model.prediction.smallestK
      ? "needs at least \(model.prediction.smallestK + p - 1) studies for \(p) coefficients"
      : "does not hold where τ² is estimated as 0 or its degrees of freedom are below 1"
    return [
      AnalysisWarning(
        code: "no-prediction-interval",
        message: "the prediction interval \(model.prediction.rawValue) \(need)")
    ]
  }
}
