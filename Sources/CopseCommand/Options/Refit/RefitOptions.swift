import ArgumentParser
import MetaAnalysis

/// The analysis that is made again on fewer studies: data, measure, and any model.
struct RefitOptions: ParsableArguments {
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Moderators") var terms: TermOptions
  @OptionGroup(title: "Survival") var survival: SurvivalRefitOptions

  /// Refuses strata of survival curves, where one curve alone is looked at.
  func checkStrata() throws(Failure) {
    if survival.kind == .curve, model.by != nil {
      throw .usage("--by has no effect on this: one curve is looked at; select a stratum with --where")
    }
  }

  /// Refuses options of moderators without moderators, and what does not go with them.
  func checkTerms() throws(Failure) {
    guard terms.moderators.isEmpty else {
      if model.method != .iv {
        throw .usage("--moderator goes with --method iv, not with \(model.method.rawValue)")
      }
      if model.by != nil { throw .usage("--moderator and --by exclude each other") }
      if model.prediction != nil {
        throw .usage("--prediction belongs to a pooled value, and a regression's coefficients have none")
      }
      return
    }
    for (name, isGiven) in [
      ("--factor", !terms.factors.isEmpty), ("--reference", !terms.references.isEmpty),
      ("--center", !terms.centers.isEmpty), ("--no-intercept", terms.noIntercept),
    ] where isGiven {
      throw .usage("\(name) belongs to moderators; name them with --moderator")
    }
  }
}

/// Which studies are left out together.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of clusters, such as centers, whose studies are left out together; a study without one stands alone.",
      valueName: "column"))
  var cluster: String?
}

extension ModelOptions {
  /// The same choices for a meta-regression.
  func regression(level: Double) -> MetaRegression {
    MetaRegression(
      tau2: isCommon ? .given(0) : estimator,
      test: test ?? (isCommon ? .z : .hartungKnappConservative), prediction: prediction ?? .hts,
      i2: i2 ?? .tau2, tau2Interval: tau2CI ?? .qProfile, level: level)
  }

  /// A model with effect sizes, in subgroups where the options ask for them.
  func refittable(_ model: some PoolingModel, _ effects: EffectSizes) -> any Refittable {
    let size = pftN ?? .harmonicMean
    guard by != nil else { return RefittablePool(model, effects: effects, size: size) }
    return RefittableSubgroups(
      Subgroups(model, tau2: byTau2 == .common ? .common : .separate),
      effects: effects.namingMissingGroups(), size: size)
  }
}
