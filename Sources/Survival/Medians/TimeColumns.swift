import StudyData

/// The columns that hold the medians or restricted means of one group.
public struct TimeColumns: Sendable, Equatable {
  /// The column of medians or restricted means.
  public var value: String
  /// The column of lower confidence limits.
  public var low: String?
  /// The column of upper confidence limits.
  public var high: String?
  /// The column of their levels, such as 0.95 or 95.
  public var level: String?
  /// The column of standard errors.
  public var standardError: String?
  /// The column of the numbers of events.
  public var events: String?
  /// The column of the horizons of restricted means.
  public var horizon: String?
  /// The column that says what a row's number is, where one column holds numbers of several kinds; rows that do not
  /// say `median` there are left out.
  public var statistic: String?

  /// Names the columns.
  public init(
    value: String, low: String? = nil, high: String? = nil, level: String? = nil,
    standardError: String? = nil, events: String? = nil, horizon: String? = nil, statistic: String? = nil
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.level = level
    self.standardError = standardError
    self.events = events
    self.horizon = horizon
    self.statistic = statistic
  }

  /// The usual columns that a table has beside a column of values.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - value: the column of values; nil for `median`, or `estimate` where a column `statistic` says which of its
  ///     numbers are medians; `rmst` for restricted means.
  ///   - quantity: which time it is.
  ///   - suffix: "" for one group, "1" or "2" for one of two.
  /// - Returns: nil where the table has no such column of values.
  public static func found(
    in table: StudyTable, value: String? = nil, quantity: TimeQuantity, suffix: String = ""
  ) -> TimeColumns? {
    func name(_ name: String) -> String? { table.findColumn(name + suffix)?.name }
    func shared(_ plain: String) -> String? { name(plain) ?? table.findColumn(plain)?.name }
    let statistic = shared("statistic")
    let standard: String? =
      switch quantity {
      case .median: name("median") ?? (statistic == nil ? nil : name("estimate"))
      case .rmst: name("rmst")
      }
    guard let value = value ?? standard else { return nil }
    let isEstimate = name("estimate") == value && statistic != nil && quantity == .median
    return TimeColumns(
      value: value, low: name("ci_low"), high: name("ci_high"), level: shared("ci_level"),
      standardError: name("se"), events: name("events"),
      horizon: quantity == .rmst ? shared("horizon") : nil, statistic: isEstimate ? statistic : nil)
  }
}
