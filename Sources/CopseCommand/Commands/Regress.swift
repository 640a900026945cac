import ArgumentParser
import MetaAnalysis

/// `copse regress`.
struct Regress: BlockCommand, PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "regress",
    abstract: "Meta-regression: how study characteristics go with the effect.",
    discussion: """
      A moderator is numeric if all its values are numbers, otherwise a factor, coded as differences from its \
      reference level. Studies without a value of a moderator are listed as left out. --tau2 0 fits the \
      common-effect regression.

      EXAMPLES
        copse regress bcg-vaccine --moderator ablat
        copse regress bcg-vaccine --moderator ablat -o bubble.svg
        copse regress bcg-vaccine --moderator ablat --moderator alloc \\
          --reference alloc=random
        copse regress bcg-vaccine --moderator ablat --center ablat --tau2 ML \\
          --test z --format json
        copse regress bcg-vaccine --moderator ablat --at ablat=13 --at ablat=52
        copse regress bcg-vaccine --moderator 'ablat*alloc' --format csv
        copse regress bcg-vaccine --moderator year --permutations 1000 --seed 7
        copse regress bcg-vaccine --tau2 DL --permutations exact
        copse regress bcg-vaccine --moderator year --permutations 1000000 \\
          --shard 3/16 -o 3.shard
        copse regress bcg-vaccine --moderator alloc --no-intercept
        copse regress bcg-vaccine --moderator alloc --test kr --prediction kr \\
          --at alloc=random
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Moderators") var moderators: ModeratorOptions
  @OptionGroup(title: "Model") var model: RegressionOptions
  @OptionGroup(title: "Job, for --permutations") var jobs: JobOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Moderator along which the bubble plot is drawn [default: the first].", valueName: "column"))
  var bubble: String?
  @OptionGroup(title: "Figure") var picture: PictureOptions

  static let jobName = "permutations"

  var drawing: PictureOptions? {
    get { picture }
    set { if let newValue { picture = newValue } }
  }

  var dataFile: String {
    get { data.data }
    set { data.data = newValue }
  }

  func run() throws {
    try reportingFailures {
      if bubble != nil, !isDrawn {
        throw Failure.usage(
          "--bubble belongs to a figure: -o NAME.svg, .pdf, .png or .html, --draw or --data")
      }
      guard moderators.permutations == nil else { return try runJob() }
      let form = try output.form(standard: Self.standardFormat, picture)
      try output.refuseImpossible(form)
      try output.write(try presented(), as: form, picture)
    }
  }

  /// Whether the bubble plot is asked for, drawn or as rows.
  private var isDrawn: Bool {
    picture.draw || picture.folder != nil || output.output.map { PictureForm(ending: $0) != nil } ?? false
  }

  func presented() throws -> Presented {
    guard moderators.permutations == nil else { return try presentedJob() }
    try jobs.refuse(because: "of a regression only --permutations is a job in blocks")
    let fitted = try fitted()
    return try presented(fitted.result(permutation: nil), Provenance(of: fitted.analysis.input))
  }

  func plan() throws -> JobPlan<PermutationJob> {
    guard let test = moderators.permutationTest else {
      throw Failure.usage("of a regression only --permutations is a job in blocks")
    }
    let fitted = try fitted()
    if moderators.seed != nil, test.isExact(fitted.fit) {
      throw Failure.usage(
        "--seed has no effect: there are not more distinct permutations than asked for, so that all are made;"
          + " leave it out")
    }
    let job = try test.job(fitted.fit)
    return JobPlan(job: job, unit: "blocks of permutations", inputs: [fitted.analysis.input]) {
      records, provenance in
      try presented(fitted.result(permutation: job.result(of: records)), provenance)
    }
  }

  private func presented(_ result: RegressionResult, _ provenance: Provenance) throws -> Presented {
    try output.refuseIfStrict(result.warnings)
    return Presented(
      text: { result.text }, markdown: { result.markdown }, csv: { result.table.csv },
      document: { result.document(provenance) },
      figure: {
        guard !result.fit.data.design.moderators.isEmpty else {
          throw Failure.usage("a bubble plot needs a moderator; name one with --moderator")
        }
        return .chart(try result.bubbleChart(of: bubble))
      }, remarks: { warn(excluded: result.excluded, warnings: result.warnings) },
      sections: { result.sections }, warnings: result.warnings)
  }

  private func fitted() throws -> FittedRegression {
    try moderators.check()
    let regression = model.regression(level: measure.level.value)
    try regression.check()
    if model.prediction != nil, moderators.predictions.isEmpty, !isDrawn {
      throw Failure.usage(
        "--prediction belongs to predictions, and to the bubble plot; say with --at for which values")
    }
    let request = try moderators.terms.request()
    let analysis = try Analysis(data: data, measure: measure, measure: measure.measure, group: nil)
    guard analysis.effects.k > 0 else { throw Failure.analysis(analysis.nothingLeft) }
    let moderated = try ModeratedEffects(
      analysis.effects, moderators: request, from: analysis.table, excluded: analysis.excluded)
    let fit = try regression.fit(moderated)
    var predictions: [RegressionPrediction] = []
    for place in moderators.predictions { predictions.append(try fit.prediction(at: place.settings)) }
    return FittedRegression(analysis: analysis, fit: fit, predictions: predictions)
  }
}

/// A regression with what its reports tell of the data.
private struct FittedRegression {
  let analysis: Analysis
  let fit: RegressionFit
  let predictions: [RegressionPrediction]

  func result(permutation: PermutationTest.Result?) -> RegressionResult {
    RegressionResult(
      fit, predictions: predictions, permutation: permutation, excluded: analysis.excluded,
      dataWarnings: analysis.problems.warnings)
  }
}

/// Which regression is fitted.
struct RegressionOptions: ParsableArguments {
  @Option(name: .long, help: "Estimator of the between-study variance, or its value [default: REML].")
  var tau2: Tau2Estimator?

  @Option(name: .long, help: "Test of the coefficients, any but henmi-copas [default: hk-conservative].")
  var test: MeanTest?

  @Option(name: .long, help: "Prediction interval of --at and of the bubble plot [default: hts].")
  var prediction: PredictionMethod?

  @Option(name: .customLong("tau2-ci"), help: "Confidence interval for tau2 [default: qp].")
  var tau2CI: Tau2IntervalMethod?

  @Option(name: .long, help: "Definition of I2 and H2 [default: tau2].")
  var i2: I2Definition?

  /// The model.
  func regression(level: Double) -> MetaRegression {
    MetaRegression(
      tau2: tau2 ?? .reml, test: test ?? .hartungKnappConservative, prediction: prediction ?? .hts,
      i2: i2 ?? .tau2, tau2Interval: tau2CI ?? .qProfile, level: level)
  }
}
