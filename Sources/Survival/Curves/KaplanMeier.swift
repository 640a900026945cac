/// The product-limit estimate of survival from individual times,
///
///     Ŝ(t) = Π_{tⱼ ≤ t} (1 − dⱼ/nⱼ),   Var Ŝ(t) = Ŝ(t)² Σ_{tⱼ ≤ t} dⱼ / [nⱼ (nⱼ − dⱼ)]  (Greenwood),
///
/// over the times tⱼ with dⱼ events among the nⱼ who are at risk just before. Those censored at a time are at
/// risk for the events of that time.
///
/// Source: Kaplan EL, Meier P (1958), *J Am Stat Assoc* 53:457–481; the variance: Greenwood M (1926). R:
/// `survival::survfit`. O(n log n) for n people.
public struct KaplanMeier: Sendable, Equatable {
  /// The curve at one time.
  public struct Step: Sendable, Equatable, Codable {
    /// The time.
    public let time: Double
    /// Those at risk just before it.
    public let atRisk: Int
    /// The events at it.
    public let events: Int
    /// Those censored at it.
    public let censored: Int
    /// Ŝ from this time on.
    public let survival: Double
    /// Greenwood's sum up to this time, Σ dⱼ / [nⱼ (nⱼ − dⱼ)]; infinite once all have died.
    public let greenwoodSum: Double

    /// The standard error of Ŝ; nil once Ŝ is 0.
    public var standardError: Double? { survival > 0 ? survival * greenwoodSum.squareRoot() : nil }
  }

  /// The steps, one per different time, in order.
  public let steps: [Step]

  /// The estimate from individual times, in any order.
  public init(_ people: [SurvivalTime]) {
    let sorted = people.sorted { $0.time < $1.time }
    var steps: [Step] = []
    var (survival, sum) = (1.0, 0.0)
    var start = 0
    while start < sorted.count {
      let time = sorted[start].time
      var end = start
      var events = 0
      while end < sorted.count, sorted[end].time == time {
        events += sorted[end].isEvent ? 1 : 0
        end += 1
      }
      let atRisk = sorted.count - start
      survival *= Double(atRisk - events) / Double(atRisk)
      if events > 0 { sum += Double(events) / (Double(atRisk) * Double(atRisk - events)) }
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: events, censored: end - start - events, survival: survival,
          greenwoodSum: sum))
      start = end
    }
    self.steps = steps
  }

  /// Ŝ(t): 1 before the first step, and the last value after the last one.
  public func survival(at time: Double) -> Double { steps.last { $0.time <= time }?.survival ?? 1 }
}
