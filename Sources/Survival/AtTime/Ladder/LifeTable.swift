import EffectSizes

/// A life table up to one time: how many were at risk and how many died in each interval, or at each time of death.
///
///     S = Π (1 − dⱼ/nⱼ),   Var S = S² Σ dⱼ/[nⱼ(nⱼ − dⱼ)]
///
/// In an actuarial table nⱼ is the effective number, those at the start of the interval less half of those censored
/// in it. Source: Greenwood M (1926), *The natural duration of cancer*, HMSO. R: `survival::survfit`.
public struct LifeTable: Sendable, Equatable {
  /// One interval.
  public struct Row: Sendable, Equatable, Codable {
    /// nⱼ, above 0.
    public var atRisk: Double
    /// dⱼ, from 0 to nⱼ.
    public var events: Double

    /// Makes an interval.
    public init(atRisk: Double, events: Double) {
      precondition(atRisk > 0 && events >= 0 && events <= atRisk, "0 ≤ events ≤ at risk, and at risk > 0")
      self.atRisk = atRisk
      self.events = events
    }
  }

  /// The intervals, in order.
  public let rows: [Row]

  /// A table of at least one interval.
  public init(_ rows: [Row]) {
    precondition(!rows.isEmpty, "a life table has an interval")
    self.rows = rows
  }

  /// S at the end.
  public var survival: Double { rows.reduce(1) { $0 * ($1.atRisk - $1.events) / $1.atRisk } }

  /// Greenwood's variance (rung f); nil where S is 0 or 1 and there is none.
  public var variance: SurvivalVariance? {
    let survival = survival
    guard survival > 0, survival < 1 else { return nil }
    let sum = rows.reduce(0) { $0 + $1.events / ($1.atRisk * ($1.atRisk - $1.events)) }
    return SurvivalVariance(.lifeTable, survival: survival, variance: survival * survival * sum)
  }
}
