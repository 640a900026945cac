/// What two curves say between two times.
public struct ReadOffInterval: Sendable, Equatable, Codable {
  /// One group in the interval.
  public struct Arm: Sendable, Equatable, Codable {
    /// The events d.
    public let events: Double
    /// The censored c.
    public let censored: Double
    /// The effective number at risk R.
    public let atRisk: Double

    /// The share of those at risk that has the event, 1 − S_e/S_s.
    var share: Double { atRisk > 0 ? events / atRisk : 0 }
  }

  /// The beginning.
  public let start: Double
  /// The end.
  public let end: Double
  /// The first group.
  public let first: Arm
  /// The second group.
  public let second: Arm
  /// ln[(d₁/R₁)/(d₂/R₂)]; nil where the interval is passed over.
  public let logHR: Double?
  /// 1/d₁ − 1/R₁ + 1/d₂ − 1/R₂; nil where the interval is passed over.
  public let variance: Double?

  init(start: Double, end: Double, first: Arm, second: Arm) {
    self.start = start
    self.end = end
    self.first = first
    self.second = second
    guard first.events > 0, second.events > 0 else {
      (logHR, variance) = (nil, nil)
      return
    }
    logHR = logarithm(first.events / first.atRisk / (second.events / second.atRisk))
    variance = 1 / first.events - 1 / first.atRisk + 1 / second.events - 1 / second.atRisk
  }
}

extension ReadOffInterval.Arm {
  /// From the numbers at risk N_s, N_e at both ends, with those censored at risk for half of the interval:
  ///
  ///     d = (N_s + N_e)(S_s − S_e)/(S_s + S_e),   c = N_s − N_e − d,   R = N_s − c/2,
  ///
  /// the solution of S_e/S_s = 1 − d/R and N_e = N_s − d − c.
  init(atRisk: (start: Double, end: Double), survival: (start: Double, end: Double)) {
    let events =
      (atRisk.start + atRisk.end) * (survival.start - survival.end) / (survival.start + survival.end)
    let censored = atRisk.start - atRisk.end - events
    self.init(events: events, censored: censored, atRisk: atRisk.start - censored / 2)
  }

  /// From those at risk at the beginning, R_s, and the range F₁ to F₂ of follow-up, between which those at risk
  /// are censored uniformly. With a = max(t_s, F₁),
  ///
  ///     c = R_s (t_e − a)/(F₂ − a) for t_e > F₁, else 0,   R = R_s − c/2,   d = R (S_s − S_e)/S_s;
  ///
  /// the next interval begins with R_s − d − c. After F₂ nobody is at risk.
  init(
    atRisk: Double, followUp: CurveArm.FollowUp, time: (start: Double, end: Double),
    survival: (start: Double, end: Double)
  ) {
    let begin = max(time.start, followUp.low)
    let share: Double
    if time.end <= followUp.low {
      share = 0
    } else if begin >= followUp.high || time.end >= followUp.high {
      share = 1
    } else {
      share = (time.end - begin) / (followUp.high - begin)
    }
    let isAtRisk = time.start < followUp.high
    let censored = isAtRisk ? atRisk * share : atRisk
    let effective = isAtRisk ? atRisk - censored / 2 : 0
    self.init(
      events: effective * (survival.start - survival.end) / survival.start, censored: censored,
      atRisk: effective)
  }
}
