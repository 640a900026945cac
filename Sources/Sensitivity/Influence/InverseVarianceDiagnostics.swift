import EffectSizes
import LinearAlgebra
import Pooling

/// The diagnostics of an inverse-variance model, around one mean or a linear predictor.
///
/// With wᵢ = 1/(vᵢ + τ̂²), A = (XᵀWX)⁻¹, Var β̂ = s²A and (−i) for what is estimated without study i:
///
///     hᵢ = wᵢ xᵢᵀA xᵢ,   standardized residual (yᵢ − xᵢᵀβ̂)/√[(vᵢ + τ̂²)(1 − hᵢ)].
///
/// A study that alone determines a coefficient has hᵢ = 1 and no residual. Changes of the coefficients are measured by the diagonal of s²₍₋ᵢ₎(XᵀW₍₋ᵢ₎X)⁻¹, where X has all studies and
/// W₍₋ᵢ₎ = diag 1/(vⱼ + τ̂²₍₋ᵢ₎), and changes of a fitted value by s²₍₋ᵢ₎hᵢ(vᵢ + τ̂²₍₋ᵢ₎).
///
/// Each deletion is a fit of its own, O(kp²) for each evaluation of the estimator, with matrices of p × p only. At a
/// given τ² there are updating formulas in O(p²), A₍₋ᵢ₎ = A + wᵢ A xᵢxᵢᵀA/(1 − hᵢ); a fit keeps the digits that their
/// differences lose where one study has nearly all of the weight.
struct InverseVarianceDiagnostics: DiagnosticModel {
  let studies: [StudyEffect]
  let coefficients: [String]
  /// X; nil for one mean.
  private let design: Matrix?
  /// The estimator of τ²; nil for a common effect.
  private let estimator: Tau2Estimator?
  private let test: MeanTest
  /// The analysis itself, which says in its words why studies cannot be fitted.
  private let source: (any Refittable)?
  /// How many more studies than coefficients there have to be.
  private let leastDF: Int
  /// The model of all studies.
  private let all: WeightedModel

  /// - Throws: ``RefitError`` where all studies together cannot be fitted.
  init(
    _ studies: [StudyEffect], design: (matrix: Matrix, names: [String])? = nil, tau2: Tau2Estimator?,
    test: MeanTest, source: (any Refittable)? = nil, leastDF: Int = 0
  ) throws(RefitError) {
    self.studies = studies
    coefficients = design?.names ?? ["pooled"]
    self.design = design?.matrix
    estimator = tau2
    self.test = test
    self.source = source
    self.leastDF = leastDF
    guard let all = Self.model(studies, design?.matrix, Array(studies.indices)) else {
      throw RefitError("the studies do not determine the coefficients")
    }
    self.all = all
  }

  private static func model(
    _ studies: [StudyEffect], _ design: Matrix?, _ places: [Int]
  ) -> WeightedModel? {
    let (yi, vi) = (places.map { studies[$0].yi }, places.map { studies[$0].vi })
    guard let design else { return .mean(InterceptModel(yi: yi, vi: vi)) }
    let rows = Matrix(rows: places.count, columns: design.columns) { design[places[$0], $1] }
    guard places.count >= design.columns, let solution = try? QRLeastSquares(design: rows, response: yi),
      solution.dependentColumns.isEmpty, let model = try? RegressionModel(yi: yi, vi: vi, design: rows)
    else { return nil }
    return .regression(model)
  }

  func fit(_ places: [Int]) throws(RefitError) -> DiagnosticFit {
    guard let model = Self.model(studies, design, places), places.count >= coefficients.count + leastDF
    else { throw reason(places) }
    let data = model.data
    let tau2 = estimate(data, places)
    let solution = model.coefficients(tau2: tau2)
    let df = data.k - data.p
    let factor = test.varianceFactor(
      residualSumOfSquares: data.generalizedQ(tau2: tau2), k: df + 1)
    var covariance = factor == 1 ? solution.covariance : factor * solution.covariance
    if test == .kenwardRoger || test == .satterthwaite, places.count > 1 {
      let adjustment = model.adjustment(tau2: tau2)
      if adjustment.obstacle(tau2: tau2) != nil { throw reason(places) }
      if test == .kenwardRoger { covariance = adjustment.covariance }
    }
    return DiagnosticFit(
      values: solution.values, covariance: CoefficientCovariance(covariance), factor: factor,
      tau2: estimator == nil ? nil : tau2, q: data.generalizedQ(tau2: 0), weights: [])
  }

  /// τ̂², 0 where no degree of freedom is left unless it is given.
  private func estimate(_ data: some MeanModel, _ places: [Int]) -> Double {
    guard let estimator else { return 0 }
    if case .given(let value) = estimator { return value }
    return data.k > data.p ? estimator.selecting(places).estimate(data).value : 0
  }

  private func reason(_ places: [Int]) -> RefitError {
    guard let source else { return RefitError("its subgroup has no other study") }
    do {
      _ = try source.refit(places)
      return RefitError("the other studies do not determine the coefficients")
    } catch { return error }
  }

  func row(_ place: Int) -> [Double] { design?.row(place) ?? [1] }

  func details(_ fit: DiagnosticFit) -> StudyDetails {
    let tau2 = fit.tau2 ?? 0
    let wald = CoefficientCovariance(all.coefficients(tau2: tau2).covariance)
    let weights = studies.map { 1 / ($0.vi + tau2) }
    let sum = weights.reduce(0, +)
    let hat = studies.indices.map { place in
      let hat = weights[place] * wald.variance(row(place))
      return hat > 1 - 1e-13 ? 1 : hat
    }
    return StudyDetails(
      hat: hat, weights: weights.map { $0 / sum },
      standardized: studies.indices.map {
        ratio(studies[$0].yi - fitted($0, fit), overRootOf: (studies[$0].vi + tau2) * (1 - hat[$0]))
      })
  }

  func variance(_ place: Int, _ fit: DiagnosticFit) -> Double? { studies[place].vi + (fit.tau2 ?? 0) }

  func changeVariances(all fit: DiagnosticFit, deleted: DiagnosticFit) -> [Double] {
    all.coefficients(tau2: deleted.tau2 ?? 0).covariance.diagonal.map { deleted.factor * $0 }
  }

  func fittedVariance(_ place: Int, hat: Double?, all: DiagnosticFit, deleted: DiagnosticFit) -> Double? {
    hat.map { deleted.factor * $0 * (studies[place].vi + (deleted.tau2 ?? 0)) }
  }
}
