/// A way from what a study reports to its log hazard ratio and the variance of it.
///
/// The cases stand in order of preference:
///
/// 1. Both numbers are reported, nothing is derived: `o-minus-e-and-v`, `cox`, `hr-v`. The log-rank pair comes first,
///    as in Parmar 1998 and Tierney 2007: it is of the randomized groups as they are, where a Cox coefficient may be
///    adjusted. (It is one step of the iteration from no effect, so that it falls short of large effects.)
/// 2. The ratio is reported and its standard error follows from printed numbers without an approximation, so that
///    only their rounding is lost: `hr-ci`, `o-minus-e-chi2`, `hr-p`. p comes last of these: near a ratio of 1 its
///    rounding is large against ln HR.
/// 3. The ratio is reported and its variance is an approximation by the events: `hr-events`. Then the log-rank
///    table without its variance, `observed-expected`.
/// 4. Both are derived from a test and the events, and the direction from elsewhere. χ² comes before p, since p may be
///    of another test, and since p loses more to rounding. In each, a reported V, then the events of each group
///    (which know of unequal follow-up), then the sizes of the groups, then the assumption of equal groups.
/// 5. Curves: with the numbers at risk, then with the range of follow-up and a model of the censoring.
/// 6. Medians, which assume exponential survival.
///
/// Sources: Parmar MKB, Torri V, Stewart L (1998), *Stat Med* 17:2815–2834; Williamson PR and others (2002),
/// *Stat Med* 21:3337–3351; Tierney JF and others (2007), *Trials* 8:16.
public enum HazardRatioRoute: String, Sendable, Codable, CaseIterable {
  /// ln HR = (O − E)/V, variance 1/V.
  case oMinusEAndV = "o-minus-e-and-v"
  /// The log hazard ratio (or the ratio) and the standard error of the logarithm.
  case cox
  /// The hazard ratio and V, variance 1/V.
  case hrV = "hr-v"
  /// The hazard ratio and its confidence interval, SE = (ln U − ln L)/2z.
  case hrCI = "hr-ci"
  /// O − E and the log-rank χ²: V = (O − E)²/χ².
  case oMinusEChi2 = "o-minus-e-chi2"
  /// The hazard ratio and its p-value, SE = |ln HR|/z.
  case hrP = "hr-p"
  /// The hazard ratio and the events, variance 1/V with V by the events.
  case hrEvents = "hr-events"
  /// Observed and expected events of both groups, ln[(O₁/E₁)/(O₂/E₂)], variance 1/E₁ + 1/E₂.
  case observedExpected = "observed-expected"
  /// The log-rank χ² and V, ±√χ²/√V.
  case logrankV = "logrank-v"
  /// The log-rank χ² and the events of each group, V = O₁O₂/O.
  case logrankArms = "logrank-arms"
  /// The log-rank χ², all events and the sizes of the groups, V = O R₁R₂/(R₁ + R₂)².
  case logrankAllocation = "logrank-allocation"
  /// The log-rank χ² and all events of groups of equal size, V = O/4.
  case logrankEqual = "logrank-equal"
  /// p and V, ±z/√V.
  case pV = "p-v"
  /// p and the events of each group, V = O₁O₂/O.
  case pEventsArms = "p-events-arms"
  /// p, all events and the sizes of the groups, V = O R₁R₂/(R₁ + R₂)².
  case pEventsAllocation = "p-events-allocation"
  /// p and all events of groups of equal size, V = O/4.
  case pEventsEqual = "p-events-equal"
  /// Survival curves with the numbers at risk.
  case curvesAtRisk = "curves-at-risk"
  /// Survival curves with the range of follow-up.
  case curvesFollowUp = "curves-follow-up"
  /// The ratio of the medians of exponential survival, ln(m₂/m₁), variance 1/O₁ + 1/O₂.
  case medianRatio = "median-ratio"
}

extension HazardRatioRoute {
  /// Whether ln HR is a printed ratio, rather than computed from something else.
  public var statesRatio: Bool { [.cox, .hrV, .hrCI, .hrP, .hrEvents].contains(self) }

  /// Whether the variance, or the estimate too, is an approximation or rests on an assumption.
  public var isApproximate: Bool {
    switch self {
    case .oMinusEAndV, .cox, .hrV, .hrCI, .oMinusEChi2, .hrP, .logrankV, .pV: false
    default: true
    }
  }

  /// What the route is, in words.
  public var name: String {
    switch self {
    case .oMinusEAndV: "O - E and V of a log-rank test"
    case .cox: "log hazard ratio and its standard error"
    case .hrV: "hazard ratio and V"
    case .hrCI: "hazard ratio and its confidence interval"
    case .oMinusEChi2: "O - E and chi-squared of a log-rank test"
    case .hrP: "hazard ratio and its p-value"
    case .hrEvents: "hazard ratio and events"
    case .observedExpected: "observed and expected events"
    case .logrankV: "log-rank chi-squared and V"
    case .logrankArms: "log-rank chi-squared and events of each group"
    case .logrankAllocation: "log-rank chi-squared, events and sizes of the groups"
    case .logrankEqual: "log-rank chi-squared and events, groups of equal size"
    case .pV: "p-value and V"
    case .pEventsArms: "p-value and events of each group"
    case .pEventsAllocation: "p-value, events and sizes of the groups"
    case .pEventsEqual: "p-value and events, groups of equal size"
    case .curvesAtRisk: "survival curves with numbers at risk"
    case .curvesFollowUp: "survival curves with the range of follow-up"
    case .medianRatio: "ratio of medians, if survival is exponential"
    }
  }
}
