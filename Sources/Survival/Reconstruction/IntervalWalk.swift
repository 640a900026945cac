#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One risk interval of a reconstruction: who is at risk at its start, and which read-offs fall into it.
struct RiskInterval {
  /// Where it begins.
  let start: Double
  /// Where it ends.
  let end: Double
  /// How the losses lie in it: at start + (end − start) f^spread for even fractions f.
  let spread: Double
  /// Those at risk at its start.
  let atRisk: Int
  /// The rebuilt survival at its start.
  let survival: Double
  /// The read-offs in it, with the times at which their deaths are placed.
  let points: [ReadOffPoint]
}

/// What becomes of the people of one risk interval when `censored` of them are lost in it.
///
/// At each read-off, with n at risk, Ŝ the rebuilt survival so far and S the value read,
///
///     d = round(n (1 − S/Ŝ)),   Ŝ ← Ŝ (1 − d/n),   n ← n − d − those lost before the next read-off.
///
/// Since d is measured against the rebuilt survival, what rounding leaves over is carried to the next point and never adds up.
struct IntervalWalk {
  /// The deaths at each read-off.
  private(set) var deaths: [Int] = []
  /// The times at which people were lost.
  let censoringTimes: [Double]
  /// All the deaths.
  private(set) var totalDeaths = 0
  /// Those at risk at the end; below 0 where more were to be lost than there were.
  private(set) var atRisk: Int
  /// The rebuilt survival at the end.
  private(set) var survival: Double
  /// The largest |S − Ŝ| at a read-off.
  private(set) var largestGap = 0.0
  /// The first time at which the curve falls while no one is at risk.
  private(set) var fallWithNoneAtRisk: Double?

  init(_ interval: RiskInterval, censored: Int) {
    let length = interval.end - interval.start
    censoringTimes = (0..<censored).map { place in
      let fraction = Double(place + 1) / Double(censored + 1)
      return interval.start + length * (interval.spread == 1 ? fraction : pow(fraction, interval.spread))
    }
    atRisk = interval.atRisk
    survival = interval.survival
    deaths.reserveCapacity(interval.points.count)
    var lost = 0
    for point in interval.points {
      while lost < censored, censoringTimes[lost] < point.time {
        lost += 1
        atRisk -= 1
      }
      die(at: point)
    }
    atRisk -= censored - lost
  }

  private mutating func die(at point: ReadOffPoint) {
    var dead = 0
    if survival > 0, point.survival < survival {
      if atRisk > 0 {
        let n = Double(atRisk)
        dead = Int((n * (1 - point.survival / survival)).rounded(.toNearestOrEven))
        survival *= 1 - Double(dead) / n
        atRisk -= dead
        totalDeaths += dead
      } else if fallWithNoneAtRisk == nil {
        fallWithNoneAtRisk = point.time
      }
    }
    deaths.append(dead)
    largestGap = max(largestGap, abs(point.survival - survival))
  }
}
