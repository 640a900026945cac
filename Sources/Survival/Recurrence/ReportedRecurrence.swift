import StudyData

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

extension ReportedRecurrence {
  /// 1 − F with the precision that is reported for F.
  func survival(at time: Double) -> ReportedSurvival {
    var limits: ReportedSurvival.Limits?
    if let low, let high { limits = .init(lower: Self.complement(high), upper: Self.complement(low)) }
    return ReportedSurvival(
      survival: Self.complement(share), time: time, standardError: standardError, limits: limits, total: total
    )
  }

  /// 1 − x to 15 decimals: that of 0.9 is 0.1 and not 0.09999999999999998, which would look like an unrounded number.
  private static func complement(_ x: Double) -> Double { ((1 - x) * 1e15).rounded() / 1e15 }
}
