#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How well a model fits, by its likelihood and by its restricted likelihood.
///
/// With n = k parameters counted q = p, and one more where τ² was estimated:
///
///     ℓ_ML   = −½ [k ln 2π + Σ ln(vᵢ + τ²) + yᵀPy],
///     ℓ_REML = −½ [(k − p) ln 2π − ln|XᵀX| + Σ ln(vᵢ + τ²) + ln|XᵀWX| + yᵀPy],
///     AIC = −2ℓ + 2q,   BIC = −2ℓ + q ln n,   AICc = −2ℓ + 2q m/(m − q − 1),  m = max(n, q + 2),
///
/// n = k for ML and k − p for REML. The deviance of ML is against the saturated model yᵢ with variances vᵢ; that
/// of REML is −2ℓ. Constants are those of metafor's `fitstats`.
///
/// Source: Viechtbauer W (2005), *J Educ Behav Stat* 30:261–293; Hurvich CM, Tsai CL (1989), *Biometrika*
/// 76:297–307.
public struct FitStatistics: Sendable, Equatable, Codable {
  /// The statistics of one likelihood.
  public struct Criteria: Sendable, Equatable, Codable {
    /// ℓ.
    public let logLikelihood: Double
    /// The deviance.
    public let deviance: Double
    /// Akaike's criterion.
    public let aic: Double
    /// The Bayesian (Schwarz) criterion.
    public let bic: Double
    /// Akaike's criterion, corrected for small samples.
    public let aicc: Double

    package init(logLikelihood: Double, deviance: Double, parameters: Int, observations: Int) {
      let count = Double(parameters)
      let size = Double(max(observations, parameters + 2))
      self.logLikelihood = logLikelihood
      self.deviance = deviance
      aic = -2 * logLikelihood + 2 * count
      bic = -2 * logLikelihood + count * log(Double(observations))
      aicc = -2 * logLikelihood + 2 * count * size / (size - count - 1)
    }
  }

  /// By the likelihood.
  public let ml: Criteria
  /// By the restricted likelihood; nil where there are no degrees of freedom, k = p.
  public let reml: Criteria?

  /// The statistics of a model at τ².
  ///
  /// - Parameters:
  ///   - model: the data.
  ///   - tau2: the between-study variance.
  ///   - isEstimated: whether τ² counts as a parameter.
  init(_ model: some MeanModel, tau2: Double, isEstimated: Bool) {
    let determinants = model.logDeterminants(tau2: tau2)
    let squares = model.generalizedQ(tau2: tau2)
    let core = determinants.variances + squares
    let parameters = model.p + (isEstimated ? 1 : 0)
    let logTwoPi = log(2 * Double.pi)
    ml = Criteria(
      logLikelihood: -0.5 * (Double(model.k) * logTwoPi + core),
      deviance: core - model.vi.reduce(0) { $0 + log($1) }, parameters: parameters, observations: model.k)
    guard model.k > model.p else {
      reml = nil
      return
    }
    let restricted =
      -0.5
      * (model.degreesOfFreedom * logTwoPi - model.logDesignDeterminant + core + determinants.information)
    reml = Criteria(
      logLikelihood: restricted, deviance: -2 * restricted, parameters: parameters,
      observations: model.k - model.p)
  }
}

extension PooledFit {
  /// The criteria of the likelihood that belongs to the model, with its name: the restricted one except for
  /// common effects and for τ² by ML; nil where there is none.
  public var criteria: (name: String, values: FitStatistics.Criteria)? {
    guard let fitStatistics else { return nil }
    if model.effects == "common" || model.tau2 == Tau2Estimator.maximumLikelihood.code {
      return ("ML", fitStatistics.ml)
    }
    return fitStatistics.reml.map { ("REML", $0) }
  }
}
