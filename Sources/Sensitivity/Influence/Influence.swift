import EffectSizes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What each study, or each cluster of studies, does to an analysis, told by leaving it out.
///
/// With (−i) for what is estimated without study i, τ² too, and Var β̂ = V as tested:
///
///     studentized residual   (yᵢ − xᵢᵀβ̂₍₋ᵢ₎) / √[s²₍₋ᵢ₎(vᵢ + τ̂²₍₋ᵢ₎) + xᵢᵀV₍₋ᵢ₎xᵢ]
///     DFFITS                 (xᵢᵀβ̂ − xᵢᵀβ̂₍₋ᵢ₎) / √[s²₍₋ᵢ₎hᵢ(vᵢ + τ̂²₍₋ᵢ₎)]
///     Cook's distance        (β̂ − β̂₍₋ᵢ₎)ᵀV⁻¹(β̂ − β̂₍₋ᵢ₎)
///     covariance ratio       |V₍₋ᵢ₎| / |V|
///     DFBETAS                (β̂ⱼ − β̂ⱼ₍₋ᵢ₎) / √[s²₍₋ᵢ₎(XᵀW₍₋ᵢ₎X)⁻¹ⱼⱼ], X with all studies
///
/// where s² = 1 but for Hartung and Knapp's tests, and hᵢ, wᵢ, the standardized residual are those of the fit of all.
///
/// | model | defined |
/// |---|---|
/// | inverse variance: common, random with any τ², regression, subgroups with a common τ² | all |
/// | inverse variance with weights of its own: Henmi–Copas, DL around Mantel–Haenszel | all; DFFITS = DFBETAS = (θ̂ − θ̂₍₋ᵢ₎)/SE |
/// | Peto | the same, no τ²; standardized residual (yᵢ − θ̂)/√vᵢ |
/// | Mantel–Haenszel | the same without hᵢ |
/// | mixed models on counts | as Mantel–Haenszel, with τ², without standardized residual and weight; Q is that of the likelihood-ratio test |
/// | beta-binomial | DFFITS, DFBETAS, Cook's distance, covariance ratio, Q |
/// | survival curve | the same of its restricted mean |
///
/// A cluster of several studies has what concerns the coefficients alone, Cook's distance, DFBETAS, covariance ratio,
/// τ² and Q by the same formulas with β̂ without all its studies, and the sum of their weights; residuals, DFFITS and hᵢ
/// belong to single studies. Subgroups give several ``Analysis``: the pooled value of all studies, and each subgroup
/// among its own studies, or all subgroups with their common τ² as a regression on the group.
///
/// metafor: `influence`, `rstandard`, `rstudent`, `dfbetas`, `cooks.distance`, `hatvalues`, `weights`; for clusters
/// those of `rma.mv`. Source: Viechtbauer W, Cheung MW-L (2010), *Res Synth Methods* 1:112–125. One fit per study or
/// cluster: O(k²) evaluations for inverse variance.
public struct Influence: Sendable {
  /// The diagnostics of a study or a cluster; nil where the model does not define them or the deletion cannot be
  /// fitted.
  public struct Row: Sendable, Equatable {
    /// What was left out; its places are those among all studies of the data.
    public let cluster: StudyClusters.Cluster
    /// The subgroup that it belongs to; nil where there are none or its studies belong to several.
    public let group: String?
    /// The internally standardized residual.
    public let standardized: Double?
    /// The externally studentized (deleted) residual.
    public let studentized: Double?
    /// DFFITS.
    public let dffits: Double?
    /// Cook's distance.
    public let cooksDistance: Double?
    /// The covariance ratio.
    public let covarianceRatio: Double?
    /// τ² without it; nil under a common-effect model.
    public let tau2: Double?
    /// Q without it.
    public let q: Double?
    /// The hat value hᵢ; they add up to p.
    public let hat: Double?
    /// Its share in the weights, which add up to 1.
    public let weight: Double?
    /// DFBETAS of each coefficient.
    public let dfbetas: [Double?]
    /// Why the others cannot be fitted; nil where they can.
    public let reason: String?
  }

