import StudyData

/// The measures of two groups' counts; the first group is compared with the second.
public enum TwoGroupMeasure: String, Sendable, CaseIterable, Codable {
  /// Log risk ratio.
  case riskRatio = "RR"
  /// Log odds ratio.
  case oddsRatio = "OR"
  /// Risk difference.
  case riskDifference = "RD"
  /// Difference of the arcsine-square-root-transformed risks.
  case arcsineDifference = "AS"
  /// Log odds ratio by Peto's one-step method.
  case peto = "PETO"
  /// Difference of probits, a standardized mean difference.
  case probit = "PBIT"
  /// Standardized mean difference from the odds ratio, for logistic distributions.
  case standardizedLogistic = "OR2DL"
  /// Standardized mean difference from the odds ratio, for normal distributions.
  case standardizedNormal = "OR2DN"

  /// The description of this measure.
  public var measure: Measure {
    switch self {
    case .riskRatio: RiskRatio.measure
    case .oddsRatio: OddsRatio.measure
    case .riskDifference: RiskDifference.measure
    case .arcsineDifference: ArcsineDifference.measure
    case .peto: PetoOddsRatio.measure
    case .probit: ProbitDifference.measure
    case .standardizedLogistic: StandardizedFromOdds.measure(code: rawValue, distribution: "logistic")
    case .standardizedNormal: StandardizedFromOdds.measure(code: rawValue, distribution: "normal")
    }
  }

  /// yᵢ and vᵢ of one study's two groups; not finite where they do not exist.
  public func effect(of counts: TwoGroupCounts) -> (yi: Double, vi: Double) {
    switch self {
    case .riskRatio: RiskRatio.effect(of: counts)
    case .oddsRatio: OddsRatio.effect(of: counts)
    case .riskDifference: RiskDifference.effect(of: counts)
    case .arcsineDifference: ArcsineDifference.effect(of: counts)
    case .peto: PetoOddsRatio.effect(of: counts)
    case .probit: ProbitDifference.effect(of: counts)
    case .standardizedLogistic:
      StandardizedFromOdds.effect(of: counts, factor: StandardizedFromOdds.logistic)
    case .standardizedNormal: StandardizedFromOdds.effect(of: counts, factor: StandardizedFromOdds.normal)
    }
  }

  /// Whether the usual correction of zero cells applies unless another one is asked for.
  ///
  /// The arcsine difference and Peto's method are defined with zero cells as they stand.
  public var isCorrectedByDefault: Bool { self != .arcsineDifference && self != .peto }

  /// Why a study says nothing about this measure, or nil where it does.
  ///
  /// Without events in either group there is no ratio to estimate; without non-events in either group
  /// there is no odds ratio, nor anything that is made of it. A risk difference, of 0, there is.
  public func whyNotEstimable(_ counts: TwoGroupCounts) -> String? {
    let noEvents = counts.first.events == 0 && counts.second.events == 0
    let onlyEvents = counts.first.nonEvents == 0 && counts.second.nonEvents == 0
    switch self {
    case .riskDifference, .arcsineDifference: return nil
    case .riskRatio: return noEvents ? "no events in either group" : nil
    case .oddsRatio, .peto, .probit, .standardizedLogistic, .standardizedNormal:
      if noEvents { return "no events in either group" }
      return onlyEvents ? "nothing but events in both groups" : nil
    }
  }

  /// The scale g on which the measure is a difference between the groups, yᵢ = [g(p₁) − g(p₂)]/c, and c.
  package var groupScale: (scale: Transformation, factor: Double) {
    switch self {
    case .riskRatio: (.log, 1)
    case .oddsRatio, .peto: (.logit, 1)
    case .riskDifference: (.identity, 1)
    case .arcsineDifference: (.arcsine, 1)
    case .probit: (.probit, 1)
    case .standardizedLogistic: (.logit, StandardizedFromOdds.logistic)
    case .standardizedNormal: (.logit, StandardizedFromOdds.normal)
    }
  }
}
