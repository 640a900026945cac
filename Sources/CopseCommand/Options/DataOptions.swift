import ArgumentParser
import MetaAnalysis

/// The data and which of their columns hold what.
struct DataOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A CSV file, - for the standard input, or a bundled data set.", valueName: "data"))
  var data: String

  @Option(name: .long, help: "Column(s) that label the studies, such as author,year.")
  var study: CommaList?

  @Option(name: .long, help: "Column of events; two, A,B, for two groups.")
  var events: CommaList?

  @Option(name: .long, help: "Column of totals; two, A,B, for two groups.")
  var total: CommaList?

  @Option(
    name: .long, help: "Column of percentages of the total, where events are not given; two for two groups.")
  var percent: CommaList?

  @Option(name: .long, help: "Column of ready effect sizes.")
  var estimate: String?

  @Option(name: .long, help: "Column of their standard errors.")
  var se: String?

  @Option(name: .long, help: "Column of their variances.")
  var variance: String?

  @Option(name: .long, help: "Columns LOW,HIGH of their confidence intervals.")
  var ci: CommaList?

  @Option(name: .customLong("ci-level"), help: "Level of those confidence intervals.")
  var ciLevel: Level = Level(value: 0.95)

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows to use: COLUMN=VALUE,VALUE, also != < <= > >=. Repeated: all must hold.", valueName: "condition"))
  var conditions: [String] = []

  @Option(name: .long, help: "Pair rows with one arm each: FIRST,SECOND.")
  var arms: CommaList?

  @Option(name: .customLong("arm-column"), help: "Column that names the arm.")
  var armColumn = "arm"

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
struct CommaList: ExpressibleByArgument {
  let values: [String]

  init?(argument: String) {
    values = argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " })
    }
    if values.contains("") { return nil }
  }
}

/// A confidence level between 0 and 1.
struct Level: ExpressibleByArgument {
  let value: Double

  init(value: Double) {
    self.value = value
  }

  init?(argument: String) {
    guard let value = Double(argument), value > 0, value < 1 else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { "\(value)" }
}

/// Two ends of an axis, LOW,HIGH.
struct Ends: ExpressibleByArgument {
  let range: ClosedRange<Double>

  init?(argument: String) {
    let parts = argument.split(separator: ",").compactMap { Double($0) }
    guard parts.count == 2, parts[0] < parts[1], parts.allSatisfy(\.isFinite) else { return nil }
    range = parts[0]...parts[1]
  }
}
