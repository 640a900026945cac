/// What the user says about the columns; what is left empty is found by its default names.
public struct ColumnRequest: Sendable, Equatable {
  /// The kind of data wanted; nil for whatever is found, two groups before one group before ready effects.
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
  /// Ready estimates.
  public var estimate: String?
  /// Standard errors of the estimates.
  public var se: String?
  /// Variances of the estimates.
  public var variance: String?
  /// Lower and upper limit of the confidence intervals of the estimates.
  public var ci: [String] = []

  /// A request that leaves everything to the default names, apart from the kind if given.
  public init(kind: DataKind? = nil) { self.kind = kind }

  /// All the columns that are asked for by name.
  var names: [String] {
    let single = [group, estimate, se, variance].compactMap { $0 }
    return study + events + total + percent + ci + single
  }
}
