/// A distribution on whole numbers from 0, or from `lowest`, upwards.
///
/// The two tails are computed separately, never as 1 minus the other. Outside the support a probability is 0
/// and the tails are 0 and 1.
public protocol DiscreteDistribution: Sendable {
  /// The smallest number of the support.
  var lowest: Int { get }
  /// The largest number of the support; `Int.max` if it has no bound.
  var highest: Int { get }
  /// P(X = k).
  func probability(_ k: Int) -> Double
  /// The lower tail P(X ≤ k).
  func cumulative(_ k: Int) -> Double
  /// The upper tail P(X > k).
  func upperTail(_ k: Int) -> Double
  /// The smallest k with P(X ≤ k) ≥ p: `lowest` at p = 0 and `highest` at p = 1.
  func quantile(_ p: Double) -> Int
}

extension DiscreteDistribution {
  /// The smallest k with P(X ≤ k) ≥ p, by doubling and bisection on the tails: O(log k) tails. For p above
  /// one half the upper tail decides, P(X > k) ≤ 1 − p. A p outside [0, 1], or NaN, stops the program.
  public func quantile(_ p: Double) -> Int {
    precondition(p >= 0 && p <= 1, "a probability must lie between 0 and 1")
    if p == 0 { return lowest }
    if p == 1 { return highest }
    let reached = { (k: Int) in self.cumulative(k) >= p || (p > 0.5 && self.upperTail(k) <= 1 - p) }
    if reached(lowest) { return lowest }
    // reached(below) is false, reached(above) is true.
    var below = lowest
    var step = 1
    while step < highest - below, !reached(below + step) {
      below += step
      step *= 2
    }
    var above = step < highest - below ? below + step : highest
    while above - below > 1 {
      let middle = below + (above - below) / 2
      if reached(middle) { above = middle } else { below = middle }
    }
    return above
  }
}
