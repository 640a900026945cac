import StudyData

/// Whether ratios of means and of coefficients of variation are corrected for their small-sample bias.
public enum RatioBias: String, Sendable, CaseIterable, Codable {
  /// The plain logarithm of the ratio, as metafor before version 5, meta and RevMan have it for means.
  case uncorrected
  /// With the terms of the second order, as metafor from version 5 on.
  case corrected
}

/// The measures of two groups' means and standard deviations; the first group is compared with the second.
public enum TwoGroupMeanMeasure: String, Sendable, CaseIterable, Codable {
  /// Mean difference.
  case meanDifference = "MD"
  /// Standardized mean difference, Hedges' g.
  case standardized = "SMD"
  /// Standardized mean difference for unequal variances.
  case standardizedUnequal = "SMDH"
  /// Log ratio of means.
  case ratioOfMeans = "ROM"
  /// Log ratio of the coefficients of variation.
  case variationRatio = "CVR"
  /// Log ratio of the standard deviations.
  case variabilityRatio = "VR"
  /// Log odds ratio from a standardized mean difference, for logistic distributions.
  case oddsRatioLogistic = "D2ORL"
  /// Log odds ratio from a standardized mean difference, for normal distributions.
  case oddsRatioNormal = "D2ORN"

  /// The description of this measure.
  public var measure: Measure {
    switch self {
    case .meanDifference: MeanDifference.measure
    case .standardized: StandardizedMeanDifference.measure
    case .standardizedUnequal: StandardizedMeanDifference.unequalMeasure
    case .ratioOfMeans: RatioOfMeans.measure
    case .variationRatio: VariationRatio.measure
    case .variabilityRatio: VariationRatio.variabilityMeasure
    case .oddsRatioLogistic: OddsRatioFromMeans.measure(code: rawValue, distribution: "logistic")
    case .oddsRatioNormal: OddsRatioFromMeans.measure(code: rawValue, distribution: "normal")
    }
  }

  /// Whether the measure has a small-sample bias that ``RatioBias`` is about.
  public var hasRatioBias: Bool { self == .ratioOfMeans || self == .variationRatio }

  /// Why a study cannot be used, or nil where it can.
  public func whyNotEstimable(_ groups: TwoGroupMeans) -> String? {
    let (first, second) = (groups.first, groups.second)
    let needsTwo = self != .meanDifference && self != .ratioOfMeans
    if needsTwo, min(first.total, second.total) < 2 { return "a group of one has no standard deviation" }
    switch self {
    case .ratioOfMeans where first.mean * second.mean <= 0: return "a ratio needs means of one sign, not 0"
    case .variationRatio where first.mean <= 0 || second.mean <= 0:
      return "coefficients of variation need means above 0"
    default: return nil
    }
  }

  /// yᵢ and vᵢ of one study's two groups; `bias` matters for ROM and CVR alone.
  public func effect(of groups: TwoGroupMeans, bias: RatioBias = .uncorrected) -> (yi: Double, vi: Double) {
    switch self {
    case .meanDifference: MeanDifference.effect(of: groups)
    case .standardized: StandardizedMeanDifference.effect(of: groups)
    case .standardizedUnequal: StandardizedMeanDifference.unequalEffect(of: groups)
    case .ratioOfMeans: RatioOfMeans.effect(of: groups, bias: bias)
    case .variationRatio: VariationRatio.effect(of: groups, bias: bias)
    case .variabilityRatio: VariationRatio.variabilityEffect(of: groups)
    case .oddsRatioLogistic: OddsRatioFromMeans.effect(of: groups, factor: StandardizedFromOdds.logistic)
    case .oddsRatioNormal: OddsRatioFromMeans.effect(of: groups, factor: StandardizedFromOdds.normal)
    }
  }
}
