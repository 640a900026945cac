import Distributions
import StudyData

/// What one route gives.
public struct RouteEstimate: Sendable, Equatable, Codable {
  /// What a limit in place of a p-value ("p < .05") makes of the estimate.
  public enum Bound: String, Sendable, Codable {
    /// |ln HR| is at least this large: the true one is further from no effect.
    case effectAtLeast = "effect-at-least"
    /// The standard error is at most this large: the study is given too little weight.
    case errorAtMost = "error-at-most"
  }

  /// What the rounding of the printed numbers leaves open.
  public struct Rounding: Sendable, Equatable, Codable {
    /// By how much ln HR may be off; infinite where it has no limit.
    public let logHR: Double
    /// By how much the standard error may be off; infinite where it has no limit.
    public let se: Double
  }

  /// The route.
  public let route: HazardRatioRoute
  /// ln HR, of the first group over the second.
  public let logHR: Double
  /// Its variance.
  public let variance: Double
  /// Whether it is a bound only.
  public let bound: Bound?
  /// Remarks.
  public internal(set) var notes: [RowNote]
  /// What rounding leaves open.
  public internal(set) var rounding = Rounding(logHR: 0, se: 0)

  init(
    _ route: HazardRatioRoute, logHR: Double, variance: Double, bound: Bound? = nil, notes: [RowNote] = []
  ) {
    self.route = route
    self.logHR = logHR
    self.variance = variance
    self.bound = bound
    self.notes = notes
  }

  /// The standard error of ln HR.
  public var se: Double { variance.squareRoot() }
  /// The hazard ratio.
  public var hr: Double { exponential(logHR) }
  /// V = 1/variance.
  public var v: Double { 1 / variance }
  /// O − E = ln HR · V.
  public var oMinusE: Double { logHR / variance }
  /// The two-sided p-value of ln HR/SE.
  public var p: Double { 2 * Normal.standard.upperTail(abs(logHR) / se) }

  /// The confidence limits of the hazard ratio.
  public func limits(level: Double = 0.95) -> (lower: Double, upper: Double) {
    let half = Normal.standard.upperQuantile((1 - level) / 2) * se
    return (exponential(logHR - half), exponential(logHR + half))
  }
}

/// A route that a report does not allow, and why.
public struct ImpossibleRoute: Error, Sendable, Equatable, Codable {
  /// The route.
  public let route: HazardRatioRoute
  /// What is missing or unusable.
  public let reason: String
  /// Whether the report has part of what the route needs.
  public let isStarted: Bool
}
