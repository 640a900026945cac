import EffectSizes
import Pooling
import StudyData

/// Which model is fitted; what is nil takes its standard.
public struct ModelChoices: Sendable, Equatable {
  /// How the studies are pooled; nil for inverse variance.
  public var method: MethodName?
  /// The approach of a mixed model to two groups.
  public var approach: MixedModelApproach?
  /// The quadrature nodes of a mixed model, 3 to 249; nil for as many as it takes.
  public var nodes: Int?
  /// Random or common effects; nil for what the method has, random where it has both.
  public var model: ModelName?
  /// The estimator of the between-study variance; nil for REML, or for the one that the test is made for.
  public var tau2: Tau2Estimator?
  /// The test and the confidence interval; nil for Hartung and Knapp's, never narrower, and z for common effects.
  public var test: MeanTest?
  /// The prediction interval; nil for that of Higgins, Thompson and Spiegelhalter.
  public var prediction: PredictionMethod?
  /// The interval for τ²; nil for Q-profile.
  public var tau2Interval: Tau2IntervalMethod?
  /// The definition of I² and H²; nil for that by τ².
  public var i2: I2Definition?
  /// The size by which a pooled double arcsine is transformed back; nil for the harmonic mean.
  public var size: FreemanTukeySize?
  /// The variance of the Mantel–Haenszel risk difference; nil for Sato's.
  public var riskDifferenceVariance: MantelHaenszel.RiskDifferenceVariance?
  /// Whether the correction of zero cells enters the Mantel–Haenszel method too; nil for where one is asked for.
  public var poolsCorrectedCounts: Bool?

  /// Random effects by inverse variance, with the standard of everything.
  public init() {}

  /// How the studies are pooled.
  public var chosenMethod: MethodName { method ?? .iv }

  /// Whether a common-effect model is fitted.
  public var isCommon: Bool { model == .common || method == .mh || method == .peto }

  /// The estimator of τ²: as chosen, or the one that the test is made for.
  public var estimator: Tau2Estimator { tau2 ?? (test == .henmiCopas ? .derSimonianLaird : .reml) }

  /// The measure that the method implies.
  ///
  /// - Throws: ``AnalysisError/choices(_:)`` where Peto's method is to pool anything but odds or hazard ratios.
  public func measure(_ requested: MeasureName?) throws(AnalysisError) -> MeasureName? {
    guard method == .peto else { return requested }
    switch requested {
    case nil, .twoGroups(.oddsRatio), .twoGroups(.peto): return .twoGroups(.peto)
    case .hazardRatio: return .hazardRatio
    default:
      throw .choices(
        "Peto's method estimates an odds or hazard ratio; give --measure PETO or HR, or leave it out")
    }
  }

  /// The measure of a kind of data where none is named: mixed models have odds ratios, not risk ratios, and logits of
  /// survival.
  public func standardMeasure(for kind: DataKind) -> MeasureName {
    guard method == .glmm else { return .standard(for: kind) }
    switch kind {
    case .twoGroupCounts: return .twoGroups(.oddsRatio)
    case .oneGroupSurvival: return .survival(.logit)
    default: return .standard(for: kind)
    }
  }

  /// The model.
  ///
  /// - Parameters:
  ///   - level: the confidence level.
  ///   - poolsCorrectedCounts: whether the correction of zero cells enters the Mantel–Haenszel method too.
  /// - Precondition: the choices go together, see ``check()``.
  public func poolingModel(level: Double = 0.95, poolsCorrectedCounts: Bool = false) -> any PoolingModel {
    switch chosenMethod {
    case .mh:
      return MantelHaenszel(
        riskDifferenceVariance: riskDifferenceVariance ?? .sato, poolsCorrectedCounts: poolsCorrectedCounts,
        level: level)
    case .peto: return Peto(level: level)
    case .glmm:
      return MixedModel(
        isRandom: !isCommon, approach: approach ?? .unconditionalFixed, test: test ?? .z,
        prediction: prediction ?? .hts, level: level, nodes: nodes)
    case .betaBinomial: return BetaBinomial(test: test ?? .z, level: level)
    case .iv:
      if isCommon { return CommonEffect(test: test ?? .z, level: level) }
      return RandomEffects(
        tau2: estimator, test: test ?? .hartungKnappConservative, prediction: prediction ?? .hts,
        i2: i2 ?? .tau2, tau2Interval: tau2Interval ?? .qProfile, level: level)
    }
  }
}
