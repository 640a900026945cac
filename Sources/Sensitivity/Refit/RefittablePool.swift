import EffectSizes
import Pooling

/// Effect sizes pooled by any model of one mean: inverse variance, Mantel–Haenszel, Peto, or the likelihood of counts.
public struct RefittablePool: Refittable {
  /// The model.
  public let model: any PoolingModel
  /// The effect sizes of all studies.
  public let effects: EffectSizes
  /// By which size a pooled double arcsine is transformed back.
  public let size: FreemanTukeySize

  /// Effect sizes with the model that pools them.
  public init(
    _ model: any PoolingModel, effects: EffectSizes, size: FreemanTukeySize = .harmonicMean
  ) {
    self.model = model
    self.effects = effects
    self.size = size
  }

  /// The labels of the studies.
  public var labels: [String] { effects.studies.map(\.label) }

  /// Pools the studies at these places.
  ///
  /// - Throws: ``RefitError`` where they cannot be pooled.
  public func refit(_ places: [Int]) throws(RefitError) -> Refit {
    let fit = try RefitError.wrapping { () throws(PoolingError) in
      try model.selecting(places).fit(effects.selecting(places))
    }
    return Refit(fit, size: size)
  }
}

extension Refit {
  /// A fit of one mean.
  init(_ fit: PooledFit, size: FreemanTukeySize) {
    self.init(
      k: fit.k, quantities: [Quantity(fit, named: "pooled", size: size)], heterogeneity: fit.heterogeneity,
      weights: fit.weights, warnings: fit.warnings)
  }
}

extension Refit.Quantity {
  /// A pooled mean.
  init(_ fit: PooledFit, named name: String, size: FreemanTukeySize) {
    let (estimate, display) = (fit.estimate, DisplayedResult(fit, size: size))
    let measure = fit.effects.measure
    self.init(
      name: name, value: estimate.value, se: estimate.se, lower: estimate.lower, upper: estimate.upper,
      p: estimate.p,
      displayed: Displayed(value: display.value, lower: display.lower, upper: display.upper),
      predictionLower: display.predictionLower, predictionUpper: display.predictionUpper,
      null: measure.analysisNull, displayedNull: measure.null, isProportion: measure.isProportion)
  }
}

extension RefitError {
  /// Does something that has errors of its own, which are taken over in their words.
  static func wrapping<Value, Reason: Error & CustomStringConvertible>(
    _ work: () throws(Reason) -> Value
  ) throws(RefitError) -> Value {
    do { return try work() } catch { throw RefitError(error.description) }
  }
}
