/// A median survival time or a restricted mean as a study reports it, with whatever it says about its precision.
///
/// All times are in one unit, in that of the median itself.
public struct ReportedTime: Sendable, Equatable, Codable {
  /// Confidence limits as printed.
  public struct Interval: Sendable, Equatable, Codable {
    /// The lower limit, 0 or more.
    public var low: Double
    /// The upper limit, above the lower one; nil where it was not reached.
    public var high: Double?
    /// The confidence level, between 0 and 1.
    public var level: Double

    /// Makes an interval.
    public init(low: Double, high: Double?, level: Double = 0.95) {
      precondition(low >= 0 && (high.map { $0 > low } ?? true), "limits are 0 or more, the lower one first")
      precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
      self.low = low
      self.high = high
      self.level = level
    }
  }

  /// The median or the restricted mean, above 0.
  public var value: Double
  /// The confidence interval.
  public var interval: Interval?
  /// The standard error of the value itself, not of its logarithm.
  public var standardError: Double?
  /// The number of events in the group.
  public var events: Double?

  /// Makes a time.
  public init(
    _ value: Double, interval: Interval? = nil, standardError: Double? = nil, events: Double? = nil
  ) {
    precondition(value > 0 && value.isFinite, "a survival time is above 0")
    self.value = value
    self.interval = interval
    self.standardError = standardError
    self.events = events
  }
}

/// The times of two groups, the first to be compared with the second.
public struct TwoGroupTimes: Sendable, Equatable, Codable {
  /// The first group.
  public var first: ReportedTime
  /// The second group.
  public var second: ReportedTime

  /// Makes a pair.
  public init(first: ReportedTime, second: ReportedTime) {
    self.first = first
    self.second = second
  }
}
