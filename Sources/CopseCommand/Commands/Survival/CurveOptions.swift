import ArgumentParser
import MetaAnalysis

/// The data of `copse survival curve`, one row per study and time, and which of their columns hold what.
struct CurveOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A CSV file, - for the standard input, or a bundled data set.", valueName: "data"))
  var data: String

  @Option(
    name: .long,
    help: ArgumentHelp("Columns that label the curves, such as author,year.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var study: CommaList?

  @Option(name: .long, help: ArgumentHelp("Column of times [default: time, at].", valueName: "column"))
  var time: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Column of survival, from 0 to 1 [default: survival].", valueName: "column"))
  var survival: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Column of survival in percent, instead [default: percent].", valueName: "column"))
  var percent: String?

  @Option(
    name: .customLong("at-risk"),
    help: ArgumentHelp(
      "Column of numbers at risk [default: at_risk].", valueName: "column"))
  var atRisk: String?

  @Option(
    name: .customLong("at-risk-at"),
    help: """
      Where the numbers at risk stand: at the start of the interval that ends at the row's time, or at that time, as \
      in the tables under published curves; then the number at the start comes from --total or a row at time 0.
      """)
  var atRiskAt: AtRiskPlace = .start

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of numbers at the start of the study; where the numbers at risk are missing, they are derived.",
      valueName: "column"))
  var total: String?

  @Option(
    name: .customLong("follow-up"),
    help: ArgumentHelp(
      "Columns of the shortest and the longest follow-up, between which censoring is taken as even.",
      valueName: "low,high"),
    transform: CommaList.init(parsing:))
  var followUp: CommaList?

  @Option(name: .long, help: ArgumentHelp("Column of strata, each with its own curve.", valueName: "column"))
  var by: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to use: COLUMN=VALUE,VALUE, also != < <= > >=. Repeated: all must hold.", valueName: "condition"))
  var conditions: [String] = []

  /// Reads the curves of the rows selected.
  func curves(_ input: Input) throws -> StudyCurves {
    if survival != nil, percent != nil {
      throw Failure.usage("--survival and --percent both name the column of survival; give one")
    }
    if let followUp, followUp.values.count != 2 {
      throw Failure.usage("--follow-up needs two columns, LOW,HIGH")
    }
    let (table, labels) = try selected(from: input)
    let columns = try CurveColumns.find(
      in: table, time: time, survival: survival, percent: percent, atRisk: atRisk, total: total,
      followUp: followUp.map { ($0.values[0], $0.values[1]) })
    let read = try table.survivalCurves(columns, labels: labels, group: by)
    guard atRiskAt == .time else { return read }
    return StudyCurves(curves: read.curves.map(\.movingAtRiskToStarts), excluded: read.excluded)
  }

  /// The rows that the conditions select, and what names the curves.
  func selected(from input: Input) throws -> (table: StudyTable, labels: StudyLabels) {
    let table = try input.table().selecting(where: conditions)
    let labels = try StudyLabels.find(in: table, requested: study?.values ?? [])
    guard labels != .rowNumbers else {
      throw Failure.usage("no column tells which rows are of one curve; name it with --study")
    }
    return (table, labels)
  }
}

/// `--at-risk-at`: which time the numbers at risk in a row belong to.
enum AtRiskPlace: String, NamedChoice {
  case start
  case time
}

/// How the curves are pooled and what limits they get.
struct CurveModelOptions: ParsableArguments {
  @Option(name: .long, help: "Whether the true curves may differ between studies.")
  var model: CurveModelName = .random

  @Option(
    name: .long, help: "How the limits are made: on log(-log), on log as in the original, or from draws.")
  var interval: CurveInterval = .logMinusLog

  @Option(
    name: .long, help: ArgumentHelp("Confidence level [default: 0.95].", valueName: "level"),
    transform: Level.init(parsing:))
  var level = Level(value: 0.95)

  @Option(
    name: .long,
    help: ArgumentHelp("Times to read the studies at [default: all their times].", valueName: "t,t"),
    transform: TimeList.init(parsing:))
  var times: TimeList?

  @Option(
    name: .long,
    help: ArgumentHelp("Time up to which the mean is taken [default: the last].", valueName: "time"),
    transform: TimeList.init(parsing:))
  var horizon: TimeList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Number of drawn curves, whose limits are shown beside [default: 10000 for --interval draws].",
      valueName: "n"))
  var draws: Int?

  @Option(name: .long, help: ArgumentHelp("Seed of the draws [default: 1].", valueName: "n"))
  var seed: UInt64?

  /// The models that are asked for.
  func models() throws(Failure) -> [SummaryCurve] {
    if let draws, !(2...10_000_000).contains(draws) {
      throw .usage("--draws takes a number from 2 to 10000000")
    }
    if seed != nil, draws == nil, interval != .draws {
      throw .usage("--seed belongs to --draws or --interval draws")
    }
    if let horizon, horizon.values.count != 1 { throw .usage("--horizon takes one time") }
    return model.models.map {
      SummaryCurve(
        model: $0, interval: interval, level: level.value, times: times?.values, horizon: horizon?.values[0],
        draws: draws, seed: seed ?? 1)
    }
  }
}

/// `--model` of curves.
enum CurveModelName: String, ExpressibleByArgument {
  case random
  case common
  case both

  static let allValueStrings = ["random", "common", "fixed", "both"]

  init?(argument: String) {
    let name = argument.lowercased()
    self.init(rawValue: name == "fixed" ? "common" : name)
  }

  /// The models, the common effect first.
  var models: [SummaryCurve.Model] {
    switch self {
    case .random: [.random]
    case .common: [.common]
    case .both: [.common, .random]
    }
  }
}

extension CurveInterval: ExpressibleByArgument, NamedChoice {}

/// Times separated by commas.
struct TimeList {
  let values: [Double]

  init(parsing argument: String) throws {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    values = numbers.compactMap { $0 }
    guard values.count == numbers.count, values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw ValidationError("times are numbers above 0, separated by commas, such as 6,12,24")
    }
  }
}
