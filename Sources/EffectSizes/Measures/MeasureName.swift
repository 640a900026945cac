import StudyData

/// One of all measures, each of which knows the kind of data that it works on; its code is its name everywhere.
public enum MeasureName: Sendable, Equatable {
  /// Of one group's counts.
  case proportion(ProportionMeasure)
  /// Of two groups' counts.
  case twoGroups(TwoGroupMeasure)
  /// Of one group's events in person-time.
  case rate(RateMeasure)
  /// Of two groups' events in person-time.
  case twoGroupRates(TwoGroupRateMeasure)
  /// Of one group's mean.
  case mean(MeanMeasure)
  /// Of two groups' means.
  case twoGroupMeans(TwoGroupMeanMeasure)
  /// Of two means of the same people.
  case pairedMeans(PairedMeanMeasure)
  /// Of a correlation.
  case correlation(CorrelationMeasure)
  /// Of survival at a time.
  case survival(SurvivalMeasure)
  /// Hazard ratios, from O - E or as they were reported.
  case hazardRatio
  /// Effect sizes as they were reported.
  case reported

  /// The code of effect sizes as they were reported.
  public static let reportedCode = "GEN"

  /// Every measure, in the order in which they are listed.
  public static var all: [MeasureName] {
    ProportionMeasure.allCases.map { .proportion($0) } + TwoGroupMeasure.allCases.map { .twoGroups($0) }
      + RateMeasure.allCases.map { .rate($0) } + TwoGroupRateMeasure.allCases.map { .twoGroupRates($0) }
      + MeanMeasure.allCases.map { .mean($0) } + TwoGroupMeanMeasure.allCases.map { .twoGroupMeans($0) }
      + PairedMeanMeasure.allCases.map { .pairedMeans($0) }
      + CorrelationMeasure.allCases.map { .correlation($0) } + SurvivalMeasure.allCases.map { .survival($0) }
      + [.hazardRatio, .reported]
  }

  /// The measure of that code, in any case; nil where there is none.
  public init?(code: String) {
    guard let name = Self.all.first(where: { $0.code == code.uppercased() }) else { return nil }
    self = name
  }

  /// The code of the measure.
  public var code: String {
    switch self {
    case .proportion(let measure): measure.rawValue
    case .twoGroups(let measure): measure.rawValue
    case .rate(let measure): measure.rawValue
    case .twoGroupRates(let measure): measure.rawValue
    case .mean(let measure): measure.rawValue
    case .twoGroupMeans(let measure): measure.rawValue
    case .pairedMeans(let measure): measure.rawValue
    case .correlation(let measure): measure.rawValue
    case .survival(let measure): measure.rawValue
    case .hazardRatio: LogRankHazardRatio.code
    case .reported: Self.reportedCode
    }
  }

  /// The data that it works on.
  public var kind: DataKind {
    switch self {
    case .proportion: .oneGroupCounts
    case .twoGroups: .twoGroupCounts
    case .rate: .oneGroupRates
    case .twoGroupRates: .twoGroupRates
    case .mean: .oneGroupMeans
    case .twoGroupMeans: .twoGroupMeans
    case .pairedMeans: .pairedMeans
    case .correlation: .correlations
    case .survival: .oneGroupSurvival
    case .hazardRatio: .logRank
    case .reported: .readyEffects
    }
  }

  /// The measure of a kind of data where none is named.
  public static func standard(for kind: DataKind) -> MeasureName {
    switch kind {
    case .oneGroupCounts: .proportion(.logit)
    case .twoGroupCounts: .twoGroups(.riskRatio)
    case .oneGroupRates: .rate(.log)
    case .twoGroupRates: .twoGroupRates(.rateRatio)
    case .oneGroupMeans: .mean(.raw)
    case .twoGroupMeans: .twoGroupMeans(.meanDifference)
    case .pairedMeans: .pairedMeans(.meanChange)
    case .correlations: .correlation(.raw)
    case .oneGroupSurvival: .survival(.logMinusLog)
    case .logRank: .hazardRatio
    case .readyEffects: .reported
    }
  }

  /// Whether it is a ratio of means or of coefficients of variation, which have a bias.
  public var hasRatioBias: Bool {
    if case .twoGroupMeans(let measure) = self { measure.hasRatioBias } else { false }
  }

  /// Whether zero cells are corrected without being asked.
  public var isCorrectedByDefault: Bool {
    switch self {
    case .proportion(let measure): !measure.isDefinedAtTheEnds
    case .twoGroups(.peto): false
    case .twoGroups(let measure): measure.isCorrectedByDefault
    case .rate(.log), .twoGroupRates(.rateRatio): true
    default: false
    }
  }

  /// Whether studies without events in both groups tell nothing about it.
  public var canDropDoubleZeros: Bool {
    self == .twoGroups(.riskRatio) || self == .twoGroups(.oddsRatio) || self == .twoGroupRates(.rateRatio)
  }
}
