import EffectSizes
import LinearAlgebra
import Optimization
import Pooling

/// A fitted meta-regression, with the model and the data that it was fitted to.
public struct RegressionFit: Sendable {
  /// One coefficient, on the analysis scale.
  public struct Coefficient: Sendable, Equatable {
    /// The name of its column: `intercept`, `ablat`, `alloc=random`, `ablat:alloc=random`.
    public let name: String
    /// The term that it belongs to; nil for the intercept.
    public let term: String?
    /// The value with its standard error, test and limits.
    public let estimate: Estimate
    /// How much the other moderators inflate its variance; nil for the intercept.
    public let varianceInflation: VarianceInflation?
  }

  /// What is found for a term as a whole.
  public struct Term: Sendable, Equatable {
    /// The term.
    public let name: String
    /// The test of all its coefficients; nil where there is none, see ``WaldTest``.
    public let test: WaldTest?
    /// How much the other terms inflate the variance of its coefficients.
    public let varianceInflation: VarianceInflation?
  }

  /// The model.
  public let model: MetaRegression
  /// The effect sizes and the design.
  public let data: ModeratedEffects
  /// The coefficients, in the order of the columns.
  public let coefficients: [Coefficient]
  /// Their covariance, as tested.
  public let covariance: Matrix
  /// The test of all coefficients but the intercept; nil where there is none, see ``WaldTest``.
  public let omnibus: WaldTest?
  /// The terms.
  public let terms: [Term]
  /// How much the studies differ beyond chance and beyond what the moderators explain.
  public let heterogeneity: Heterogeneity
  /// τ² of the model without moderators, by the same estimator; nil where τ² is given or there are none.
  public let tau2WithoutModerators: Double?
  /// The share of τ² that the moderators explain, max(0, 1 − τ²/τ²₀), where τ²₀ is that without moderators; nil
  /// where that is 0 or there is no intercept.
  public let r2: Double?
  /// xᵢᵀβ̂, in the order of the studies.
  public let fitted: [Double]
  /// How an iterative τ² was reached; nil where nothing was iterated.
  public let convergence: Convergence?
  /// Further maxima of the likelihood of τ².
  public let otherMaxima: [Tau2Estimate.LocalMaximum]
  /// What is possible but unwise about this result.
  public let warnings: [AnalysisWarning]

  /// The data as an estimator takes them.
  let regressionModel: RegressionModel
  /// The coefficients with the covariances of Wald and of the test.
  let statistics: RegressionStatistics

  /// The number of studies.
  public var k: Int { data.effects.k }
  /// The number of coefficients.
  public var p: Int { coefficients.count }
  /// τ̂².
  public var tau2: Double { heterogeneity.tau2 ?? 0 }

  init(
    _ model: MetaRegression, data: ModeratedEffects, model regressionModel: RegressionModel,
    tau2: Tau2Estimate
  ) {
    let statistics = RegressionStatistics(regressionModel, tau2: tau2.value, test: model.test)
    let design = data.design
    let slopes = design.columns.indices.filter { design.columns[$0].term != nil }
    self.model = model
    self.data = data
    self.regressionModel = regressionModel
    self.statistics = statistics
    covariance = statistics.covariance
    coefficients = design.columns.enumerated().map { place, column in
      Coefficient(
        name: column.name, term: column.term.map { design.terms[$0].name },
        estimate: Estimate(
          value: statistics.values[place], se: statistics.standardError(place),
          df: statistics.degreesOfFreedom(place), level: model.level, null: 0),
        varianceInflation: column.term == nil
          ? nil
          : VarianceInflation(
            covariance: statistics.waldCovariance, indices: [place], others: slopes.filter { $0 != place }))
    }
    terms = design.terms.enumerated().map { place, term in
      let own = design.columns(ofTerm: place)
      return Term(
        name: term.name, test: WaldTest(statistics, own),
        varianceInflation: VarianceInflation(
          covariance: statistics.waldCovariance, indices: own, others: slopes.filter { !own.contains($0) }))
    }
    omnibus = WaldTest(statistics, slopes)
    heterogeneity = Heterogeneity(
      regressionModel, q: regressionModel.generalizedQ(tau2: 0), tau2: tau2,
      definition: model.i2, level: model.level, interval: model.tau2Interval, estimator: model.tau2)
    fitted = design.matrix * statistics.values
    convergence = tau2.convergence
    otherMaxima = tau2.otherMaxima
    tau2WithoutModerators = Self.tau2WithoutModerators(model, data: data)
    r2 = Self.explained(tau2.value, of: tau2WithoutModerators)
    warnings = RegressionWarnings.all(
      model, design: design, k: regressionModel.k, factor: statistics.residualFactor, tau2: tau2)
  }

  private static func tau2WithoutModerators(_ model: MetaRegression, data: ModeratedEffects) -> Double? {
    if case .given = model.tau2 { return nil }
    guard data.design.hasIntercept, data.design.columns.count > 1 else { return nil }
    return model.tau2.estimate(InterceptModel(yi: data.effects.yi, vi: data.effects.vi)).value
  }

  private static func explained(_ tau2: Double, of total: Double?) -> Double? {
    guard let total, total > 0 else { return nil }
    return max(0, (total - tau2) / total)
  }
}
