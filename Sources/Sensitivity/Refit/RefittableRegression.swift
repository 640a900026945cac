import EffectSizes
import MetaRegression
import Pooling

/// A meta-regression: one quantity per coefficient, on the analysis scale alone.
public struct RefittableRegression: Refittable {
  /// The model.
  public let model: MetaRegression
  /// The effect sizes with their moderators.
  public let data: ModeratedEffects

  /// Effect sizes with moderators, and the model.
  public init(_ model: MetaRegression, data: ModeratedEffects) {
    self.model = model
    self.data = data
  }

  /// The labels of the studies.
  public var labels: [String] { data.effects.studies.map(\.label) }

  /// Fits the studies at these places.
  ///
  /// - Throws: ``RefitError`` where they do not determine the coefficients.
  public func refit(_ places: [Int]) throws(RefitError) -> Refit {
    var model = model
    model.tau2 = model.tau2.selecting(places)
    let fit = try RefitError.wrapping { [model] () throws(RegressionError) in
      try model.fit(data.selecting(places))
    }
    return Refit(
      k: fit.k,
      quantities: fit.coefficients.map { coefficient in
        let estimate = coefficient.estimate
        return Refit.Quantity(
          name: coefficient.name, value: estimate.value, se: estimate.se, lower: estimate.lower,
          upper: estimate.upper, p: estimate.p,
          displayed: .init(value: estimate.value, lower: estimate.lower, upper: estimate.upper),
          null: 0, displayedNull: 0)
      },
      heterogeneity: fit.heterogeneity, warnings: fit.warnings,
      test: fit.omnibus.map {
        Refit.Test(.moderators, statistic: $0.statistic, df1: $0.df1, df2: $0.df2, p: $0.p)
      })
  }
}
