import EffectSizes
import Pooling

/// Effect sizes pooled within subgroups and over all: the quantities are `pooled`, then each subgroup by its name.
///
/// A subgroup that has lost all its studies is missing among the quantities.
public struct RefittableSubgroups<Model: PoolingModel>: Refittable {
  /// The model, with the way in which subgroups share τ².
  public let model: Subgroups<Model>
  /// The effect sizes of all studies, each with a group.
  public let effects: EffectSizes
  /// By which size a pooled double arcsine is transformed back.
  public let size: FreemanTukeySize

  /// Effect sizes in groups, with the model that pools them; every study needs a group (a precondition).
  public init(
    _ model: Subgroups<Model>, effects: EffectSizes, size: FreemanTukeySize = .harmonicMean
  ) {
    precondition(effects.studies.allSatisfy { $0.group != nil }, "every study needs a group")
    self.model = model
    self.effects = effects
    self.size = size
  }

  /// The labels of the studies.
  public var labels: [String] { effects.studies.map(\.label) }

  /// Pools the studies at these places.
  ///
  /// - Throws: ``RefitError`` where all or a subgroup of them cannot be pooled.
  public func refit(_ places: [Int]) throws(RefitError) -> Refit {
    if let random = model.model as? RandomEffects, random.tau2.hasWeightsByHand {
      throw RefitError("weights by hand are those of all studies; the subgroups cannot be pooled by them")
    }
    let fit = try RefitError.wrapping { () throws(PoolingError) in
      try model.fit(effects.selecting(places))
    }
    let groups = fit.groups.map { Refit.Quantity($0.fit, named: $0.name, size: size) }
    return Refit(
      k: fit.overall.k,
      quantities: [Refit.Quantity(fit.overall, named: "pooled", size: size)] + groups,
      heterogeneity: fit.overall.heterogeneity, weights: fit.overall.weights,
      warnings: fit.overall.warnings + fit.groups.flatMap(Self.warnings),
      test: fit.test.map { Refit.Test(.groups, statistic: $0.q, df1: $0.df, p: $0.p) })
  }

  /// The same model of all studies, without groups.
  var overall: RefittablePool { RefittablePool(model.model, effects: effects, size: size) }

  /// The warnings of a group with its name.
  private static func warnings(_ group: SubgroupFit.Group) -> [AnalysisWarning] {
    group.fit.warnings.map {
      AnalysisWarning(code: $0.code, message: "\(group.name): \($0.message)", study: $0.study)
    }
  }
}

/// An analysis in subgroups, whose pooled value of all studies is that of a model of its own.
protocol OverallPooled {
  /// The model of all studies.
  var overall: RefittablePool { get }
}

extension RefittableSubgroups: OverallPooled {}