  /// The diagnostics of the studies of one model.
  public struct Analysis: Sendable, Equatable {
    /// `all`, a subgroup's name, or `subgroups` for all of them with one τ².
    public let name: String
    /// The number of studies.
    public let k: Int
    /// The names of the coefficients; a pooled value is one, `pooled`.
    public let coefficients: [String]
    /// τ² of all its studies; nil under a common-effect model.
    public let tau2: Double?
    /// Q of all its studies.
    public let q: Double?
    /// The cut-offs.
    public let cutoffs: InfluenceCutoffs
    /// The studies or clusters, in the order of the data.
    public let rows: [Row]
    /// Which diagnostics lie beyond their cut-offs, one for each row.
    public let flags: [InfluenceFlags]
  }

  /// The models, that of all studies first.
  public let analyses: [Analysis]

  /// Leaves out each study, or each cluster.
  ///
  /// - Parameters:
  ///   - analysis: the analysis.
  ///   - clusters: what is left out together; by default each study by itself.
  /// - Throws: ``RefitError`` where not even all studies can be analyzed, or there is a single one.
  public init(_ analysis: any Refittable, clusters: StudyClusters? = nil) throws(RefitError) {
    let clusters = clusters ?? StudyClusters(each: analysis.labels)
    var analyses: [Analysis] = []
    for part in try DiagnosedAnalysis.parts(of: analysis) {
      analyses.append(try Analysis(part, clusters: clusters))
    }
    self.analyses = analyses
  }
}

extension Influence.Analysis {
  init(_ part: DiagnosedAnalysis, clusters: StudyClusters) throws(RefitError) {
    let model = part.model
    let all = try model.fit(Array(model.studies.indices))
    let details = model.details(all)
    let own = Dictionary(uniqueKeysWithValues: part.places.enumerated().map { ($1, $0) })
    name = part.name
    k = model.studies.count
    coefficients = model.coefficients
    (tau2, q) = (all.tau2, all.q)
    let cutoffs = InfluenceCutoffs(k: k, p: coefficients.count)
    rows = clusters.clusters.compactMap { cluster in
      let places = cluster.places.compactMap { own[$0] }
      return places.isEmpty
        ? nil
        : Influence.Row(cluster, places: places, of: model, all: all, details: details)
    }
    flags = rows.map { InfluenceFlags($0, cutoffs) }
    self.cutoffs = cutoffs
  }
}

extension Influence.Row {
  /// - Parameter places: the places of the cluster's studies among those of the model.
  init(
    _ cluster: StudyClusters.Cluster, places: [Int], of model: any DiagnosticModel, all: DiagnosticFit,
    details: StudyDetails
  ) {
    self.cluster = cluster
    let groups = places.map { model.studies[$0].group }
    group = groups.allSatisfy { $0 == groups[0] } ? groups[0] : nil
    let single = places.count == 1 ? places[0] : nil
    standardized = single.flatMap { details.standardized[$0] }
    let hat = single.flatMap { details.hat[$0] }
    self.hat = hat
    let weights = places.compactMap { details.weights[$0] }
    weight = weights.count == places.count ? weights.reduce(0, +) : nil
    switch Result(catching: { () throws(RefitError) in try model.fit(without: places) }) {
    case .failure(let error):
      (studentized, dffits, cooksDistance, covarianceRatio, tau2, q) = (nil, nil, nil, nil, nil, nil)
      dfbetas = model.coefficients.map { _ in nil }
      reason = error.description
    case .success(let deleted):
      let change = zip(all.values, deleted.values).map { $0 - $1 }
      studentized = single.flatMap { Self.studentized($0, model, deleted) }
      dffits = single.flatMap { place in
        ratio(
          model.fitted(place, all) - model.fitted(place, deleted),
          overRootOf: model.fittedVariance(place, hat: hat, all: all, deleted: deleted))
      }
      cooksDistance = all.covariance.distance(change)
      covarianceRatio = all.covariance.logDeterminant.flatMap { whole in
        deleted.covariance.logDeterminant.map { exp($0 - whole) }
      }
      (tau2, q) = (deleted.tau2, deleted.q)
      dfbetas = zip(change, model.changeVariances(all: all, deleted: deleted)).map {
        ratio($0, overRootOf: $1)
      }
      reason = nil
    }
  }

  private static func studentized(
    _ place: Int, _ model: any DiagnosticModel, _ deleted: DiagnosticFit
  ) -> Double? {
    model.variance(place, deleted).flatMap { variance in
      ratio(
        model.studies[place].yi - model.fitted(place, deleted),
        overRootOf: deleted.factor * variance + deleted.covariance.variance(model.row(place)))
    }
  }
}
