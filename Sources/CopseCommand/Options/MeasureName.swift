import ArgumentParser
import MetaAnalysis

/// `--measure`: one of the library's measures, each of which knows the kind of data that it works on.
enum MeasureName: ExpressibleByArgument, Equatable {
  case proportion(ProportionMeasure)
  case twoGroups(TwoGroupMeasure)
  case rate(RateMeasure)
  case twoGroupRates(TwoGroupRateMeasure)
  case mean(MeanMeasure)
  case twoGroupMeans(TwoGroupMeanMeasure)
  case pairedMeans(PairedMeanMeasure)
  case correlation(CorrelationMeasure)
  case survival(SurvivalMeasure)
  case hazardRatio
  case reported

  static let reportedCode = "GEN"

  private static var all: [MeasureName] {
    ProportionMeasure.allCases.map { .proportion($0) } + TwoGroupMeasure.allCases.map { .twoGroups($0) }
      + RateMeasure.allCases.map { .rate($0) } + TwoGroupRateMeasure.allCases.map { .twoGroupRates($0) }
      + MeanMeasure.allCases.map { .mean($0) } + TwoGroupMeanMeasure.allCases.map { .twoGroupMeans($0) }
      + PairedMeanMeasure.allCases.map { .pairedMeans($0) }
      + CorrelationMeasure.allCases.map { .correlation($0) } + SurvivalMeasure.allCases.map { .survival($0) }
      + [.hazardRatio, .reported]
  }

  static var allValueStrings: [String] { all.map(\.code) }

  init?(argument: String) {
    guard let name = Self.all.first(where: { $0.code == argument.uppercased() }) else { return nil }
    self = name
  }

  /// The code of the measure.
  var code: String {
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
  var kind: DataKind {
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
  static func standard(for kind: DataKind) -> MeasureName {
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
  var hasRatioBias: Bool {
    if case .twoGroupMeans(let measure) = self { measure.hasRatioBias } else { false }
  }
}
