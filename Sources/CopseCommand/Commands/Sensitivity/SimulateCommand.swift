import ArgumentParser
import MetaAnalysis

/// `copse sensitivity simulate`.
struct SimulateCommand: BlockCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "How the model behaves on data drawn from it: coverage, power, bias.",
    discussion: """
      Effect sizes are drawn around the pooled value with the fitted tau2 and the studies' own variances, and the \
      same model is fitted to each draw. --true-mean and --true-tau2, on the analysis scale, take other values: \
      --true-mean 0 gives the type I error of a test against 0.

      EXAMPLES
        copse sensitivity simulate bcg-vaccine
        copse sensitivity simulate bcg-vaccine --true-mean 0 --test z --format csv
        copse sensitivity simulate bcg-vaccine --model common --true-tau2 0.1
        copse sensitivity simulate bcg-vaccine --shard 3/16 -o 3.shard
      """)

  static let jobName = "simulate"

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Simulation") var simulation: SimulationOptions
  @OptionGroup(title: "Job") var jobs: JobOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var dataFile: String {
    get { data.data }
    set { data.data = newValue }
  }

  func run() throws {
    try reportingFailures { try runJob() }
  }

  func plan() throws -> JobPlan<ParametricSimulation> {
    try model.check()
    guard model.by == nil else {
      throw Failure.usage("--by has no place in a simulation; select one subgroup with --where")
    }
    let measureName = try model.measure(measure.measure)
    let analysis = try Analysis(
      data: data, measure: measure, measure: measureName, group: nil, model: model, like: preset.like,
      at: atColumn.at)
    let job = try ParametricSimulation(
      analysis.poolingModel(), effects: analysis.effects, mean: simulation.trueMean,
      tau2: simulation.trueTau2, replications: simulation.replications, seed: simulation.seed)
    let pooled = try analysis.pool()
    return JobPlan(job: job, unit: "blocks of replications", inputs: [analysis.input]) {
      records, provenance in
      try presented(SimulateReport(job, result: job.result(of: records), of: pooled), provenance)
    }
  }

  private func presented(_ report: SimulateReport, _ provenance: Provenance) throws -> Presented {
    try output.refuseIfStrict(report.warnings)
    return Presented(
      text: { report.text }, markdown: { report.markdown }, csv: { report.table.csv },
      document: { report.document(provenance) },
      remarks: {
        note(report.pooled.like)
        warn(excluded: report.pooled.excluded, warnings: report.warnings)
      }, sections: { report.sections }, warnings: report.warnings)
  }
}

/// What is simulated.
struct SimulationOptions: ParsableArguments {
  @Option(name: .long, help: "How many sets of effect sizes are drawn.")
  var replications = 10_000

  @Option(name: .long, help: "Seed of the draws.")
  var seed: UInt64 = 1

  @Option(
    name: .long, parsing: .unconditional, help: "True mean on the analysis scale [default: the pooled value]."
  )
  var trueMean: Double?

  @Option(name: .customLong("true-tau2"), help: "True between-study variance [default: its estimate].")
  var trueTau2: Double?

  func validate() throws {
    if replications < 1 { throw ValidationError("--replications is 1 or more") }
    if let trueMean, !trueMean.isFinite { throw ValidationError("--true-mean is a finite number") }
    if let trueTau2, !(trueTau2 >= 0 && trueTau2.isFinite) {
      throw ValidationError("--true-tau2 is 0 or more")
    }
  }
}
