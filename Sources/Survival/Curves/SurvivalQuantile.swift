/// A time by which a share of the people have had the event, read from a Kaplan-Meier curve: the median at ½.
///
/// The first time with Ŝ(t) ≤ 1 − p; where the curve runs flat at exactly 1 − p, the midpoint of the flat, which at
/// the end of the curve reaches to the last time. The limits are the same readings of the curve's lower and
/// upper confidence limits (Brookmeyer and Crowley's inversion, on the limits' own scale). What is not reached
/// is nil.
///
/// Source: Brookmeyer R, Crowley J (1982), *Biometrics* 38:29–41. R: `quantile(survfit(…))`. O(steps).
public struct SurvivalQuantile: Sendable, Equatable, Codable {
  /// The share p with the event.
  public let share: Double
  /// The time; nil where the curve does not come down to 1 − p.
  public let value: Double?
  /// The lower limit; nil where it is not reached.
  public let lower: Double?
  /// The upper limit; nil where it is not reached.
  public let upper: Double?

  /// Reads the quantile of a curve.
  ///
  /// - Parameters:
  ///   - curve: the curve.
  ///   - share: the share p with the event, between 0 and 1.
  ///   - interval: the scale of the curve's limits.
  ///   - level: their level.
  public init(
    _ curve: KaplanMeier, share: Double = 0.5, interval: KaplanMeierInterval = .logLog, level: Double = 0.95
  ) {
    precondition(share > 0 && share < 1, "a share lies between 0 and 1")
    let limits = curve.steps.map { $0.limits(interval, level: level) }
    let times = curve.steps.map(\.time)
    func crossing(_ heights: [Double?]) -> Double? { Self.crossing(times, heights, height: 1 - share) }
    self.share = share
    value = crossing(curve.steps.map(\.survival))
    lower = crossing(limits.map { $0?.lowerBound })
    upper = crossing(limits.map { $0?.upperBound })
  }

  /// Heights that differ by less count as equal, as in R: the square root of the machine's precision.
  private static let tolerance = 0x1p-26

  /// Where a falling step function comes down to a height; heights that are nil are passed over.
  private static func crossing(_ times: [Double], _ heights: [Double?], height: Double) -> Double? {
    for (place, value) in heights.enumerated() {
      guard let value, value <= height + tolerance else { continue }
      guard value >= height - tolerance else { return times[place] }
      let next = (place + 1..<heights.count).first { later in
        heights[later].map { $0 <= height - tolerance } ?? false
      }
      return (times[place] + times[next ?? times.count - 1]) / 2
    }
    return nil
  }
}

extension KaplanMeier {
  /// The median with its limits, see ``SurvivalQuantile``.
  public func median(_ interval: KaplanMeierInterval = .logLog, level: Double = 0.95) -> SurvivalQuantile {
    SurvivalQuantile(self, share: 0.5, interval: interval, level: level)
  }
}
