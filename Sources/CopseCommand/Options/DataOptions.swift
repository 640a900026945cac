import ArgumentParser
import MetaAnalysis

/// The data and which of their columns hold what.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A CSV file, - for the standard input, or a bundled data set.", valueName: "data"))
  var data: String

  @Option(
    name: .long,
    help: ArgumentHelp("Columns that label the studies, such as author,year.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var study: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of events; two, A,B, for two groups.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var events: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of totals; two, A,B, for two groups.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var total: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of percentages of the total, where events are not given; two for two groups.",
      valueName: "column"),
    transform: CommaList.init(parsing:))
  var percent: CommaList?

  @Option(name: .long, help: ArgumentHelp("Column of ready effect sizes.", valueName: "column"))
  var estimate: String?

  @Option(name: .long, help: ArgumentHelp("Column of their standard errors.", valueName: "column"))
  var se: String?

  @Option(name: .long, help: ArgumentHelp("Column of their variances.", valueName: "column"))
  var variance: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Columns of the limits of their confidence intervals.", valueName: "low,high"),
    transform: CommaList.init(parsing:))
  var ci: CommaList?

  @Option(
    name: .customLong("ci-level"),
    help: ArgumentHelp("Level of those confidence intervals [default: 0.95].", valueName: "level"),
    transform: Level.init(parsing:))
  var ciLevel: Level?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to use: COLUMN=VALUE,VALUE, also != < <= > >=. Repeated: all must hold.", valueName: "condition"))
  var conditions: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Pair rows with one arm each.", valueName: "first,second"),
    transform: CommaList.init(parsing:))
  var arms: CommaList?

  @Option(
    name: .customLong("arm-column"),
    help: ArgumentHelp("Column that names the arm [default: arm].", valueName: "column"))
  var armColumn: String?

  /// Refuses options that would have no effect on this kind of data.
  func check(against kind: DataKind) throws(Failure) {
    if kind != .readyEffects, ciLevel != nil {
      throw .usage("--ci-level is for ready effects with confidence intervals, and these data are counts")
    }
  }

  /// The request for columns.
  func request(kind: DataKind?, group: String?) -> ColumnRequest {
    var request = ColumnRequest(kind: kind)
    request.study = study?.values ?? []
    request.group = group
    request.events = events?.values ?? []
    request.total = total?.values ?? []
    request.percent = percent?.values ?? []
    request.estimate = estimate
    request.se = se
    request.variance = variance
    request.ci = ci?.values ?? []
    return request
  }
}

/// Values separated by commas.
struct CommaList {
  let values: [String]

  init(parsing argument: String) throws {
    values = argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " })
    }
    if values.contains("") { throw ValidationError("names are separated by commas, and none may be empty") }
  }
}

/// A confidence level between 0 and 1.
struct Level: CustomStringConvertible {
  let value: Double

  init(value: Double) {
    self.value = value
  }

  init(parsing argument: String) throws {
    guard let value = Double(argument), value > 0, value < 1 else {
      throw ValidationError("a level lies between 0 and 1, such as 0.95")
    }
    self.value = value
  }

  var description: String { "\(value)" }
}

/// Two ends of an axis, LOW,HIGH.
struct Ends {
  let range: ClosedRange<Double>

  init(parsing argument: String) throws {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low < high, low.isFinite, high.isFinite
    else { throw ValidationError("an axis needs two numbers, LOW,HIGH, the lower one first") }
    range = low...high
  }
}
