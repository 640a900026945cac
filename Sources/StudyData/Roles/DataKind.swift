/// The kinds of study data that can be read, in the order in which they are looked for: counts before rates, rates
/// before means, two groups before one, and ready effects last. Survival at a time goes before all of them where its
/// columns are there.
public enum DataKind: String, Sendable, Equatable, CaseIterable {
  /// Events and total of two groups. Found first.
  case twoGroupCounts
  /// Events and total of one group.
  case oneGroupCounts
  /// Events and person-time of two groups.
  case twoGroupRates
  /// Events and person-time of one group.
  case oneGroupRates
  /// Mean, standard deviation and size of two groups.
  case twoGroupMeans
  /// Two means of the same people with their correlation.
  case pairedMeans
  /// Mean, standard deviation and size of one group.
  case oneGroupMeans
  /// A correlation and the number of people.
  case correlations
  /// Observed minus expected events with their variance.
  case logRank
  /// An estimate with its standard error, variance or confidence interval.
  case readyEffects
  /// Survival at a time, with what its precision can be had from. Found before the others, but by percentages only
  /// where it is asked for.
  case oneGroupSurvival
}

extension DataKind {
  /// How many columns of each option this kind reads; an option that is not listed is none of its.
  var columns: [ColumnOption: Int] {
    switch self {
    case .twoGroupCounts: [.events: 2, .total: 2, .percent: 2]
    case .oneGroupCounts: [.events: 1, .total: 1, .percent: 1]
    case .twoGroupRates: [.events: 2, .time: 2]
    case .oneGroupRates: [.events: 1, .time: 1]
    case .twoGroupMeans: Self.means(2)
    case .oneGroupMeans: Self.means(1)
    case .pairedMeans: [.mean: 2, .sd: 2, .total: 1, .correlation: 1]
    case .correlations: [.correlation: 1, .total: 1]
    case .logRank: [.observedMinusExpected: 1, .v: 1]
    case .readyEffects: [.estimate: 1, .se: 1, .variance: 1, .ci: 2]
    case .oneGroupSurvival:
      [
        .survival: 1, .percent: 1, .at: 1, .se: 1, .ci: 2, .atRisk: 1, .total: 1, .censored: 1, .followUp: 2,
        .followUpMedian: 1,
      ]
    }
  }

  private static func means(_ groups: Int) -> [ColumnOption: Int] {
    [
      .mean: groups, .sd: groups, .total: groups, .median: groups, .q1: groups, .q3: groups, .min: groups,
      .max: groups,
    ]
  }
}
