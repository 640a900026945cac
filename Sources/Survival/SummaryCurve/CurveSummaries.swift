/// The median survival time: where the curve, straight between its times, crosses ½.
///
/// Its limits are where the lower and the upper limit of the curve do so first, as Brookmeyer and Crowley read
/// them off one curve (1982, *Biometrics* 38:29–41). Each is nil where it is not reached.
public struct CurveMedian: Sendable, Equatable, Codable {
  /// The median.
  public let value: Double?
  /// Where the lower limit of the curve crosses ½.
  public let lower: Double?
  /// Where the upper limit of the curve crosses ½.
  public let upper: Double?

  init(times: [Double], survival: [Double], limits: [CurveLimits]) {
    value = Self.crossing(times, survival)
    lower = Self.crossing(times, limits.map(\.lower))
    upper = Self.crossing(times, limits.map(\.upper))
  }

  /// The first time at which the line from (0, 1) through the points is at ½ or below.
  static func crossing(_ times: [Double], _ values: [Double]) -> Double? {
    var (time, value) = (0.0, 1.0)
    for (nextTime, nextValue) in zip(times, values) {
      if nextValue <= 0.5 {
        return time + (value - 0.5) / (value - nextValue) * (nextTime - time)
      }
      (time, value) = (nextTime, nextValue)
    }
    return nil
  }
}

/// The mean survival time up to a horizon: the area under the curve, straight between its times, from (0, 1).
///
/// With the area A = c + Σ aⱼ S̄(tⱼ), the variance by the delta method is Σ Σ aⱼ aₗ S̄ⱼ S̄ₗ Cov(ln S̄ⱼ, ln S̄ₗ). The
/// limits are A ± z·SE, not beyond 0 and the horizon, or the percentiles of the drawn curves where these are
/// the limits asked for. O(T²).
public struct CurveRestrictedMean: Sendable, Equatable, Codable {
  /// The mean time up to the horizon.
  public let value: Double
  /// Its standard error by the delta method.
  public let se: Double
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double
  /// The time up to which the area is taken.
  public let horizon: Double
  /// The area under the lower limits of the curve; these limits hold at one time each, and so are wide here.
  public let underLower: Double
  /// The area under the upper limits of the curve.
  public let underUpper: Double
}

/// The area under a curve that is straight between its times, as a sum: constant + Σ weights·values.
struct TrapeziumArea {
  let horizon: Double
  private(set) var constant = 0.0
  private(set) var weights: [Double]

  /// The area from 0, where the curve is 1, to a horizon within the times; nil beyond the last of them.
  init?(times: [Double], horizon: Double) {
    guard let last = times.last, horizon <= last else { return nil }
    self.horizon = horizon
    weights = [Double](repeating: 0, count: times.count)
    var start = 0.0
    for (index, end) in times.enumerated() where start < horizon {
      let width = min(end, horizon) - start
      let share = width / (end - start)
      // The mean height over the part is start·(1 − share/2) + end·share/2.
      let atStart = width * (1 - share / 2)
      if index == 0 { constant += atStart } else { weights[index - 1] += atStart }
      weights[index] += width * share / 2
      start = end
    }
  }

  /// The area under a curve with these values.
  func under(_ values: [Double]) -> Double {
    zip(weights, values).reduce(constant) { $0 + $1.0 * $1.1 }
  }
}
