/// How much each study adds to the heterogeneity, and how much it moves the result: the two axes of Baujat's plot.
///
///     x = (yᵢ − xᵢᵀβ̂)²/(vᵢ + τ̂²),   y = (xᵢᵀβ̂ − xᵢᵀβ̂₍₋ᵢ₎)² / xᵢᵀV₍₋ᵢ₎xᵢ,
///
/// with (−i) for what is estimated without study i and V₍₋ᵢ₎ as tested. Under a common-effect model the x add up to
/// Cochran's Q; with a τ² they are squared Pearson residuals. For the likelihoods of counts x is that of the studies' own
/// effect sizes, and nil for the beta-binomial model, whose heterogeneity is not on their scale.
///
/// Source: Baujat B and others (2002), *Stat Med* 21:2641–2652. metafor: `baujat`. One fit per study.
public struct Baujat: Sendable, Equatable {
  /// A study.
  public struct Point: Sendable, Equatable {
    /// Its label.
    public let label: String
    /// The subgroup that it belongs to; nil where there are none.
    public let group: String?
    /// Its contribution to the heterogeneity; nil where the model does not define it.
    public let x: Double?
    /// Its influence on the result; nil where the others cannot be fitted.
    public let y: Double?
    /// Why the others cannot be fitted; nil where they can.
    public let reason: String?
  }

  /// The studies of one model.
  public struct Analysis: Sendable, Equatable {
    /// `all`, a subgroup's name, or `subgroups` for all of them with one τ².
    public let name: String
    /// τ² of all its studies; nil under a common-effect model.
    public let tau2: Double?
    /// Q of all its studies.
    public let q: Double?
    /// The studies, in the order of the data.
    public let points: [Point]
  }

  /// The models, that of all studies first; see ``Influence``.
  public let analyses: [Analysis]

  /// Leaves out each study.
  ///
  /// - Throws: ``RefitError`` where not even all studies can be analyzed, or there is a single one.
  public init(_ analysis: any Refittable) throws(RefitError) {
    var analyses: [Analysis] = []
    for part in try DiagnosedAnalysis.parts(of: analysis) {
      let model = part.model
      let all = try model.fit(Array(model.studies.indices))
      analyses.append(
        Analysis(
          name: part.name, tau2: all.tau2, q: all.q,
          points: model.studies.indices.map { Point($0, of: model, all: all) }))
    }
    self.analyses = analyses
  }
}

extension Baujat.Point {
  init(_ place: Int, of model: any DiagnosticModel, all: DiagnosticFit) {
    let study = model.studies[place]
    let fitted = model.fitted(place, all)
    label = study.label
    group = study.group
    x = model.variance(place, all).flatMap { ratio(study.yi - fitted, overRootOf: $0) }.map { $0 * $0 }
    switch Result(catching: { () throws(RefitError) in try model.fit(without: [place]) }) {
    case .failure(let error): (y, reason) = (nil, error.description)
    case .success(let deleted):
      let variance = deleted.covariance.variance(model.row(place))
      y = ratio(fitted - model.fitted(place, deleted), overRootOf: variance).map { $0 * $0 }
      reason = nil
    }
  }
}
