import EffectSizes

/// A fit as the deletion diagnostics need it.
struct DiagnosticFit: Sendable {
  /// β̂; a pooled mean is one coefficient.
  let values: [Double]
  /// Their covariance, as tested.
  let covariance: CoefficientCovariance
  /// s², the factor of Hartung and Knapp on the Wald covariance; 1 for other tests.
  let factor: Double
  /// τ̂²; nil under a common-effect model.
  let tau2: Double?
  /// Q; nil where the model has none.
  let q: Double?
  /// The studies' shares in the pooled value; empty where there are none.
  let weights: [Double]
}

/// What the fit of all studies says of each of them; nil where the model does not define it.
struct StudyDetails: Sendable {
  /// hᵢ, the share of a study's own effect size in its fitted value.
  let hat: [Double?]
  /// Its share in the pooled value.
  let weights: [Double?]
  /// Its residual over the standard error of the residual.
  let standardized: [Double?]
}

/// A model whose studies are diagnosed by leaving them out.
protocol DiagnosticModel: Sendable {
  /// The studies.
  var studies: [StudyEffect] { get }
  /// The names of the coefficients.
  var coefficients: [String] { get }

  /// Fits the studies at these places.
  ///
  /// - Throws: ``RefitError`` where they do not determine the coefficients.
  func fit(_ places: [Int]) throws(RefitError) -> DiagnosticFit
  /// What the fit of all studies says of each.
  func details(_ all: DiagnosticFit) -> StudyDetails
  /// xᵢ, by which the coefficients make the fitted value of a study.
  func row(_ place: Int) -> [Double]
  /// The variance of a study's effect size around xᵢᵀβ, vᵢ + τ²; nil where the model is not on its scale.
  func variance(_ place: Int, _ fit: DiagnosticFit) -> Double?
  /// The variances by which a change of the coefficients is measured.
  func changeVariances(all: DiagnosticFit, deleted: DiagnosticFit) -> [Double]
  /// The variance by which a change of a study's fitted value is measured.
  func fittedVariance(_ place: Int, hat: Double?, all: DiagnosticFit, deleted: DiagnosticFit) -> Double?
}

extension DiagnosticModel {
  /// xᵢᵀβ̂.
  func fitted(_ place: Int, _ fit: DiagnosticFit) -> Double {
    zip(row(place), fit.values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The fit without the studies at these places.
  ///
  /// - Throws: ``RefitError`` where the others do not determine the coefficients.
  func fit(without places: [Int]) throws(RefitError) -> DiagnosticFit {
    let out = Set(places)
    let kept = studies.indices.filter { !out.contains($0) }
    guard !kept.isEmpty else { throw RefitError("no other study is left") }
    return try fit(kept)
  }
}

/// a/√b; nil where b is nil, or not positive.
func ratio(_ a: Double, overRootOf b: Double?) -> Double? {
  guard let b, b > 0, b.isFinite else { return nil }
  return a / b.squareRoot()
}
