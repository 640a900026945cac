/// A survival curve as read off at some times.
public struct CurveArm: Sendable, Equatable, Codable {
  /// The curve at one time.
  public struct Point: Sendable, Equatable, Codable {
    /// The time, above 0.
    public var time: Double
    /// The survival, 0 to 1.
    public var survival: Double
    /// Those at risk; nil where that is not printed.
    public var atRisk: Double?

    /// Makes a point.
    public init(time: Double, survival: Double, atRisk: Double? = nil) {
      self.time = time
      self.survival = survival
      self.atRisk = atRisk
    }
  }

  /// The shortest and the longest follow-up.
  public struct FollowUp: Sendable, Equatable, Codable {
    /// The shortest.
    public var low: Double
    /// The longest.
    public var high: Double

    /// Makes a range.
    public init(low: Double, high: Double) {
      precondition(0 <= low && low <= high && high > 0, "follow-up goes from a shortest to a longest time")
      self.low = low
      self.high = high
    }
  }

  /// The points, by time.
  public let points: [Point]
  /// Those at risk at time 0.
  public let size: Double?
  /// The range of follow-up.
  public let followUp: FollowUp?

  /// Makes a curve; it begins at 1 at time 0 and never rises.
  ///
  /// - Precondition: times rise from above 0; survival lies between 0 and 1 and does not rise.
  public init(_ points: [Point], size: Double? = nil, followUp: FollowUp? = nil) {
    let times = [0] + points.map(\.time)
    let survival = [1] + points.map(\.survival)
    precondition(zip(times, times.dropFirst()).allSatisfy(<), "times rise")
    precondition(zip(survival, survival.dropFirst()).allSatisfy(>=), "survival does not rise")
    precondition(survival.allSatisfy { (0...1).contains($0) }, "survival lies between 0 and 1")
    self.points = points
    self.size = size
    self.followUp = followUp
  }
}

/// The curves of the two groups of a study.
public struct CurvePair: Sendable, Equatable, Codable {
  /// The first group.
  public var first: CurveArm
  /// The second group.
  public var second: CurveArm

  /// Makes a pair.
  public init(first: CurveArm, second: CurveArm) {
    self.first = first
    self.second = second
  }
}
