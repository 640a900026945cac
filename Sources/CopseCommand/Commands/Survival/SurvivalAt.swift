import ArgumentParser
import MetaAnalysis

/// `copse survival at`.
struct SurvivalAt: PresentingCommand {
  static let configuration = CommandConfiguration(
    commandName: "at",
    abstract: "Survival at one or more times, pooled at each.",
    discussion: """
      Each study's standard error comes from the first of these that it reports: a standard error, an interval (on \
      the scale on which it is symmetric), the number at risk, the number censored, the follow-up, the total. The \
      last three rest on assumptions; beside each result stands the one without such rows.

      Survival is read from the column survival as a proportion, or from percent as a percentage; standard error and \
      limits stand on its scale. The column of times is at, or named with --time.

      EXAMPLES
        copse survival at begg-leukemia --measure SR --by arm
        copse survival at liver-cryoablation --where population=HCC \\
          --where arm=cryoablation --where outcome=overall-survival --at 12,36,60
        copse survival at liver-cryoablation --where population=HCC \\
          --where arm=cryoablation --where outcome=overall-survival --at 36 \\
          --align exponential --format json
        copse survival at begg-leukemia --by arm --methods
        copse survival at begg-leukemia --measure SR --by arm -o survival.svg
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("Times at which to pool [default: all that the rows have].", valueName: "time,…"),
    transform: Times.init(parsing:))
  var times: Times?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Move each study's nearest survival to the time: exponential, or weibull:SHAPE.",
      valueName: "assumption"),
    transform: Alignment.init(parsing:))
  var align: Alignment?
  @OptionGroup(title: "Effect sizes") var measure: MeasureOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Model") var preset: PresetOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @Flag(name: .long, help: "Add a paragraph on the methods at each time, with the references.")
  var methods = false

  @OptionGroup(title: "Figure") var picture: PictureOptions

  func run() throws {
    try reportingFailures {
      let form = try output.form(standard: .table, picture)
      if methods, form == .data(.csv) || form.isPicture {
        throw Failure.usage(
          "--methods has no place in \(form.isPicture ? "a picture" : "CSV"); use another --format")
      }
      try output.write(try presented(), as: form, picture)
    }
  }

  func presented() throws -> Presented {
    if align != nil, times == nil {
      throw Failure.usage("--align needs the times to move to; name them with --at")
    }
    if align != nil, data.onePer != nil {
      throw Failure.usage(
        "--one-per chooses among studies at one time, and --align moves them; leave one out")
    }
    let (report, provenance) = try report()
    try output.refuseIfStrict(report.warnings)
    return Presented(
      text: { report.text + page(report, heading: "") },
      markdown: { report.markdown + page(report, heading: "## ") }, csv: { report.table.csv },
      document: { document(report, provenance) },
      figure: {
        guard let plot = report.forest(picture.forestOptions) else {
          throw Failure.analysis("there is no figure: no study has an effect size")
        }
        return .forest(plot)
      },
      remarks: {
        note(report.blocks.lazy.compactMap(\.result).first?.like)
        warn(excluded: report.excluded, warnings: report.warnings)
      },
      sections: { report.sections }, warnings: report.warnings,
      methods: MethodsParagraph(
        joining: report.methods(version: Copse.version).map { time, paragraph in
          ("At \(NumberText.exact(time) ?? "")", paragraph)
        }))
  }

  private func page(_ report: SurvivalAtReport, heading: String) -> String {
    methods ? "\n" + report.methodsPage(heading: heading, version: Copse.version) : ""
  }

  private func document(_ report: SurvivalAtReport, _ provenance: Provenance) -> JSONValue {
    let document = report.document(provenance)
    guard methods, case .object(let members) = document else { return document }
    let paragraphs = report.methods(version: Copse.version).map { time, paragraph in
      JSONValue.object([.init("at", .number(time)), .init("methods", paragraph.json)])
    }
    return .object(members + [.init("methods", .array(paragraphs))])
  }

  private func report() throws -> (SurvivalAtReport, Provenance) {
    try model.check()
    let name = measure.measure ?? model.standardMeasure(for: .oneGroupSurvival)
    guard case .survival = name else {
      throw Failure.usage(
        "copse survival at pools SLL, SLO, SLN, SAS or SR; \(name.code) is none of them")
    }
    var analysis = try Analysis(
      data: data, measure: measure, measure: name, group: model.by, model: model, like: preset.like,
      allowsSeveralTimes: true)
    let present = SurvivalAtTime.times(of: analysis.survivals)
    guard !present.isEmpty else { throw Failure.analysis(analysis.nothingLeft) }
    let wanted = times?.values ?? present
    if align == nil, let absent = wanted.first(where: { !present.contains($0) }) {
      let list = present.map { NumberText.exact($0) ?? "" }.joined(separator: ", ")
      throw Failure.usage(
        "no row is at \(NumberText.exact(absent) ?? ""); the times are \(list) (--align moves survival in time)"
      )
    }
    let provenance = Provenance(of: analysis.input)
    let (rows, before) = (analysis.survivals, analysis.excluded)
    var blocks: [SurvivalAtReport.Block] = []
    for time in wanted {
      let alignment = align.map { TimeAlignment(to: time, shape: $0.shape) }
      let chosen =
        alignment.map { SurvivalAtTime(rows, nearest: $0) } ?? SurvivalAtTime(rows, at: time)
      analysis.take(chosen, alignment: alignment, before: before)
      blocks.append(try block(analysis, at: time))
    }
    guard blocks.contains(where: { $0.result != nil }) else {
      throw Failure.analysis(analysis.nothingLeft)
    }
    return (SurvivalAtReport(blocks, excludedRows: before, alignment: align?.name), provenance)
  }

  /// The results of the rows that the analysis holds.
  private func block(_ analysis: Analysis, at time: Double) throws -> SurvivalAtReport.Block {
    guard analysis.effects.k > 0 else {
      return .init(at: time, excluded: analysis.excluded + analysis.effects.excluded)
    }
    let result = try analysis.pool()
    let effects = analysis.effects
    let reported = effects.filter { $0.survivalRung?.isDerived == false }
    guard reported.k < effects.k else {
      return .init(at: time, result, whyNone: "no row is derived")
    }
    guard reported.k > 0 else { return .init(at: time, result, whyNone: "every row is derived") }
    var without = analysis
    without.effects = reported
    return .init(at: time, result, without: try without.pool())
  }
}

/// Times above 0, separated by commas.
struct Times {
  let values: [Double]

  init(parsing argument: String) throws {
    let times = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard times.allSatisfy({ $0.map { $0 > 0 && $0.isFinite } ?? false }) else {
      throw ValidationError("times are numbers above 0, separated by commas, such as 12,36,60")
    }
    values = Set(times.compactMap { $0 }).sorted()
  }
}

/// `--align`.
struct Alignment {
  let shape: Double
  let name: String

  init(parsing argument: String) throws {
    let text = argument.lowercased()
    if text == "exponential" {
      shape = 1
    } else if text.hasPrefix("weibull:"), let shape = Double(text.dropFirst(8)), shape > 0, shape.isFinite {
      self.shape = shape
    } else {
      throw ValidationError("the assumptions are exponential and weibull:SHAPE, such as weibull:1.3")
    }
    name = text
  }
}
