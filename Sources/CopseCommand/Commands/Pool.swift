import ArgumentParser
import MetaAnalysis

/// `copse pool`.
struct Pool: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The pooled result of all studies.",
    discussion: """
      EXAMPLES
        copse pool bcg-vaccine
        copse pool bcg-vaccine --measure OR --tau2 DL --test z --format json
        copse pool bcg-vaccine --method mh
        copse pool bcg-vaccine --by alloc --by-tau2 common
        copse pool catheter-infection-treated --measure PR --test z
        copse pool passive-smoking --log-ratio
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    name: .long, parsing: .unconditional,
    help: "Value beyond which the share of true effects is given, as displayed.")
  var threshold: Double?

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      if threshold != nil, model.isCommon {
        throw Failure.usage(
          "--threshold belongs to the random-effects model, and a common-effect one is asked for")
      }
      var (result, provenance) = try pooled(data: data, measure: measure, model: model)
      result.threshold = threshold
      if let threshold, result.shareBeyond(result.fit) == nil {
        throw Failure.usage(
          "--threshold \(threshold) is no value that a \(result.measure.quantity.lowercased()) can take")
      }
      try output.refuseIfStrict(result.warnings)
      switch format {
      case .table: try output.write(result.text)
      case .markdown: try output.write(result.markdown)
      case .json: try output.write(result.document(provenance).document)
      case .csv: try output.write(result.table.csv)
      }
      if format == .csv { warn(result) }
    }
  }
}

/// Reads, computes and pools, as the options say.
func pooled(
  data: DataOptions, measure options: MeasureOptions, model: ModelOptions
) throws -> (PoolResult, Provenance) {
  try model.check()
  let measure = try model.measure(options.measure)
  let analysis = try Analysis(data: data, measure: options, measure: measure, group: model.by)
  let provenance = Provenance(
    version: Copse.version, command: ["copse"] + CommandLine.arguments.dropFirst(), file: analysis.input.name,
    sha256: analysis.input.sha256)
  return (try analysis.pool(model, measure: options), provenance)
}

/// Says on the standard error what the form of the output has no place for.
func warn(_ result: PoolResult) {
  for exclusion in result.excluded {
    StandardError.write("copse: note: \(exclusion.label) is left out: \(exclusion.reason)")
  }
  for warning in result.warnings {
    StandardError.write("copse: warning: \(warning.message) (\(warning.code))")
  }
}

extension OutputOptions {
  /// Under `--strict`, ends the run where there are warnings.
  func refuseIfStrict(_ warnings: [AnalysisWarning]) throws(Failure) {
    guard strict, !warnings.isEmpty else { return }
    throw .data(
      warnings.map { "copse: error: \($0.message) (\($0.code))" }.joined(separator: "\n"))
  }
}
