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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of person-time, with events; two for two groups. With survival, its time.",
      valueName: "column"),
    transform: CommaList.init(parsing:))
  var time: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of means; two for two groups, or for two measurements of the same people.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var mean: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of their standard deviations.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var sd: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of medians, with quartiles or range, where means are missing.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var median: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of first quartiles.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var q1: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of third quartiles.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var q3: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of smallest values.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var min: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of largest values.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var max: CommaList?

  @Option(name: .long, help: ArgumentHelp("Column of correlations.", valueName: "column"))
  var correlation: String?

  @Option(
    name: .customLong("o-minus-e"),
    help: ArgumentHelp("Column of observed minus expected events.", valueName: "column"))
  var observedMinusExpected: String?

  @Option(name: .long, help: ArgumentHelp("Column of the variance of O - E.", valueName: "column"))
  var v: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of survival at a time, 0 to 1; percentages are named with --percent.", valueName: "column"))
  var survival: String?

  @Option(
    name: .customLong("at-risk"),
    help: ArgumentHelp("Column of those at risk at the time of survival.", valueName: "column"))
  var atRisk: String?

  @Option(name: .long, help: ArgumentHelp("Column of those censored before it.", valueName: "column"))
  var censored: String?

  @Option(
    name: .customLong("follow-up"),
    help: ArgumentHelp("Columns of the shortest and the longest follow-up.", valueName: "low,high"),
    transform: CommaList.init(parsing:))
  var followUp: CommaList?

  @Option(
    name: .customLong("follow-up-median"),
    help: ArgumentHelp("Column of the median follow-up.", valueName: "column"))
  var followUpMedian: String?

  @Option(name: .long, help: ArgumentHelp("Column of ready effect sizes.", valueName: "column"))
  var estimate: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Column of standard errors, of ready effects or survival.", valueName: "column"))
  var se: String?

  @Option(name: .long, help: ArgumentHelp("Column of their variances.", valueName: "column"))
  var variance: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Columns of the limits of confidence intervals, of ready effects or survival.", valueName: "low,high"),
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

  @Option(
    name: .customLong("one-per"),
    help: ArgumentHelp(
      "One study per value of a column, such as a center: the largest, or COLUMN:first.",
      valueName: "column"),
    transform: OnePerOption.init(parsing:))
  var onePer: OnePerOption?

  @Option(
    name: .long,
    help:
      "Survivals by where their standard error comes from: all; reported, without derived ones; the total alone."
  )
  var rungs: RungRule?

  /// The choices of rows and columns.
  ///
  /// - Parameters:
  ///   - group: the column of subgroups.
  ///   - increment: the column of what is added to zero cells.
  ///   - at: the column of the times of survival; where it is not given, `--time` may name it.
  func rows(group: String?, increment: String? = nil, at: String? = nil) throws(Failure) -> RowChoices {
    RowChoices(
      where: conditions, columns: columns(group: group, increment: increment, at: at), arms: try pair(),
      onePer: onePer?.value, rungs: rungs)
  }

  /// The arms to pair.
  private func pair() throws(Failure) -> ArmPair? {
    guard let arms = arms?.values else {
      if armColumn != nil { throw .usage("--arm-column needs two arms; name them with --arms") }
      return nil
    }
    guard arms.count == 2 else { throw .usage("--arms needs two arms, FIRST,SECOND") }
    return ArmPair(arms[0], arms[1], column: armColumn ?? "arm")
  }

  private func columns(group: String?, increment: String?, at: String?) -> ColumnRequest {
    var request = ColumnRequest()
    request.study = study?.values ?? []
    request.group = group
    request.events = events?.values ?? []
    request.total = total?.values ?? []
    request.percent = percent?.values ?? []
    request.time = time?.values ?? []
    request.mean = mean?.values ?? []
    request.sd = sd?.values ?? []
    request.median = median?.values ?? []
    request.q1 = q1?.values ?? []
    request.q3 = q3?.values ?? []
    request.min = min?.values ?? []
    request.max = max?.values ?? []
    request.correlation = correlation
    request.observedMinusExpected = observedMinusExpected
    request.v = v
    request.increment = increment
    request.estimate = estimate
    request.se = se
    request.variance = variance
    request.ci = ci?.values ?? []
    request.survival = survival
    request.at = at
    request.atRisk = atRisk
    request.censored = censored
    request.followUp = followUp?.values ?? []
    request.followUpMedian = followUpMedian
    return request
  }
}

/// `--one-per`.
struct OnePerOption {
  let value: OnePer

  init(parsing argument: String) throws {
    guard let value = OnePer(parsing: argument) else {
      throw ValidationError("one study is taken per COLUMN, the largest, or COLUMN:largest or COLUMN:first")
    }
    self.value = value
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

  /// A risk, which has the same bounds.
  init(risk argument: String) throws {
    guard let value = Double(argument), value > 0, value < 1 else {
      throw ValidationError("a risk lies between 0 and 1, such as 0.02")
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
