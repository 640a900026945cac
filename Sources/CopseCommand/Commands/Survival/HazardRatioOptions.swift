import ArgumentParser
import MetaAnalysis

/// The reports and the curves that hazard ratios come from.
struct HazardRatioOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A CSV file, - for the standard input, or a bundled data set; may be left out where there are curves.",
      valueName: "data"))
  var data: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Columns that label the studies, such as author,year.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var study: CommaList?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to use: COLUMN=VALUE,VALUE, also != < <= > >=. Repeated: all must hold.", valueName: "condition"))
  var conditions: [String] = []

  @Option(
    name: .customLong("ci-level"),
    help: ArgumentHelp(
      "Level of confidence intervals without ci_level [default: 0.95].", valueName: "level"),
    transform: Level.init(parsing:))
  var ciLevel: Level?

  @Option(name: .long, help: ArgumentHelp("A CSV file of survival curves, read off.", valueName: "file"))
  var curves: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The curves' groups [default: in order of appearance].", valueName: "first,second"),
    transform: CommaList.init(parsing:))
  var arms: CommaList?

  @Option(
    name: .customLong("curve-follow-up"),
    help: ArgumentHelp(
      "Shortest and longest follow-up, where the curves do not state it.", valueName: "low,high"),
    transform: FollowUpRange.init(parsing:))
  var followUp: FollowUpRange?
}

/// A shortest and a longest follow-up, LOW,HIGH.
struct FollowUpRange {
  let range: CurveArm.FollowUp

  init(parsing argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], 0 <= low, low <= high, 0 < high,
      high.isFinite
    else { throw ValidationError("follow-up needs two times, LOW,HIGH, the shorter one first") }
    range = CurveArm.FollowUp(low: low, high: high)
  }
}

/// The studies as read, with all their routes.
struct HazardRatioReading {
  let studies: [HazardRatioEstimates]
  let excluded: [Exclusion]
  let warnings: [AnalysisWarning]
  let provenance: Provenance
  /// What was read, that of the provenance first.
  let inputs: [Input]
  /// The file of curves and its hash.
  let curves: (file: String, sha256: String)?
  /// The rows of the reports; nil where there are curves alone.
  let table: StudyTable?

  /// The effect sizes by the routes used, where the model can pool them.
  func effects(_ model: ModelOptions, level: Double) throws(Failure) -> EffectSizes {
    let effects = EffectSizes(hazardRatios: studies, level: level)
    try model.check(against: effects.measure)
    guard effects.k > 0 else {
      let lines = (excluded + effects.excluded).map { "  \($0.label): \($0.reason)" }
      throw .analysis((["no study has a hazard ratio; left out:"] + lines).joined(separator: "\n"))
    }
    return effects
  }
}

extension ModelOptions {
  /// Refuses what does not go with hazard ratios.
  func checkHazardRatios() throws(Failure) {
    try check()
    guard method == .iv || method == .peto else {
      throw .usage("hazard ratios are pooled with --method iv or peto, not with \(method.rawValue)")
    }
  }
}

extension HazardRatioOptions {
  /// Reads the reports and the curves.
  func read(group: String?) throws -> HazardRatioReading {
    guard data != nil || curves != nil else {
      throw Failure.usage("there is nothing to read; give DATA, or --curves FILE, or both")
    }
    try checkOptions(group: group)
    var reports = StudyRows<HazardRatioReport>(rows: [])
    var selectedAway: Set<String> = []
    var input: Input?
    var rows: StudyTable?
    if let data {
      let file = try Input(data)
      let all = try file.table()
      let labels = try StudyLabels.find(in: all, requested: study?.values ?? [])
      let table = try all.selecting(where: conditions)
      reports = try table.hazardRatioReports(labels: labels, group: group, ciLevel: ciLevel?.value ?? 0.95)
      let kept = Set(reports.rows.map { $0.label.lowercased() })
      if !conditions.isEmpty {
        selectedAway = Set(try all.rowLabels(labels).map { $0.lowercased() }).subtracting(kept)
      }
      (input, rows) = (file, table)
    }
    let read = try readCurves()
    let curves = read.studies.filter { !selectedAway.contains($0.label.lowercased()) }
    try refuseAmbiguous(curves, reports.rows)
    let problems = reports.warnings + read.warnings
    let source = input ?? read.input
    return HazardRatioReading(
      studies: HazardRatioEstimates.studies(reports.rows, curves: curves),
      excluded: reports.excluded + read.excluded,
      warnings: problems.warnings,
      provenance: Provenance(of: source), inputs: [input, read.input].compactMap(\.self),
      curves: read.input.map { ($0.name, $0.sha256) }, table: rows)
  }

  /// The two groups, where all studies have the same ones: by --arms where there are curves alone, else by the columns
  /// arm1 and arm2.
  func arms(of reading: HazardRatioReading) -> (first: String, second: String)? {
    guard let table = reading.table else {
      return arms.flatMap { $0.values.count == 2 ? ($0.values[0], $0.values[1]) : nil }
    }
    let names = ["arm1", "arm2"].map { table.findColumn($0)?.distinctValues ?? [] }
    guard names.allSatisfy({ $0.count == 1 }) else { return nil }
    return (names[0][0], names[1][0])
  }

  /// Refuses options that would have no effect.
  private func checkOptions(group: String?) throws(Failure) {
    if curves == nil, arms != nil {
      throw .usage("--arms names the groups of the curves; give --curves FILE")
    }
    if curves == nil, followUp != nil {
      throw .usage("--curve-follow-up belongs to curves; give --curves FILE")
    }
    if data == nil {
      for (name, isGiven) in [
        ("--where", !conditions.isEmpty), ("--ci-level", ciLevel != nil), ("--by", group != nil),
      ] where isGiven {
        throw .usage("\(name) is about the rows of DATA, and there are curves alone")
      }
    }
  }

  private func readCurves() throws -> (
    studies: [StudyCurvePairs], excluded: [Exclusion], warnings: [DataProblem], input: Input?
  ) {
    guard let curves else { return ([], [], [], nil) }
    var pair: (String, String)?
    if let names = arms?.values {
      guard names.count == 2 else { throw Failure.usage("--arms needs two arms, FIRST,SECOND") }
      pair = (names[0], names[1])
    }
    let input = try Input(curves)
    let table = try input.table()
    let asked = study?.values ?? []
    let labels = try StudyLabels.find(
      in: table, requested: asked.allSatisfy { table.findColumn($0) != nil } ? asked : [])
    let read = try table.survivalCurvePairs(labels: labels, arms: pair, followUp: followUp?.range)
    return (read.studies, read.excluded, read.warnings, input)
  }

  private func refuseAmbiguous(_ curves: [StudyCurvePairs], _ rows: [Study<HazardRatioReport>]) throws {
    for study in curves {
      let lines = rows.filter { $0.label.lowercased() == study.label.lowercased() }.compactMap(\.line)
      guard lines.count > 1 else { continue }
      let list = lines.map { "\($0)" }.joined(separator: ", ")
      throw Failure.data(
        "copse: error: the curves of \(study.label) may belong to several rows of the data, on the lines \(list);"
          + " select one of them with --where")
    }
  }
}
