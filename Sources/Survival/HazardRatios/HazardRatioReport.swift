import Distributions

/// What a study reports about a hazard ratio, as far as it does: one wide row.
///
/// The ratio is of the first group over the second, so that below 1 the hazard is lower in the first group. All
/// values are optional; which of them go together is a matter of ``HazardRatioRoute``.
public struct HazardRatioReport: Sendable, Equatable, Codable {
  /// The hazard ratio.
  public var hr: RoundedNumber?
  /// The lower confidence limit of the hazard ratio.
  public var ciLow: RoundedNumber?
  /// The upper confidence limit of the hazard ratio.
  public var ciHigh: RoundedNumber?
  /// The level of that confidence interval.
  public var ciLevel = 0.95
  /// The log hazard ratio, as the coefficient of a Cox model.
  public var logHR: RoundedNumber?
  /// The standard error of the log hazard ratio.
  public var se: RoundedNumber?
  /// The p-value, above 0 and at most 1.
  public var p: RoundedNumber?
  /// Whether p is given, or a limit of it: "p < .05".
  public var pComparison = PComparison.equal
  /// Whether p is two-sided.
  public var pSides = PSides.two
  /// The χ² of a log-rank test of two groups, on 1 degree of freedom.
  public var chi2: RoundedNumber?
  /// Observed minus expected events of the first group.
  public var oMinusE: RoundedNumber?
  /// The variance V of O − E.
  public var v: RoundedNumber?
  /// The events in both groups together.
  public var events: Double?
  /// The events in the first group.
  public var events1: Double?
  /// The events in the second group.
  public var events2: Double?
  /// The events expected in the first group.
  public var expected1: RoundedNumber?
  /// The events expected in the second group.
  public var expected2: RoundedNumber?
  /// The patients of the first group.
  public var total1: Double?
  /// The patients of the second group.
  public var total2: Double?
  /// The median time of the first group.
  public var median1: RoundedNumber?
  /// The median time of the second group.
  public var median2: RoundedNumber?
  /// Which group does better, where the row says so.
  public var direction: HazardRatioDirection?

  /// An empty report.
  public init() {}

  /// How a printed p-value is meant.
  public enum PComparison: String, Sendable, Codable, CaseIterable {
    /// It is the value.
    case equal = "="
    /// The value is below it.
    case below = "<"
    /// The value is above it.
    case above = ">"
  }

  /// Of how many sides a test is.
  public enum PSides: Int, Sendable, Codable, CaseIterable {
    /// One-sided: used as it is.
    case one = 1
    /// Two-sided: z belongs to p/2.
    case two = 2
  }

  /// The numbers that printing may have rounded.
  static var printed: [WritableKeyPath<HazardRatioReport, RoundedNumber?>] {
    [
      \.hr, \.ciLow, \.ciHigh, \.logHR, \.se, \.p, \.chi2, \.oMinusE, \.v, \.expected1, \.expected2,
      \.median1, \.median2,
    ]
  }
}

extension HazardRatioReport {
  /// ln HR as printed: the logarithm of the ratio, else the printed logarithm.
  var logRatio: Double? { hr.map { logarithm($0.value) } ?? logHR?.value }

  /// O − E of the first group: as printed, else from observed and expected.
  var observedMinusExpected: Double? {
    if let oMinusE { return oMinusE.value }
    guard let events1, let expected1 else { return nil }
    return events1 - expected1.value
  }

  /// The events of each group; one of them may be what the other leaves of all events.
  var armEvents: (first: Double, second: Double)? {
    switch (events1, events2, events) {
    case (let first?, let second?, _): (first, second)
    case (let first?, nil, let all?): (first, all - first)
    case (nil, let second?, let all?): (all - second, second)
    default: nil
    }
  }

  /// The events of both groups.
  var allEvents: Double? { events ?? armEvents.map { $0.first + $0.second } }

  /// |z| of the p-value: Φ⁻¹(1 − p/2), of a one-sided p Φ⁻¹(1 − p). 1.7805 for a two-sided p of .075.
  var zOfP: Double? {
    guard let p else { return nil }
    let tail = min(max(p.value, 0), 1) / (pSides == .two ? 2 : 1)
    return abs(Normal.standard.upperQuantile(tail))
  }
}
