/// The columns that hold survival at a time and what its precision can be had from.
///
/// The standard error and the confidence limits stand on the scale of the survival: proportions, or percentages
/// where the survival is given as a percentage.
public struct SurvivalColumns: Sendable, Equatable {
  /// Where the survival stands.
  public enum Survival: Sendable, Equatable {
    /// A column of proportions.
    case proportion(String)
    /// A column of percentages.
    case percent(String)
  }

  /// The column of survival.
  public let survival: Survival
  /// The column of the times.
  public let time: String
  /// The column of standard errors.
  public var standardError: String?
  /// The columns of the confidence limits, the lower one first; none or two.
  public var limits: [String] = []
  /// The column of those at risk at the time.
  public var atRisk: String?
  /// The column of those at the start.
  public var total: String?
  /// The column of those censored before the time.
  public var censored: String?
  /// The column of the median follow-up.
  public var followUpMedian: String?
  /// The columns of the shortest and the longest follow-up; none or two.
  public var followUp: [String] = []

  /// Names the two columns that are needed.
  public init(survival: Survival, time: String) {
    self.survival = survival
    self.time = time
  }
}
