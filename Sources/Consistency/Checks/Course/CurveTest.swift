#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a log-rank test can have given, from the survival of two groups at common times.
///
/// Between two times, a group with R at risk at the start has d = R (1 − S₂/S₁) events. With half of them
/// taken off, so that R̄ = R − d/2, the interval adds
///
///     O − E = d_A − D R̄_A/(R̄_A + R̄_B),   V = D R̄_A R̄_B/(R̄_A + R̄_B)²,   D = d_A + d_B,
///
/// the log-rank test of grouped times (Mantel 1966; Parmar, Torri and Stewart 1998, Stat Med 17:2815). With
/// nobody censored R = n S₁. Censoring that is common to both groups multiplies the later terms by weights
/// that fall from 1, and then |z| = |Σ(O − E)|/√ΣV never exceeds its largest value over the first m
/// intervals, m = 1 … T (Cauchy–Schwarz, then Jensen). With every share at its worst within rounding this
/// bounds |z| from above.
public struct CurveTest: Sendable, Equatable {
  /// The sizes of the two groups.
  public let sizes: (Double, Double)
  /// Survival at the times, of the first group: what can stand behind the printed numbers.
  public let first: [ClosedRange<Double>]
  /// The same of the second group.
  public let second: [ClosedRange<Double>]

  /// Makes a test of survival at the same times, in order; at least one time, and positive sizes.
  public init(sizes: (Double, Double), first: [ClosedRange<Double>], second: [ClosedRange<Double>]) {
    precondition(first.count == second.count && !first.isEmpty, "both groups at the same times")
    precondition(sizes.0 > 0 && sizes.1 > 0, "positive sizes")
    (self.sizes, self.first, self.second) = (sizes, first, second)
  }

  /// Equal if all inputs are.
  public static func == (left: CurveTest, right: CurveTest) -> Bool {
    left.sizes == right.sizes && left.first == right.first && left.second == right.second
  }

  /// z over the first `count` intervals at the middle of what is printed, positive if the second group has
  /// more events.
  public func z(intervals count: Int) -> Double {
    z(middle(first), middle(second), intervals: count)
  }

  /// The largest |z| that rounding and censoring leave. O(T²) tests.
  public var largestZ: Double { (1...first.count).map { max(extreme($0, 1), extreme($0, -1)) }.max() ?? 0 }

  /// The smallest |z|, over rounding and over the first m intervals for every m; 0 if the sign is open.
  public var smallestZ: Double {
    let lows = (1...first.count).map { -extreme($0, -1) }
    let highs = (1...first.count).map { extreme($0, 1) }
    if let low = lows.min(), low > 0 { return low }
    if let high = highs.max(), high < 0 { return -high }
    return 0
  }

  /// The most events that there can have been by the last time: d(t)/n ≤ 1 − Ŝ(t).
  public var mostEvents: Double {
    guard let one = first.last, let two = second.last else { return 0 }
    return sizes.0 * (1 - one.lowerBound) + sizes.1 * (1 - two.lowerBound)
  }

  /// ln [ln S_B(t) / ln S_A(t)], the log hazard ratio of the second group to the first if hazards are
  /// proportional, at each time: what the rounding leaves; nil where a group has no event or no survivor.
  public var logHazardRatios: [ClosedRange<Double>?] {
    zip(first, second).map { one, two in
      guard one.lowerBound > 0, two.lowerBound > 0, one.upperBound < 1, two.upperBound < 1 else { return nil }
      let low = log(log(two.upperBound) / log(one.lowerBound))
      let high = log(log(two.lowerBound) / log(one.upperBound))
      return low...high
    }
  }

  /// The events that a z needs for a log hazard ratio, z² / [(ln HR)² π (1 − π)], π the first group's share
  /// of the people (Schoenfeld 1981, Biometrika 68:316).
  public static func eventsNeeded(z: Double, logHazardRatio: Double, share: Double) -> Double {
    z * z / (logHazardRatio * logHazardRatio * share * (1 - share))
  }

  private func middle(_ ranges: [ClosedRange<Double>]) -> [Double] {
    ranges.map { ($0.lowerBound + $0.upperBound) / 2 }
  }

  /// The largest value of sign · z over the first intervals, each share within its rounding.
  private func extreme(_ count: Int, _ sign: Double) -> Double {
    var (one, two) = (middle(first), middle(second))
    var best = sign * z(one, two, intervals: count)
    for _ in 0..<3 {
      let before = best
      for index in 0..<count {
        for bound in [first[index].lowerBound, first[index].upperBound] {
          var trial = one
          trial[index] = bound
          let value = sign * z(trial, two, intervals: count)
          if value > best { (best, one) = (value, trial) }
        }
        for bound in [second[index].lowerBound, second[index].upperBound] {
          var trial = two
          trial[index] = bound
          let value = sign * z(one, trial, intervals: count)
          if value > best { (best, two) = (value, trial) }
        }
      }
      if best == before { break }
    }
    return best
  }

  private func z(_ one: [Double], _ two: [Double], intervals count: Int) -> Double {
    var (excess, variance) = (0.0, 0.0)
    var (before1, before2) = (1.0, 1.0)
    for index in 0..<count {
      // A rise within rounding is no event.
      let (now1, now2) = (min(one[index], before1), min(two[index], before2))
      let (events1, events2) = (sizes.0 * (before1 - now1), sizes.1 * (before2 - now2))
      let risk1 = sizes.0 * before1 - events1 / 2
      let risk2 = sizes.1 * before2 - events2 / 2
      let (events, risk) = (events1 + events2, risk1 + risk2)
      if risk > 0 {
        excess += events2 - events * risk2 / risk
        variance += events * risk1 * risk2 / (risk * risk)
      }
      (before1, before2) = (now1, now2)
    }
    return variance > 0 ? excess / variance.squareRoot() : 0
  }
}
