/// What the user says about the columns; what is left empty is found by its default names.
public struct ColumnRequest: Sendable, Equatable {
  /// The kind of data wanted; nil for whatever is found first, in the order of `DataKind`.
  public var kind: DataKind?
  /// Columns that together label the studies.
  public var study: [String] = []
  /// The column of subgroups.
  public var group: String?
  /// Events: one column, or two for two groups.
  public var events: [String] = []
  /// Totals: one column, or two for two groups.
  public var total: [String] = []
  /// Percentages of the total: one column, or two for two groups.
  public var percent: [String] = []
  /// Person-time: one column, or two for two groups.
  public var time: [String] = []
  /// Means: one column, or two for two groups or two measurements.
  public var mean: [String] = []
  /// Standard deviations: one column, or two.
  public var sd: [String] = []
  /// Medians, where means are missing: one column, or two.
  public var median: [String] = []
  /// First quartiles: one column, or two.
  public var q1: [String] = []
  /// Third quartiles: one column, or two.
  public var q3: [String] = []
  /// Smallest values: one column, or two.
  public var min: [String] = []
  /// Largest values: one column, or two.
  public var max: [String] = []
  /// Correlations.
  public var correlation: String?
  /// Observed minus expected events of a log-rank test.
  public var observedMinusExpected: String?
  /// The variance of O − E.
  public var v: String?
  /// What is added to the cells of each study with zero cells.
  public var increment: String?
  /// Ready estimates.
  public var estimate: String?
  /// Standard errors of the estimates.
  public var se: String?
  /// Variances of the estimates.
  public var variance: String?
  /// Lower and upper limit of the confidence intervals of the estimates.
  public var ci: [String] = []
  /// Survival, as proportions.
  public var survival: String?
  /// The times that survival belongs to.
  public var at: String?
  /// Those at risk at the time.
  public var atRisk: String?
  /// Those censored before the time.
  public var censored: String?
  /// Shortest and longest follow-up.
  public var followUp: [String] = []
  /// Median follow-up.
  public var followUpMedian: String?

  /// A request that leaves everything to the default names, apart from the kind if given.
  public init(kind: DataKind? = nil) { self.kind = kind }

  /// All the columns that are asked for by name.
  var names: [String] {
    study + [group, increment].compactMap { $0 } + ColumnOption.allCases.flatMap(names)
  }
}
