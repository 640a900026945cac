import ArgumentParser
import MetaAnalysis

/// `copse pool`.
struct Pool: ReportedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "The pooled result of all studies.",
    discussion: """
      EXAMPLES
        copse pool bcg-vaccine
        copse pool bcg-vaccine --measure OR --tau2 DL --test z --format json
        copse pool bcg-vaccine --method mh
        copse pool bcg-vaccine --by alloc --by-tau2 common
        copse pool catheter-infection-treated --measure PR --test z
        copse pool passive-smoking --log-ratio
        copse pool bcg-vaccine --methods
        copse pool bcg-vaccine --baseline 0.02
        copse pool stroke-length-of-stay --measure SMD
        copse pool bcg-vaccine --like revman5 --model random
        copse pool liver-cryoablation --where outcome=local-recurrence \\
          --where arm=cryoablation --where unit=patient --rounding
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Data") var atColumn: AtColumn
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Risk of the second group, 0 to 1: adds the absolute effect and the number needed to treat.",
      valueName: "risk"),
    transform: Level.init(risk:))
  var baseline: Level?
  @OptionGroup(title: "Output") var output: OutputOptions

  @Flag(name: .long, help: "Add a paragraph on the methods, with its references.")
  var methods = false
  @Flag(
    name: .long,
    help: "Add the smallest and largest result over all counts that fit the printed percentages.")
  var rounding = false
  @Option(
    name: .long, parsing: .unconditional,
    help: "Value beyond which the share of true effects is given, as displayed.")
  var threshold: Double?

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .table)
      if methods, format == .csv {
        throw Failure.usage("--methods has no place in CSV; use another --format")
      }
      let result = try presented()
      if baseline != nil, format == .csv {
        throw Failure.usage("--baseline is shown by table, json and markdown, not by csv")
      }
      switch format {
      case .table: try output.write(try result.text())
      case .markdown: try output.write(try result.markdown())
      case .json: try output.write(try result.document().document)
      case .csv:
        try output.write(try result.csv())
        result.remarks()
      }
    }
  }

  func presented() throws -> Presented {
    var (result, provenance) = try pooled(
      data: data, measure: measure, model: model, like: preset.like, at: atColumn.at, overRounding: rounding)
    if threshold != nil, result.fit.model.effects == "common" {
      throw Failure.usage(
        "--threshold belongs to the random-effects model, and a common-effect one is asked for")
    }
    if let baseline {
      guard AbsoluteEffect.measures.contains(result.measure.code) else {
        throw Failure.usage(
          "--baseline goes with \(AbsoluteEffect.measures.joined(separator: ", ")), not with"
            + " \(result.measure.code)")
      }
      result.baseline = baseline.value
    }
    result.threshold = threshold
    if let threshold, result.shareBeyond(result.fit) == nil {
      throw Failure.usage(
        "--threshold \(threshold) is no value that a \(result.measure.quantity.lowercased()) can take")
    }
    try output.refuseIfStrict(result.warnings)
    return presented(result, provenance)
  }
}

extension Pool {
  private func presented(_ result: PoolResult, _ provenance: Provenance) -> Presented {
    Presented(
      text: { result.text + (methods ? "\n" + page(result, heading: "") : "") },
      markdown: { result.markdown + (methods ? "\n" + page(result, heading: "## ") : "") },
      csv: { result.table.csv }, document: { document(result, provenance) },
      remarks: {
        note(result.like)
        warn(result)
      }, sections: { result.sections }, warnings: result.warnings,
      methods: MethodsParagraph(result, version: Copse.version))
  }

  private func page(_ result: PoolResult, heading: String) -> String {
    MethodsParagraph(result, version: Copse.version).page(heading: heading)
  }

  private func document(_ result: PoolResult, _ provenance: Provenance) -> JSONValue {
    let document = result.document(provenance)
    guard methods, case .object(let members) = document else { return document }
    return .object(members + [.init("methods", MethodsParagraph(result, version: Copse.version).json)])
  }
}

extension ModelOptions {
  /// Refuses options that do not go together, among them those of effect sizes.
  func check(_ measure: MeasureOptions) throws(Failure) {
    try check()
    if method == .mh, measure.correct == ContinuityCorrection.Rule.none {
      throw .usage("--method mh pools the counts as they are; leave out --correct none")
    }
  }
}

/// Reads, computes and pools, as the options say.
func pooled(
  data: DataOptions, measure: MeasureOptions, model: ModelOptions, like: Preset?, at: String? = nil,
  overRounding: Bool = false
) throws -> (PoolResult, Provenance) {
  let analysis = try analyzed(data: data, measure: measure, model: model, like: like, at: at)
  let result = overRounding ? try analysis.poolOverRounding() : try analysis.pool()
  return (result, Provenance(of: analysis.input))
}

/// Reads and computes, ready to be pooled, as the options say.
func analyzed(
  data: DataOptions, measure options: MeasureOptions, model: ModelOptions, like: Preset?, at: String? = nil
) throws -> Analysis {
  try model.check(options)
  let measure = try model.measure(options.measure)
  return try Analysis(
    data: data, measure: options, measure: measure, group: model.by, model: model, like: like, at: at)
}

/// Says on the standard error which preset set what.
func note(_ like: AppliedPreset?) {
  if let like { StandardError.write("copse: note: like \(like.words)") }
}

/// Says on the standard error what the form of the output has no place for.
func warn(_ result: PoolResult) { warn(excluded: result.excluded, warnings: result.warnings) }

/// Says on the standard error which studies were left out and what is unwise.
func warn(excluded: [Exclusion], warnings: [AnalysisWarning]) {
  for exclusion in excluded {
    StandardError.write("copse: note: \(exclusion.label) is left out: \(exclusion.reason)")
  }
  for warning in warnings {
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
