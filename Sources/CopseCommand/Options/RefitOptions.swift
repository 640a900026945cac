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
}

/// Which studies are left out together.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of clusters, such as centers, whose studies are left out together.", valueName: "column"))
  var cluster: String?
}

/// An analysis that can be made again, with what its reports tell of the data.
struct RefitAnalysis {
  let analysis: Analysis
  /// The model with its data.
  let refittable: any Refittable
  /// The data with their moderators; nil without.
  let moderated: ModeratedEffects?

  /// Reads the data and sets up the model that the options ask for.
  init(_ options: RefitOptions) throws {
    let model = options.model
    try model.check(options.measure)
    let isRegression = !options.terms.moderators.isEmpty
    if isRegression { try Self.checkRegression(options) } else { try Self.checkNoTerms(options.terms) }
    let measure = try model.measure(options.measure.measure)
    let analysis = try Analysis(
      data: options.data, measure: options.measure, measure: measure, group: model.by, model: model,
      like: options.preset.like, at: options.atColumn.at)
    let poolingModel = try analysis.poolingModel()
    self.analysis = analysis
    if isRegression {
      let moderated = try ModeratedEffects(
        analysis.effects, moderators: options.terms.request(), from: analysis.table,
        excluded: analysis.excluded)
      let regression = (analysis.options.model ?? model).regression(level: options.measure.level.value)
      try regression.check()
      self.moderated = moderated
      refittable = RefittableRegression(regression, data: moderated)
    } else {
      moderated = nil
      refittable = Self.refittable(poolingModel, analysis.effects, options: analysis.options.model ?? model)
    }
  }

  /// A model with effect sizes, in subgroups where the options ask for them.
  static func refittable(
    _ model: some PoolingModel, _ effects: EffectSizes, options: ModelOptions
  ) -> any Refittable {
    let size = options.pftN ?? .harmonicMean
    guard options.by != nil else { return RefittablePool(model, effects: effects, size: size) }
    return RefittableSubgroups(
      Subgroups(model, tau2: options.byTau2 == .common ? .common : .separate),
      effects: effects.namingMissingGroups(), size: size)
  }

  private static func checkNoTerms(_ terms: TermOptions) throws(Failure) {
    for (name, isGiven) in [
      ("--factor", !terms.factors.isEmpty), ("--reference", !terms.references.isEmpty),
      ("--center", !terms.centers.isEmpty), ("--no-intercept", terms.noIntercept),
    ] where isGiven {
      throw .usage("\(name) belongs to moderators; name them with --moderator")
    }
  }

  private static func checkRegression(_ options: RefitOptions) throws(Failure) {
    if options.model.method != .iv {
      throw .usage("--moderator goes with --method iv, not with \(options.model.method.rawValue)")
    }
    if options.model.by != nil { throw .usage("--moderator and --by exclude each other") }
  }

  /// The effect sizes that are analyzed.
  var effects: EffectSizes { moderated?.effects ?? analysis.effects }

  /// Everything that was left out, with the reasons.
  var excluded: [Exclusion] { analysis.excluded + effects.excluded }

  /// What is left out together; each study by itself where there is no column.
  func clusters(_ options: ClusterOptions) throws -> StudyClusters {
    try places.clusters(named: options.cluster, labels: refittable.labels)
  }

  /// Where the studies stand in the table.
  var places: StudyPlaces {
    let rows = effects.rows(of: analysis.table, excluded: analysis.excluded)
    return StudyPlaces(table: analysis.table, rows: rows.count == effects.k ? rows.map { [$0] } : nil)
  }
}

extension ModelOptions {
  /// The same choices for a meta-regression.
  func regression(level: Double) -> MetaRegression {
    MetaRegression(
      tau2: isCommon ? .given(0) : estimator,
      test: test ?? (isCommon ? .z : .hartungKnappConservative), prediction: prediction ?? .hts,
      i2: i2 ?? .tau2, tau2Interval: tau2CI ?? .qProfile, level: level)
  }
}
