import EffectSizes
import Optimization

/// Which model was fitted, with every choice by name.
public struct ModelDescription: Sendable, Equatable, Codable {
  /// "random" or "common".
  public let effects: String
  /// "iv" (inverse variance), "mh" (Mantel–Haenszel), "peto", "glmm" (mixed model on counts) or "beta-binomial".
  public let method: String
  /// The estimator of τ²; nil under a common-effect model.
  public let tau2: String?
  /// The test of the mean.
  public let test: String
  /// The prediction interval; nil under a common-effect model.
  public let prediction: String?
  /// The definition of I².
  public let i2: String
  /// The confidence level.
  public let level: Double
  /// Which variance formula, or which approach of a mixed model, was used where a method has more than one; nil
  /// otherwise.
  public let variance: String?
  /// The interval for τ²; nil where there is none.
  public let tau2Interval: String?

  init(
    effects: String, method: String, tau2: String?, test: String, prediction: String?, i2: String,
    level: Double, variance: String?, tau2Interval: String? = nil
  ) {
    self.effects = effects
    self.method = method
    self.tau2 = tau2
    self.test = test
    self.prediction = prediction
    self.i2 = i2
    self.level = level
    self.variance = variance
    self.tau2Interval = tau2Interval
  }
}

/// A fitted model, with the data that it was fitted to.
public struct PooledFit: Sendable {
  /// The model.
  public let model: ModelDescription
  /// The effect sizes that were pooled.
  public let effects: EffectSizes
  /// The pooled value, on the analysis scale.
  public let estimate: Estimate
  /// The prediction interval on the analysis scale; nil where the model or the number of studies gives none.
  public let prediction: PredictionInterval?
  /// How much the studies differ.
  public let heterogeneity: Heterogeneity
  /// The studies' shares in the pooled value, in their order; they add up to 1. Empty where the model has none,
  /// as the likelihoods of counts.
  public let weights: [Double]
  /// How an iterative τ² was reached; nil where nothing was iterated.
  public let convergence: Convergence?
  /// Further maxima of the likelihood of τ².
  public let otherMaxima: [Tau2Estimate.LocalMaximum]
  /// What is possible but unwise about this result.
  public let warnings: [AnalysisWarning]
  /// Likelihoods and information criteria; nil where the model has no likelihood.
  public let fitStatistics: FitStatistics?
  /// The likelihood, where the model is fitted by that of the counts.
  public internal(set) var likelihood: LikelihoodSummary?

  init(
    model: ModelDescription, effects: EffectSizes, estimate: Estimate, prediction: PredictionInterval?,
    heterogeneity: Heterogeneity, weights: [Double], convergence: Convergence?,
    otherMaxima: [Tau2Estimate.LocalMaximum], warnings: [AnalysisWarning],
    fitStatistics: FitStatistics? = nil, likelihood: LikelihoodSummary? = nil
  ) {
    self.model = model
    self.effects = effects
    self.estimate = estimate
    self.prediction = prediction
    self.heterogeneity = heterogeneity
    self.weights = weights
    self.convergence = convergence
    self.otherMaxima = otherMaxima
    self.warnings = warnings
    self.fitStatistics = fitStatistics
    self.likelihood = likelihood
  }

  /// The number of studies.
  public var k: Int { effects.k }

  /// The weight of each study, nil where the model has none.
  public var shares: [Double?] {
    weights.isEmpty ? Array(repeating: nil, count: effects.k) : weights
  }
}

/// A model that can be fitted to effect sizes.
public protocol PoolingModel: Sendable {
  /// The confidence level of its intervals.
  var level: Double { get }

  /// Fits the model.
  ///
  /// - Throws: ``PoolingError`` where the effect sizes cannot be pooled.
  func fit(_ effects: EffectSizes) throws(PoolingError) -> PooledFit
}

extension EffectSizes {
  /// The effect sizes as a model of one mean, after checking that they can be pooled.
  func interceptModel() throws(PoolingError) -> InterceptModel {
    guard k > 0 else { throw .noStudies }
    for study in studies {
      guard study.yi.isFinite else { throw .effectNotFinite(study: study.label) }
      guard study.vi > 0, study.vi.isFinite else {
        throw .varianceNotPositive(study: study.label, value: study.vi)
      }
    }
    return InterceptModel(yi: yi, vi: vi)
  }
}
