import ArgumentParser
import MetaAnalysis

/// `copse sensitivity gosh`.
struct GoshCommand: BlockCommand {
  static let configuration = CommandConfiguration(
    commandName: "gosh",
    abstract: "The analysis of all subsets of the studies, or of a random sample of them.",
    discussion: """
      All subsets up to 25 studies (16 where each subset needs a fit of its own, as mixed models on counts and \
      meta-regression do); beyond, a million distinct subsets drawn at random. The CSV holds counts by bin, \
      for plotting; --rows writes every subset, which is \
      computed again for it: models that are fitted anew for each subset take twice as long.

      With --by it is the pooled value of all studies, with --analysis curve the restricted mean, for which --horizon \
      should be a time that most studies reach.

      EXAMPLES
        copse sensitivity gosh bcg-vaccine
        copse sensitivity gosh bcg-vaccine --tau2 DL --format csv
        copse sensitivity gosh bcg-vaccine --rows subsets.csv
        copse sensitivity gosh bcg-vaccine --tau2 DL -o gosh.svg
        copse sensitivity gosh bcg-vaccine --moderator ablat --subsets 500 --seed 7
      """)

  static let jobName = "gosh"

  @OptionGroup var options: RefitOptions
  @OptionGroup(title: "Sensitivity") var cluster: ClusterOptions
  @OptionGroup(title: "Sensitivity") var subsets: GoshOptions
  @OptionGroup(title: "Job") var jobs: JobOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup(title: "Figure") var picture: PictureOptions

  var drawing: PictureOptions? {
    get { picture }
    set { if let newValue { picture = newValue } }
  }

  var dataFile: String {
    get { options.data.data }
    set { options.data.data = newValue }
  }

  func run() throws {
    try reportingFailures { try runJob() }
  }

  func plan() throws -> JobPlan<Gosh> {
    try subsets.check()
    try options.checkStrata()
    if let file = subsets.rows, jobs.shard == nil { try Output.refuseUnwritable(file) }
    let data = try RefitData(options)
    let gosh = try subsets.gosh(data.refittable, clusters: data.clusters(cluster))
    return JobPlan(job: gosh, unit: "blocks of subsets", inputs: data.inputs) { records, provenance in
      let report = GoshReport(GoshResult(gosh, records: records), of: data.subject)
      try output.refuseIfStrict(report.warnings)
      if let file = subsets.rows {
        try GoshRows(gosh: gosh, text: GoshRowText(gosh, of: data.subject)).write(
          to: file, threads: jobs.threadCount)
      }
      return presented(report, provenance)
    }
  }

  private func presented(_ report: GoshReport, _ provenance: Provenance) -> Presented {
    Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(provenance) },
      figure: { .chart(try drawable(report.chart, else: "no subset could be analyzed")) },
      remarks: { warn(report.subject, warnings: report.warnings, refits: []) },
      sections: { report.sections }, warnings: report.warnings)
  }
}

/// How many subsets, and what is written of them.
struct GoshOptions: ParsableArguments {
  @Option(name: .long, help: "A random sample of so many distinct subsets instead of all.")
  var subsets: Int?

  @Option(name: .long, help: "Seed of the sample [default: 1].")
  var seed: UInt64?

  @Option(name: .long, help: "Number of bins of each quantity, up to 200.")
  var bins = 50

  @Option(name: .long, help: ArgumentHelp("Write every subset to this CSV file.", valueName: "file"))
  var rows: String?

  /// How many subsets are drawn where all are too many and no number is asked for.
  private static let standardSample = 1_000_000

  /// A thousand million.
  private static let mostSubsets = 1_000_000_000
  /// The plane of estimate and I² has as many bins squared, in each record.
  private static let mostBins = 200

  /// Refuses numbers that make no sense.
  func check() throws(Failure) {
    if let subsets, !(1...Self.mostSubsets).contains(subsets) {
      throw .usage("--subsets needs a number from 1 to \(Self.mostSubsets)")
    }
    guard (1...Self.mostBins).contains(bins) else {
      throw .usage("--bins needs a number from 1 to \(Self.mostBins)")
    }
  }

  /// The job that is asked for.
  func gosh(_ analysis: any Refittable, clusters: StudyClusters) throws -> Gosh {
    let model: GoshModel
    do {
      model = try GoshModel(analysis, clusters: clusters)
    } catch {
      throw Failure.analysis(error.description)
    }
    let units = clusters.clusters.count
    guard units > 1 else {
      throw Failure.analysis("there is a single study or cluster; its subsets can only be told beside others")
    }
    if let subsets {
      return Gosh(model, plan: SubsetPlan(sample: subsets, of: units, seed: seed ?? 1), bins: bins)
    }
    if units <= model.mostUnitsForAll {
      if seed != nil {
        throw Failure.usage("--seed has no effect: all subsets are taken; ask for a sample with --subsets")
      }
      return Gosh(model, plan: SubsetPlan(allOf: units), bins: bins)
    }
    guard model.isFast else {
      let count = SubsetPlan.all(of: units).map { "\($0)" } ?? "2^\(units) - 1"
      throw Failure.usage(
        "\(count) subsets of \(units) studies or clusters would need a fit each with this model; ask for a sample"
          + " with --subsets, such as --subsets 10000")
    }
    return Gosh(model, plan: SubsetPlan(sample: Self.standardSample, of: units, seed: seed ?? 1), bins: bins)
  }
}
