import EffectSizes

/// The diagnostics of any other model, by making its analysis again: one of its quantities is the one coefficient.
///
/// Changes of the estimate are measured by its standard error of all studies, so that DFFITS and DFBETAS are the same,
/// (θ̂ − θ̂₍₋ᵢ₎)/SE, and Cook's distance is their square. What else there is depends on the model.
struct RefitDiagnostics: DiagnosticModel {
  /// What a model defines beside the change of its estimate.
  enum Definitions: Sendable {
    /// A weighted mean of the effect sizes with a τ² on their scale but weights of its own, aᵢ: hᵢ = aᵢ, and the
    /// standardized residual has the variance mᵢ − 2aᵢmᵢ + Σaⱼ²mⱼ, mⱼ = vⱼ + τ̂².
    case weightedMean
    /// Peto's odds ratio: hᵢ = aᵢ; the standardized residual is (yᵢ − θ̂)/√vᵢ.
    case peto
    /// Mantel and Haenszel: the standardized residual is (yᵢ − θ̂)/√vᵢ; no hᵢ, since θ̂ is not a mean of the yᵢ.
    case mantelHaenszel
    /// The likelihood of counts with τ² on the scale of the effect sizes: deleted residuals alone.
    case likelihood
    /// Nothing of the studies' own effect sizes.
    case none
  }

  let studies: [StudyEffect]
  let coefficients: [String]
  private let analysis: any Refittable
  private let definitions: Definitions
  /// Which quantity is diagnosed; nil for the main one.
  private let quantity: String?

  init(
    _ analysis: any Refittable, studies: [StudyEffect], definitions: Definitions, quantity: String? = nil
  ) {
    self.analysis = analysis
    self.studies = studies
    self.definitions = definitions
    self.quantity = quantity
    coefficients = [quantity ?? "pooled"]
  }

  func fit(_ places: [Int]) throws(RefitError) -> DiagnosticFit {
    let refit = try analysis.refit(places)
    guard let main = quantity.map({ refit.quantity(named: $0) }) ?? refit.quantities.first,
      let value = main.value, let se = main.se
    else {
      throw RefitError("the analysis gives no estimate with a standard error")
    }
    return DiagnosticFit(
      values: [value], covariance: CoefficientCovariance(variance: se * se), factor: 1,
      tau2: refit.spread?.tau2, q: refit.spread?.q, weights: refit.weights)
  }

  func row(_ place: Int) -> [Double] { [1] }

  func details(_ fit: DiagnosticFit) -> StudyDetails {
    let none = [Double?](repeating: nil, count: studies.count)
    let weights = fit.weights.count == studies.count ? fit.weights.map { Optional($0) } : none
    let residuals = studies.map { $0.yi - fit.values[0] }
    switch definitions {
    case .likelihood, .none: return StudyDetails(hat: none, weights: weights, standardized: none)
    case .mantelHaenszel, .peto:
      return StudyDetails(
        hat: definitions == .peto ? weights : none, weights: weights,
        standardized: zip(residuals, studies).map { ratio($0, overRootOf: $1.vi) })
    case .weightedMean:
      let variances = studies.map { $0.vi + (fit.tau2 ?? 0) }
      let spread = zip(fit.weights, variances).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      return StudyDetails(
        hat: weights, weights: weights,
        standardized: studies.indices.map { place in
          weights[place].flatMap {
            ratio(residuals[place], overRootOf: variances[place] - 2 * $0 * variances[place] + spread)
          }
        })
    }
  }

  func variance(_ place: Int, _ fit: DiagnosticFit) -> Double? {
    definitions == .none ? nil : studies[place].vi + (fit.tau2 ?? 0)
  }

  func changeVariances(all: DiagnosticFit, deleted: DiagnosticFit) -> [Double] {
    all.covariance.matrix.diagonal
  }

  func fittedVariance(_ place: Int, hat: Double?, all: DiagnosticFit, deleted: DiagnosticFit) -> Double? {
    all.covariance.matrix[0, 0]
  }
}
