import StudyData

/// The columns that hold recurrences.
public struct RecurrenceColumns: Sendable, Equatable {
  /// The column that says which quantity a row is; nil if none does.
  public var quantity: String?
  /// The column of times.
  public var time: String?
  /// The column of events.
  public var events: String?
  /// The column of percentages; standard errors and limits are in percent then.
  public var percent: String?
  /// The column of proportions, instead of percentages.
  public var proportion: String?
  /// The column of the numbers of people.
  public var total: String?
  /// The column of standard errors.
  public var standardError: String?
  /// The column of lower confidence limits.
  public var low: String?
  /// The column of upper confidence limits.
  public var high: String?
  /// The column that says what was counted, such as patients or lesions.
  public var unit: String?

  /// The usual columns that a table has: `quantity`, else `definition` or `statistic`; `at` or `time`; `events`,
  /// `incidence` or `percent`, `total`; `se`, `ci_low`, `ci_high`; `unit`.
  public init(foundIn table: StudyTable) {
    func first(_ names: [String]) -> String? { names.lazy.compactMap { table.findColumn($0)?.name }.first }
    quantity = first(["quantity", "definition", "statistic"])
    time = first(["at", "time"])
    events = first(["events"])
    proportion = first(["incidence"])
    percent = proportion == nil ? first(["percent"]) : nil
    total = first(["total"])
    standardError = first(["se"])
    low = first(["ci_low"])
    high = first(["ci_high"])
    unit = first(["unit"])
  }

  /// Whether there is a column that a share can come from.
  var hasShares: Bool { percent != nil || proportion != nil || (events != nil && total != nil) }
}
