/// What a study reports of survival at one time: the survival, and whatever its precision can be had from.
public struct ReportedSurvival: Sendable, Equatable, Codable {
  /// Confidence limits.
  public struct Limits: Sendable, Equatable, Codable {
    /// The lower limit.
    public var lower: Double
    /// The upper limit.
    public var upper: Double

    /// Makes limits; reading a table guarantees 0 ≤ lower < upper ≤ 1, or both at 0 or at 1.
    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// How long people were followed, in the unit of the time.
  public struct FollowUp: Sendable, Equatable, Codable {
    /// The median; nil where it is not reported.
    public var median: Double?
    /// The shortest; nil where it is not reported.
    public var low: Double?
    /// The longest; nil where it is not reported.
    public var high: Double?

    /// Makes a follow-up; reading a table guarantees that what there is rises.
    public init(median: Double? = nil, low: Double? = nil, high: Double? = nil) {
      self.median = median
      self.low = low
      self.high = high
    }
  }

  /// The survival S, a proportion from 0 to 1.
  public var survival: Double
  /// The time that it belongs to, above 0; its unit is the user's.
  public var time: Double
  /// The standard error of S, as a proportion.
  public var standardError: Double?
  /// The confidence interval of S, as proportions.
  public var limits: Limits?
  /// Those at risk at the time.
  public var atRisk: Double?
  /// Those at the start.
  public var total: Double?
  /// Those censored before the time.
  public var censored: Double?
  /// How long people were followed.
  public var followUp: FollowUp

  /// Makes a survival; reading a table guarantees possible numbers.
  public init(
    survival: Double, time: Double, standardError: Double? = nil, limits: Limits? = nil,
    atRisk: Double? = nil,
    total: Double? = nil, censored: Double? = nil, followUp: FollowUp = FollowUp()
  ) {
    self.survival = survival
    self.time = time
    self.standardError = standardError
    self.limits = limits
    self.atRisk = atRisk
    self.total = total
    self.censored = censored
    self.followUp = followUp
  }
}
