import Distributions
import EffectSizes
import LinearAlgebra

/// A model fitted within each subgroup, the studies' `group`, and the test between them.
///
/// With the results μ̂_g of the groups and their standard errors as tested,
///
///     Q_between = Σ(μ̂_g − μ̂.)²/SE_g²,   μ̂. = Σ(μ̂_g/SE_g²) / Σ(1/SE_g²),
///
/// on G − 1 degrees of freedom. With a common τ² it is estimated on all studies around the groups' means
/// (the model with the groups as a factor), and Hartung–Knapp's factor too, on k − G degrees of freedom.
/// Source: Borenstein M and others (2009), *Introduction to Meta-Analysis*, ch. 19.
public struct Subgroups<Model: PoolingModel>: Sendable {
  /// Which τ² the subgroups get.
  public enum BetweenStudyVariance: String, Sendable, CaseIterable, Codable {
    /// Each its own.
    case separate
    /// One, estimated within groups and pooled over them.
    case common
  }

  /// The model within each group.
  public var model: Model
  /// Which τ² they get; without meaning for common-effect models.
  public var tau2: BetweenStudyVariance

  /// Fits `model` within each group.
  public init(_ model: Model, tau2: BetweenStudyVariance = .separate) {
    self.model = model
    self.tau2 = tau2
  }

  /// Fits the groups, in the order in which they first appear, and all studies together.
  ///
  /// - Throws: ``PoolingError`` where one of them cannot be pooled.
  /// - Precondition: every study has a group.
  public func fit(_ effects: EffectSizes) throws(PoolingError) -> SubgroupFit {
    precondition(effects.studies.allSatisfy { $0.group != nil }, "every study needs a group")
    var names: [String] = []
    for case let name? in effects.studies.map(\.group) where !names.contains(name) { names.append(name) }
    let overall = try model.fit(effects)
    let parts = names.map { name in effects.filter { $0.group == name } }
    var fits: [PooledFit] = []
    if tau2 == .common, let random = model as? RandomEffects {
      fits = try random.fitWithCommonTau2(effects, groups: names, parts: parts)
    } else {
      for part in parts { fits.append(try model.fit(part)) }
    }
    let groups = zip(names, fits).map { SubgroupFit.Group(name: $0, fit: $1) }
    return SubgroupFit(overall: overall, groups: groups, tau2: tau2.rawValue)
  }
}

/// The fits of the subgroups and the test between them.
public struct SubgroupFit: Sendable {
  /// One subgroup.
  public struct Group: Sendable {
    /// Its name.
    public let name: String
    /// Its fit.
    public let fit: PooledFit
  }

  /// The test whether the subgroups differ.
  public struct Test: Sendable, Equatable, Codable {
    /// Q between the groups.
    public let q: Double
    /// Its degrees of freedom, the number of groups less one.
    public let df: Double
    /// Its p-value by the χ² distribution.
    public let p: Double
  }

  /// The fit of all studies.
  public let overall: PooledFit
  /// The groups, in the order in which they first appear.
  public let groups: [Group]
  /// "separate" or "common".
  public let tau2: String
  /// The test between the groups; nil for a single group or where a standard error is 0.
  public let test: Test?

  init(overall: PooledFit, groups: [Group], tau2: String) {
    self.overall = overall
    self.groups = groups
    self.tau2 = tau2
    let variances = groups.map { $0.fit.estimate.se * $0.fit.estimate.se }
    guard groups.count > 1, variances.allSatisfy({ $0 > 0 }) else {
      test = nil
      return
    }
    let between = InterceptModel(yi: groups.map(\.fit.estimate.value), vi: variances)
    let q = between.generalizedQ(tau2: 0)
    let df = Double(groups.count - 1)
    test = Test(q: q, df: df, p: ChiSquared(degreesOfFreedom: df).upperTail(q))
  }
}

extension RandomEffects {
  /// Fits each group at the τ² of the model that has the groups as a factor.
  fileprivate func fitWithCommonTau2(
    _ effects: EffectSizes, groups: [String], parts: [EffectSizes]
  ) throws(PoolingError) -> [PooledFit] {
    guard !test.needsRandomEffects, prediction != .kr, tau2Interval != .profileLikelihood else {
      throw .notApplicable(
        choice: "a common τ²",
        reason:
          "with subgroups it goes with the tests hk-conservative, hk, z and t, with the intervals qp, genq"
          + " and bj for τ², and with any prediction interval but kr")
    }
    let all = try effects.interceptModel()
    let design = Matrix(rows: all.k, columns: groups.count) { row, column in
      effects.studies[row].group == groups[column] ? 1 : 0
    }
    guard let regression = try? RegressionModel(yi: all.yi, vi: all.vi, design: design) else {
      throw .notEstimable("the groups do not separate the studies")
    }
    let df = regression.k - regression.p
    let estimate: Tau2Estimate
    if case .given = tau2 {
      estimate = tau2.estimate(regression)
    } else {
      estimate = df > 0 ? tau2.estimate(regression) : Tau2Estimate(value: 0)
    }
    let residual = regression.generalizedQ(tau2: estimate.value)
    let factor = df > 0 ? test.varianceFactor(residualSumOfSquares: residual, k: df + 1) : 1
    let shared = SharedScale(factor: factor, degreesOfFreedom: df > 0 ? Double(df) : nil)
    var fits: [PooledFit] = []
    for part in parts {
      fits.append(try fit(part, model: try part.interceptModel(), tau2: estimate, shared: shared))
    }
    return fits
  }
}
