import EffectSizes
import MetaRegression
import Pooling

/// Egger's test in a mixed-effects model: the meta-regression of the effects on their standard errors,
///
///     yᵢ = a + b√vᵢ + uᵢ + eᵢ,   Var uᵢ = τ²,   Var eᵢ = vᵢ,
///
/// with any estimator of τ² and any test of coefficients. Source: Sterne JAC, Egger M (2005), in *Publication Bias in
/// Meta-Analysis*, ch. 6; Viechtbauer W (2010), *J Stat Softw* 36(3). metafor: `regtest(model = "rma")`. As a
/// meta-regression, O(k) per evaluation of the estimator.
enum MixedEggerTest {
  static func run(_ effects: EffectSizes, _ options: AsymmetryOptions) throws(SmallStudyError)
    -> AsymmetryResult
  {
    let predictor = options.predictor ?? .sei
    return try regression(
      .eggerMixed, effects, predictor, sizes: options.sizes(effects), model: options.regression)
  }

  /// The meta-regression on a predictor, whose slope is tested.
  static func regression(
    _ test: AsymmetryTest, _ effects: EffectSizes, _ predictor: SizePredictor, sizes: [Double?],
    model: MetaRegression
  ) throws(SmallStudyError) -> AsymmetryResult {
    guard effects.k > 2 else { throw .tooFewStudies(effects.k, smallest: 3) }
    let values = try predictor.values(effects, sizes: sizes)
    let fit = try fit(effects, values, predictor, model)
    let (intercept, slope) = (fit.coefficients[0].estimate, fit.coefficients[1].estimate)
    let limit = Estimate(
      value: intercept.value, se: intercept.se, df: intercept.df, level: model.level,
      null: effects.measure.analysisNull)
    return try AsymmetryResult(
      test, k: effects.k, slope: slope, limit: predictor.hasLimit ? limit : nil, predictor: predictor.words,
      dispersion: nil, tau2: fit.tau2, model: "\(model.tau2.code), \(model.test.rawValue)")
  }

  private static func fit(
    _ effects: EffectSizes, _ values: [Double], _ predictor: SizePredictor, _ model: MetaRegression
  ) throws(SmallStudyError) -> RegressionFit {
    do throws(RegressionError) {
      let design = try RegressionDesign(
        terms: [ModeratorTerm([predictor.rawValue])],
        moderators: [Moderator(predictor.rawValue, numbers: values)], k: effects.k)
      return try model.fit(ModeratedEffects(effects, design: design))
    } catch {
      if case .dependentColumns = error { throw .noSpread(predictor.words) }
      throw .notEstimable(error.description)
    }
  }
}
