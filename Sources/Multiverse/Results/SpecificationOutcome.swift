import EffectSizes
import Pooling

/// What the analysis of one specification gave; nil for what does not exist.
public struct SpecificationOutcome: Sendable, Equatable, Codable {
  /// Why it could not be done; nil where it was.
  public var failure: String?
  /// The number of studies.
  public var k: Int?
  /// How many studies were left out.
  public var excluded = 0
  /// What is estimated, such as "Risk ratio"; the same for all transformations of it.
  public var quantity: String?
  /// The code of the measure.
  public var measure: String?
  /// Whether the quantity is a ratio.
  public var isRatio = false
  /// Whether the quantity is a proportion.
  public var isProportion = false
  /// The value of no effect on the display scale.
  public var null: Double?
  /// The confidence level.
  public var level = 0.95
  /// The pooled value on the analysis scale.
  public var value: Double?
  /// Its standard error.
  public var se: Double?
  /// The two-sided p-value against the null value.
  public var p: Double?
  /// The pooled value on the display scale, by the specification's own inverse.
  public var estimate: Double?
  /// The lower confidence limit on the display scale.
  public var lower: Double?
  /// The upper confidence limit on the display scale.
  public var upper: Double?
  /// The lower prediction limit on the display scale.
  public var predictionLower: Double?
  /// The upper prediction limit on the display scale.
  public var predictionUpper: Double?
  /// The between-study variance on the analysis scale.
  public var tau2: Double?
  /// The share of variance between studies.
  public var i2: Double?
  /// What is unwise about it.
  public var warnings: [AnalysisWarning] = []

  /// An analysis that could not be done.
  public init(failure: String) { self.failure = failure }

  /// What a fit gives.
  init(
    _ fit: PooledFit, size: FreemanTukeySize, excluded: Int, dataWarnings: [AnalysisWarning],
    poolsCorrectedCounts: Bool
  ) {
    let (measure, estimate, display) = (fit.effects.measure, fit.estimate, DisplayedResult(fit, size: size))
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    k = fit.k
    self.excluded = excluded
    quantity = measure.code == TwoGroupMeasure.peto.rawValue ? "Odds ratio" : measure.quantity
    self.measure = measure.code
    (isRatio, isProportion, null) = (measure.isRatio, measure.isProportion, measure.null)
    level = fit.model.level
    (value, se, p) = (finite(estimate.value), finite(estimate.se), finite(estimate.p))
    self.estimate = finite(display.value)
    (lower, upper) = (finite(display.lower), finite(display.upper))
    predictionLower = finite(display.predictionLower)
    predictionUpper = finite(display.predictionUpper)
    (tau2, i2) = (finite(fit.heterogeneity.tau2), finite(fit.heterogeneity.i2))
    var seen: [AnalysisWarning] = []
    for warning in dataWarnings + fit.allWarnings(display, poolsCorrectedCounts: poolsCorrectedCounts)
    where !seen.contains(warning) { seen.append(warning) }
    warnings = seen
  }
}

/// On which side of a value the estimate lies.
public enum Side: String, Sendable, CaseIterable, Codable {
  /// Below it.
  case below
  /// Equal to it.
  case at
  /// Above it.
  case above
}

extension SpecificationOutcome {
  /// The value that the estimate is held against: the null value, else the one that was given.
  public func against(_ reference: Double?) -> Double? { null ?? reference }

  /// The side of that value on which the estimate lies.
  public func side(reference: Double?) -> Side? {
    guard let value = against(reference), let estimate else { return nil }
    return estimate < value ? .below : estimate > value ? .above : .at
  }

  /// Whether the estimate differs from that value significantly: p below 1 − level where there is a null value, else
  /// whether the interval leaves the value out.
  public func isSignificant(reference: Double?) -> Bool? {
    if null != nil { return p.map { $0 < 1 - level } }
    guard let reference, let lower, let upper else { return nil }
    return reference < lower || reference > upper
  }

  /// The estimate as it is compared with others: the logarithm of a ratio, the value of anything else.
  var compared: Double? {
    guard let estimate else { return nil }
    if !isRatio { return estimate }
    return estimate > 0 ? Transformation.log.forward(estimate) : nil
  }
}
