import Optimization

/// How well rebuilt times agree with what was published.
public struct ReconstructionAudit: Sendable, Equatable, Codable {
  /// One interval of the risk table.
  public struct Interval: Sendable, Equatable, Codable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// The number at risk reported at its start; nil where there is none.
    public let atRiskReported: Int?
    /// Those at risk at its start in the rebuilt data.
    public let atRiskRebuilt: Int
    /// Rebuilt deaths.
    public let deaths: Int
    /// Rebuilt losses, with those who are followed to the end of the curve in its last interval.
    public let censored: Int
  }

  /// The intervals, in order.
  public let intervals: [Interval]
  /// The number of people.
  public let people: Int
  /// The largest |S read − S rebuilt| at a read-off.
  public let largestDifference: Double
  /// The time at which it is found.
  public let largestDifferenceTime: Double
  /// The number of events reported.
  public let eventsReported: Int?
  /// The rebuilt number.
  public let eventsRebuilt: Int
  /// What was changed in the read-offs.
  public let cleaning: ReadOffCurve.Cleaning
  /// Walks through the read-offs, and whether every number that was given was met.
  public let convergence: Convergence
  /// What was assumed or changed, in words.
  public let notes: [String]
  /// What was reported and could not be met, in words.
  public let mismatches: [String]
}
