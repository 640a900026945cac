import EffectSizes
import LinearAlgebra
import Pooling

/// The mixed-effects model: the studies' true effects scatter with variance τ² around a linear predictor,
///
///     y = Xβ + u + e,   wᵢ = 1/(vᵢ + τ̂²),   β̂ = (XᵀWX)⁻¹XᵀWy,   Var β̂ = s²(XᵀWX)⁻¹,
///
/// where s² = 1 for the tests z and t, and Σwᵢ(yᵢ − xᵢᵀβ̂)²/(k − p) for that of Hartung and Knapp.
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
  /// The confidence level of the intervals.
  public var level: Double

  /// A mixed-effects model; by default REML with the conservative Hartung–Knapp test.
  public init(
    tau2: Tau2Estimator = .reml, test: MeanTest = .hartungKnappConservative,
    prediction: PredictionMethod = .hts, i2: I2Definition = .tau2, level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.tau2 = tau2
    self.test = test
    self.prediction = prediction
    self.i2 = i2
    self.level = level
  }

  /// Fits the model.
  ///
  /// - Throws: ``RegressionError`` where there are not more studies than coefficients, the columns of the design
  ///   depend on each other, or the effects cannot be pooled.
  public func fit(_ data: ModeratedEffects) throws(RegressionError) -> RegressionFit {
    let model = try model(data)
    return RegressionFit(self, data: data, model: model, tau2: tau2.estimate(model))
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
