import EffectSizes
import LinearAlgebra
import Pooling

/// The mixed-effects model: the studies' true effects scatter with variance τ² around a linear predictor,
///
///     y = Xβ + u + e,   wᵢ = 1/(vᵢ + τ̂²),   β̂ = (XᵀWX)⁻¹XᵀWy,   Var β̂ = s²(XᵀWX)⁻¹,
///
/// where s² = 1 for the tests z and t, and Σwᵢ(yᵢ − xᵢᵀβ̂)²/(k − p) for that of Hartung and Knapp. Kenward and Roger
/// have a covariance of their own, see `KenwardRoger`.
///
///     let fit = try MetaRegression(tau2: .reml, test: .hartungKnapp).fit(data)
///
/// A τ² given as 0 makes it the common-effect regression. Source: Knapp G, Hartung J (2003), *Stat Med*
/// 22:2693–2710; Viechtbauer W and others (2015), *Psychol Methods* 20:360–374. metafor:
/// `rma(yi, vi, mods = , method = , test = )`. O(kp²) per evaluation of the estimator.
public struct MetaRegression: Sendable, Equatable {
  /// The estimator of τ².
  public var tau2: Tau2Estimator
  /// The test of the coefficients.
  public var test: MeanTest
  /// The prediction interval.
  public var prediction: PredictionMethod
  /// The definition of I².
  public var i2: I2Definition
  /// The interval for τ².
  public var tau2Interval: Tau2IntervalMethod
  /// The confidence level of the intervals.
  public var level: Double

  /// A mixed-effects model; by default REML with the conservative Hartung–Knapp test.
  public init(
    tau2: Tau2Estimator = .reml, test: MeanTest = .hartungKnappConservative,
    prediction: PredictionMethod = .hts, i2: I2Definition = .tau2,
    tau2Interval: Tau2IntervalMethod = .qProfile, level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.tau2 = tau2
    self.test = test
    self.prediction = prediction
    self.i2 = i2
    self.tau2Interval = tau2Interval
    self.level = level
  }

  /// The tests that a regression has.
  public static let tests = MeanTest.allCases.filter { $0 != .henmiCopas }

  /// Refuses a test, a prediction interval or an interval for τ² that does not go with the model.
  ///
  /// - Throws: ``RegressionError/inapplicable(choice:reason:)``.
  public func check() throws(RegressionError) {
    guard Self.tests.contains(test) else {
      throw .inapplicable(
        choice: "the test \(test.rawValue)",
        reason: "it has no form for a regression, whose tests are "
          + Self.tests.map(\.rawValue).joined(separator: ", "))
    }
    guard test.applies(to: tau2) else {
      throw .inapplicable(
        choice: "the test \(test.rawValue)", reason: "it needs τ² by REML, not \(tau2.code)")
    }
    guard prediction != .kr || tau2 == .reml else {
      throw .inapplicable(
        choice: "the prediction interval kr", reason: "it needs τ² by REML, not \(tau2.code)")
    }
    guard tau2Interval.applies(to: tau2) else {
      throw .inapplicable(
        choice: "the interval \(tau2Interval.rawValue) for τ²",
        reason: "the profile likelihood needs τ² by REML or ML, not \(tau2.code)")
    }
  }

  /// Fits the model.
  ///
  /// - Throws: ``RegressionError`` where there are not more studies than coefficients, the columns of the design
  ///   depend on each other, the effects cannot be pooled, or the choices do not go together or not with the data.
  public func fit(_ data: ModeratedEffects) throws(RegressionError) -> RegressionFit {
    try check()
    let model = try model(data)
    let fit = RegressionFit(self, data: data, model: model, tau2: tau2.estimate(model))
    if let reason = fit.statistics.adjustment?.obstacle(tau2: fit.tau2, names: data.design.names) {
      throw .pooling(
        .notApplicable(
          choice: "the test \(test.rawValue)", reason: "\(reason); use hk-conservative or hk"))
    }
    return fit
  }

  /// The data as a model, after checking that they can be fitted.
  private func model(_ data: ModeratedEffects) throws(RegressionError) -> RegressionModel {
    let (effects, design) = (data.effects, data.design)
    guard effects.k > 0 else { throw .pooling(.noStudies) }
    for study in effects.studies {
      guard study.yi.isFinite else { throw .pooling(.effectNotFinite(study: study.label)) }
      guard study.vi > 0, study.vi.isFinite else {
        throw .pooling(.varianceNotPositive(study: study.label, value: study.vi))
      }
    }
    guard effects.k > design.columns.count else {
      throw .tooFewStudies(effects.k, coefficients: design.columns.count)
    }
    let dependent: [Int]
    do throws(LinearAlgebraError) {
      dependent = try QRLeastSquares(design: design.matrix, response: effects.yi).dependentColumns
    } catch {
      throw .notEstimable("a moderator is not finite")
    }
    guard dependent.isEmpty else {
      throw .dependentColumns(dependent.map { design.names[$0] }, all: design.names)
    }
    guard let model = try? RegressionModel(yi: effects.yi, vi: effects.vi, design: design.matrix) else {
      throw .notEstimable("the variances of the studies differ too much to weight the design by them")
    }
    return model
  }
}
