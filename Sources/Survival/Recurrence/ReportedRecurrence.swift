/// The share with a recurrence until a time, as a study reports it, with what it says about its precision.
///
/// All numbers are proportions.
public struct ReportedRecurrence: Sendable, Equatable, Codable {
  /// The share, from 0 to 1.
  public var share: Double
  /// Its standard error.
  public var standardError: Double?
  /// Its lower confidence limit.
  public var low: Double?
  /// Its upper confidence limit.
  public var high: Double?
  /// The level of these limits.
  public var level: Double
  /// The number of people at the start.
  public var total: Double?

  /// Makes a share.
  public init(
    _ share: Double, standardError: Double? = nil, low: Double? = nil, high: Double? = nil,
    level: Double = 0.95, total: Double? = nil
  ) {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    self.share = share
    self.standardError = standardError
    self.low = low
    self.high = high
    self.level = level
    self.total = total
  }
}
