/// The options that name columns of data; the raw values are their names on the command line.
enum ColumnOption: String, CaseIterable {
  case events
  case total
  case percent
  case time
  case mean
  case sd
  case median
  case q1
  case q3
  case min
  case max
  case correlation
  case observedMinusExpected = "o-minus-e"
  case v
  case estimate
  case se
  case variance
  case ci
  case survival
  case at
  case atRisk = "at-risk"
  case censored
  case followUp = "follow-up"
  case followUpMedian = "follow-up-median"
}

extension ColumnRequest {
  /// The columns that an option names.
  func names(_ option: ColumnOption) -> [String] {
    func one(_ name: String?) -> [String] { name.map { [$0] } ?? [] }
    return switch option {
    case .events: events
    case .total: total
    case .percent: percent
    case .time: time
    case .mean: mean
    case .sd: sd
    case .median: median
    case .q1: q1
    case .q3: q3
    case .min: min
    case .max: max
    case .correlation: one(correlation)
    case .observedMinusExpected: one(observedMinusExpected)
    case .v: one(v)
    case .estimate: one(estimate)
    case .se: one(se)
    case .variance: one(variance)
    case .ci: ci
    case .survival: one(survival)
    case .at: one(at)
    case .atRisk: one(atRisk)
    case .censored: one(censored)
    case .followUp: followUp
    case .followUpMedian: one(followUpMedian)
    }
  }

  /// The options that name columns, each with how many.
  var named: [(option: ColumnOption, count: Int)] {
    ColumnOption.allCases.map { ($0, names($0).count) }.filter { $0.1 > 0 }
  }
}
