#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scale on which the confidence limits of a time are read.
public enum TimeIntervalScale: String, Sendable, CaseIterable, Codable {
  /// The logarithm: se(ln m) = (ln U − ln L)/2z.
  case log
  /// The plain scale: SE(m) = (U − L)/2z.
  case raw
  /// Of the two that on which the interval lies more evenly around the median.
  case flattest
}

/// How far the middle of an interval lies from its estimate, in half-widths,
///
///     a = [(U + L)/2 − m] / [(U − L)/2],
///
/// on the plain scale and with the logarithms of all three: 0 where the interval is symmetric, ±1 where a limit
/// touches the estimate. The halves of an interval are as 1 + a to 1 − a.
public struct IntervalSymmetry: Sendable, Equatable {
  /// Beyond this |a| on the flatter scale an interval is called asymmetric: one half is more than three times the
  /// other.
  public static let limit = 0.5

  /// a on the plain scale.
  public let raw: Double
  /// a of the logarithms; nil where the lower limit is 0.
  public let log: Double?

  /// The symmetry of an interval around its estimate.
  public init(value: Double, low: Double, high: Double) {
    func asymmetry(_ value: Double, _ low: Double, _ high: Double) -> Double {
      ((high + low) / 2 - value) / ((high - low) / 2)
    }
    raw = asymmetry(value, low, high)
    log =
      low > 0
      ? asymmetry(logarithm(value), logarithm(low), logarithm(high)) : nil
  }

  /// The scale on which the interval is more even, the logarithm where both are equal.
  public var flattest: TimeIntervalScale {
    guard let log else { return .raw }
    return abs(log) <= abs(raw) ? .log : .raw
  }

  /// a on the flatter scale.
  public var smallest: Double { flattest == .raw ? raw : log ?? raw }

  /// Whether a limit is the estimate itself.
  public var touches: Bool { abs(raw) == 1 }

  /// Whether the interval is uneven on both scales, see ``limit``.
  public var isAsymmetric: Bool { abs(smallest) > Self.limit }
}
