import ArgumentParser
import MetaAnalysis

extension KaplanMeierInterval: ExpressibleByArgument, NamedChoice {}
extension TiedEvents: ExpressibleByArgument, NamedChoice {}
extension FallPlacement: ExpressibleByArgument, NamedChoice {}

/// `copse survival reconstruct`.
struct SurvivalReconstruct: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconstruct",
    abstract: "Individual times rebuilt from a published Kaplan-Meier curve.",
    discussion: """
      POINTS is a CSV file of points read from the curve: time, survival and, for several arms, arm. The risk table \
      has the columns time, at_risk and arm. The result is CSV, time,status,arm (1 event, 0 censored); the audit goes \
      to the standard error, and into --format table and json, with hazard ratio, log-rank test, medians and \
      restricted means. Of two arms the first in the file is compared with the second.

      EXAMPLES
        copse survival reconstruct points.csv --risk-table risk.csv
        copse survival reconstruct points.csv --risk-table risk.csv \\
          --events 'ablation=54,resection=49' --format table
        copse survival reconstruct points.csv --total 120 --events 71 -o people.csv
      """)

  @Argument(help: ArgumentHelp("A CSV file of read-offs, or - for the standard input.", valueName: "points"))
  var points: String

  @Option(
    name: .customLong("risk-table"), help: ArgumentHelp("A CSV file of numbers at risk.", valueName: "file"))
  var riskTable: String?

  @Option(
    name: .long, help: ArgumentHelp("Events reported: N, or ARM=N,ARM=N.", valueName: "n"),
    transform: ArmCounts.init(parsing:))
  var events: ArmCounts?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "People at the start, where the risk table does not say: N, or ARM=N,ARM=N.", valueName: "n"),
    transform: ArmCounts.init(parsing:))
  var total: ArmCounts?

  @Flag(name: .long, help: "The read-offs are percentages.")
  var percent = false

  @Option(
    name: .long, help: "How far a read-off may rise above an earlier one, as a share.",
    transform: Level.init(tolerance:))
  var tolerance = Level(value: 0.02)

  @Option(
    name: .long,
    help:
      "Where the deaths of a fall stand: midway between read-offs, or at the read-off (clicked at the steps)."
  )
  var placement: FallPlacement = .midway

  @Option(
    name: .long,
    help: "Horizon of the restricted means [default: the last time up to which each arm is followed].")
  var tau: Double?

  @Option(name: .customLong("conf-type"), help: "Scale of the curves' limits.")
  var interval: KaplanMeierInterval = .logLog

  @Option(name: .long, help: "How the Cox model treats several events at one time.")
  var ties: TiedEvents = .efron

  @Option(name: .long, help: "Level of the confidence intervals.", transform: Level.init(parsing:))
  var level = Level(value: 0.95)

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if let tau, !(tau > 0 && tau.isFinite) { throw ValidationError("--tau is a time above 0") }
  }

  func run() throws {
    try reportingFailures {
      let format = try output.format(standard: .csv)
      guard riskTable != nil || total != nil else {
        throw Failure.usage("the number of people at the start is needed: --risk-table FILE, or --total N")
      }
      let input = try Input(points)
      let riskInput = try riskTable.map { name throws(Failure) in try Input(name) }
      let result = ReconstructionResult(
        ReconstructedArms(
          try rebuilt(input, riskInput), horizon: tau, interval: interval, level: level.value, ties: ties))
      try output.refuseIfStrict(result.warnings)
      switch format {
      case .csv: try output.write(result.table.csv)
      case .table: try output.write(result.text)
      case .markdown: try output.write(result.markdown)
      case .json:
        let riskTable = riskInput.map { ($0.name, $0.sha256) }
        try output.write(result.document(Provenance(of: input), riskTable: riskTable).document)
      }
      if format == .csv { report(result) }
    }
  }

  private func report(_ result: ReconstructionResult) {
    for note in result.notes { StandardError.write("copse: note: \(note)") }
    warn(excluded: [], warnings: result.warnings)
  }

  // MARK: The arms

  private func rebuilt(_ input: Input, _ riskInput: Input?) throws -> [OfArm<Reconstruction>] {
    let (curves, tables) = try read(input, riskInput)
    try check(arms: curves.map(\.arm))
    return try curves.map { curve in
      guard let table = tables.first(where: { $0.arm == curve.arm })?.value else {
        throw Failure.data(
          "copse: error: the number of people of the arm \(curve.arm) is not given; the risk table has"
            + " \(tables.map(\.arm).joined(separator: ", "))")
      }
      do {
        return OfArm(
          arm: curve.arm,
          value: try Reconstruction(
            curve: curve.value, riskTable: table, events: events?.count(of: curve.arm),
            placement: placement))
      } catch let error as ReconstructionError {
        let arm = curves.count > 1 ? "\(curve.arm): " : ""
        throw Failure.analysis(arm + error.description)
      }
    }
  }

  /// Both files, with all the problems of both.
  private func read(_ input: Input, _ riskInput: Input?) throws -> (
    [OfArm<ReadOffCurve>], [OfArm<RiskTable>]
  ) {
    var problems: [String] = []
    var curves: [OfArm<ReadOffCurve>] = []
    var tables: [OfArm<RiskTable>] = []
    do {
      let table = try input.table()
      try Self.refuseSeveralStudies(table)
      curves = try table.readOffCurves(percent: percent, tolerance: tolerance.value)
    } catch let failure as Failure {
      throw failure
    } catch let error as DataProblems { problems.append(error.description) }
    do {
      tables = try riskInput?.table().riskTables { total?.count(of: $0) } ?? []
    } catch { problems.append(error.description) }
    if !problems.isEmpty { throw Failure.data(problems.joined(separator: "\n")) }
    for arm in curves.map(\.arm) where !tables.contains(where: { $0.arm == arm }) {
      if let total = total?.count(of: arm) {
        tables.append(OfArm(arm: arm, value: try RiskTable(total: total)))
      }
    }
    for table in tables where !curves.contains(where: { $0.arm == table.arm }) {
      throw Failure.data(
        "copse: error: the risk table has the arm \(table.arm), the read-offs have"
          + " \(curves.map(\.arm).joined(separator: ", "))")
    }
    return (curves, tables)
  }

  /// The points of several studies in one file would make one curve of them.
  private static func refuseSeveralStudies(_ table: StudyTable) throws(Failure) {
    guard table.findColumn("arm") == nil, let studies = table.findColumn("study")?.distinctValues,
      studies.count > 1
    else { return }
    throw .data(
      "copse: error: \(table.source.name) has the read-offs of \(studies.count) studies"
        + " (\(studies.prefix(4).joined(separator: ", "))\(studies.count > 4 ? ", …" : "")) and no column 'arm'; give"
        + " those of one study, or call the column 'arm' if they are arms")
  }

  private func check(arms: [String]) throws(Failure) {
    for (option, counts) in [("--events", events), ("--total", total)] {
      guard let counts else { continue }
      if counts.single != nil, arms.count > 1 {
        throw .usage(
          "\(option) for several arms says which: \(arms.map { "\($0)=N" }.joined(separator: ","))")
      }
      if let unknown = counts.byArm.map(\.arm).first(where: { !arms.contains($0) }) {
        throw .usage("\(option): there is no arm \(unknown); the arms are \(arms.joined(separator: ", "))")
      }
    }
  }
}

/// A number for the only arm, or one for each of several: `71`, or `A=54,B=49`.
struct ArmCounts {
  let single: Int?
  let byArm: [(arm: String, count: Int)]

  init(parsing argument: String) throws {
    single = Int(argument)
    if let single {
      guard single >= 0 else { throw ValidationError("a number of people is 0 or more") }
      byArm = []
      return
    }
    byArm = try argument.split(separator: ",").map { part in
      guard let sign = part.lastIndex(of: "="), sign > part.startIndex,
        let count = Int(part[part.index(after: sign)...]), count >= 0
      else { throw ValidationError("write a whole number, or ARM=N,ARM=N") }
      return (String(part[..<sign]), count)
    }
    if byArm.isEmpty { throw ValidationError("write a whole number, or ARM=N,ARM=N") }
  }

  func count(of arm: String) -> Int? { single ?? byArm.first { $0.arm == arm }?.count }
}

extension Level {
  /// A tolerance of survival, as a share.
  init(tolerance argument: String) throws {
    guard let value = Double(argument), value >= 0, value < 1 else {
      throw ValidationError("a tolerance is a share from 0 to below 1, such as 0.02")
    }
    self.init(value: value)
  }
}
