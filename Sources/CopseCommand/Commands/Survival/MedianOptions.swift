import ArgumentParser
import MetaAnalysis

/// Which columns hold medians or restricted means, and what is made of them.
struct MedianOptions: ParsableArguments {
  @Option(name: .long, help: "What is pooled [default: median, or rmst by the measure or the columns].")
  var quantity: TimeQuantity?

  @Option(
    name: .long,
    help: """
      Measure [default: MED or MDR for medians, RMST or RMSTD for restricted means]. MHR is the hazard ratio if \
      survival is exponential, from medians and events.
      """)
  var measure: TimeMeasure?

  @Option(
    name: .customLong("ci-scale"),
    help:
      "Scale on which confidence limits are read [default: that of the pooling; raw for restricted means].")
  var ciScale: TimeIntervalScale?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Column of medians or restricted means; two for two groups. With --arms one stands for both.",
      valueName: "column"),
    transform: CommaList.init(parsing:))
  var value: CommaList?

  @Option(
    name: .long,
    help: ArgumentHelp("Columns of their confidence limits; four for two groups.", valueName: "low,high"),
    transform: CommaList.init(parsing:))
  var ci: CommaList?

  @Option(
    name: .customLong("ci-level"),
    help: ArgumentHelp(
      "Level of confidence limits without one in the column ci_level [default: 0.95].", valueName: "level"),
    transform: Level.init(parsing:))
  var ciLevel: Level?

  @Option(
    name: .long, help: ArgumentHelp("Column of their standard errors.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var se: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Column of the numbers of events.", valueName: "column"),
    transform: CommaList.init(parsing:))
  var events: CommaList?

  @Option(
    name: .long, help: ArgumentHelp("Pair rows with one arm each.", valueName: "first,second"),
    transform: CommaList.init(parsing:))
  var arms: CommaList?

  @Option(
    name: .customLong("arm-column"),
    help: ArgumentHelp("Column that names the arm [default: arm].", valueName: "column"))
  var armColumn: String?

  @Option(name: .long, help: "Confidence level [default: 0.95].", transform: Level.init(parsing:))
  var level: Level = Level(value: 0.95)

  /// The rows, one per pair where arms are paired.
  func paired(_ rows: StudyTable, labels: StudyLabels) throws -> (table: StudyTable, excluded: [Exclusion]) {
    guard let arms = arms?.values else {
      if armColumn != nil { throw Failure.usage("--arm-column needs two arms; name them with --arms") }
      return (rows, [])
    }
    guard arms.count == 2 else { throw Failure.usage("--arms needs two arms, FIRST,SECOND") }
    let paired = try rows.pairingArms(arms[0], arms[1], armColumn: armColumn ?? "arm", labels: labels)
    return (paired.table, paired.excluded)
  }

  /// The columns of each group: one or two sets.
  func columns(in table: StudyTable) throws -> (quantity: TimeQuantity, groups: [TimeColumns]) {
    if let quantity, let measure, measure.quantity != quantity {
      throw Failure.usage(
        "--measure \(measure.rawValue) is of a \(measure.quantity.rawValue), not of --quantity \(quantity.rawValue)"
      )
    }
    let asked = quantity ?? measure?.quantity
    let isPair = measure?.isTwoGroup ?? (arms != nil || value?.values.count == 2)
    if arms != nil, !isPair, let measure {
      throw Failure.usage(
        "--measure \(measure.rawValue) is of one group; leave out --arms, or choose MDR, MDD, MHR")
    }
    for quantity in asked.map({ [$0] }) ?? TimeQuantity.allCases {
      let plain = isPair ? nil : try groups([""], in: table, quantity)
      let suffixed = measure?.isTwoGroup == false ? nil : try groups(["1", "2"], in: table, quantity)
      if let found = plain ?? suffixed { return (quantity, found) }
    }
    throw Failure.data(missing(asked, in: table))
  }

  /// The sets of columns with these endings; nil where the table has no values under them.
  private func groups(_ suffixes: [String], in table: StudyTable, _ quantity: TimeQuantity) throws
    -> [TimeColumns]?
  {
    let values = try names("--value", value, 1, suffixes, in: table)
    let limits = try names("--ci", ci, 2, suffixes, in: table)
    let errors = try names("--se", se, 1, suffixes, in: table)
    let events = try names("--events", self.events, 1, suffixes, in: table)
    var groups: [TimeColumns] = []
    for (index, suffix) in suffixes.enumerated() {
      guard
        var columns = TimeColumns.found(
          in: table, value: values?[index][0], quantity: quantity, suffix: suffix)
      else { return nil }
      if let limits { (columns.low, columns.high) = (limits[index][0], limits[index][1]) }
      if let errors { columns.standardError = errors[index][0] }
      if let events { columns.events = events[index][0] }
      groups.append(columns)
    }
    return groups
  }

  /// The names given to an option, by group; with --arms those of one group stand for both.
  private func names(
    _ option: String, _ list: CommaList?, _ count: Int, _ suffixes: [String], in table: StudyTable
  ) throws -> [[String]]? {
    guard let given = list?.values else { return nil }
    if given.count == count * suffixes.count {
      return suffixes.indices.map { Array(given[$0 * count..<($0 + 1) * count]) }
    }
    if given.count == count, suffixes.count == 2, arms != nil {
      return suffixes.map { suffix in given.map { $0 + suffix } }
    }
    throw Failure.usage(
      "\(option) needs \(count * suffixes.count) \(count * suffixes.count == 1 ? "column" : "columns"), found"
        + " \(given.count)")
  }

  private func missing(_ quantity: TimeQuantity?, in table: StudyTable) -> String {
    let wanted = quantity?.rawValue ?? "median"
    return
      "copse: error: no columns with survival times: '\(wanted)', or '\(wanted)1' and '\(wanted)2' for two"
      + " groups; the columns are \(table.columnNames.map { "'\($0)'" }.joined(separator: ", "))\n"
      + "   hint: name the column with --value"
  }
}
