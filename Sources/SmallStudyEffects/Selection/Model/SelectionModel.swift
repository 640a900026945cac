import EffectSizes
import LinearAlgebra
import MetaRegression
import Pooling

/// A selection model: studies are published with a probability that depends on their p-value (or effect), and the
/// density of what is published is the model's density times that, normed anew,
///
///     f(yᵢ) = w(pᵢ; δ) φ(yᵢ; xᵢβ, vᵢ + τ²) / ∫ w(p(y); δ) φ(y; xᵢβ, vᵢ + τ²) dy.
///
/// β, τ² and δ are estimated together by maximum likelihood, with profile-likelihood intervals and the likelihood-ratio
/// test against no selection. Weights that are given, such as ``SelectionSeverity``, show what a supposed selection
/// would do; then β and τ² alone are estimated.
///
///     let fit = try SelectionModel(.step([0.025, 0.5]), alternative: .greater).fit(effects)
///
/// metafor: `selmodel`. Sources: ``SelectionFunction``; Hedges LV, Vevea JL (2005), in *Publication Bias in
/// Meta-Analysis*, chapter 9; Vevea JL, Woods CM (2005), *Psychol Methods* 10:428–443 (weights that are given).
public struct SelectionModel: Sendable, Equatable {
  /// How the probability of publication falls.
  public var function: SelectionFunction
  /// Which results are the likelier ones; nil for the direction of the mean without selection.
  public var alternative: SelectionAlternative?
  /// Whether true effects scatter; τ² is 0 otherwise.
  public var isRandom: Bool
  /// The weight of each interval of a step function, where it is supposed and not estimated.
  public var weights: [Double]?
  /// Whether profile-likelihood intervals are made.
  public var hasProfiles: Bool
  /// The confidence level.
  public var level: Double

  /// A selection model, by default with random effects.
  public init(
    _ function: SelectionFunction, alternative: SelectionAlternative? = nil, isRandom: Bool = true,
    weights: [Double]? = nil, hasProfiles: Bool = true, level: Double = 0.95
  ) {
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    self.function = function
    self.alternative = alternative
    self.isRandom = isRandom
    self.weights = weights
    self.hasProfiles = hasProfiles
    self.level = level
  }

  /// Fits the model of one mean.
  ///
  /// - Throws: ``SelectionError`` where the parameters cannot be estimated from these effects.
  public func fit(_ effects: EffectSizes) throws(SelectionError) -> SelectionFit {
    let plain: any PoolingModel =
      isRandom
      ? RandomEffects(tau2: .maximumLikelihood, test: .z, level: level) : CommonEffect(level: level)
    let fit: PooledFit
    do { fit = try plain.fit(effects) } catch { throw .pooling(error) }
    return try self.fit(
      effects, names: ["intercept"], design: Matrix(rows: effects.k, columns: 1, repeating: 1),
      unadjusted: ([fit.estimate], fit.heterogeneity))
  }

  /// Fits the model of a mean that depends on moderators.
  ///
  /// - Throws: ``SelectionError`` where the parameters cannot be estimated from these effects.
  public func fit(_ data: ModeratedEffects) throws(SelectionError) -> SelectionFit {
    let plain = MetaRegression(tau2: isRandom ? .maximumLikelihood : .given(0), test: .z, level: level)
    let fit: RegressionFit
    do { fit = try plain.fit(data) } catch { throw .regression(error) }
    return try self.fit(
      data.effects, names: data.design.names, design: data.design.matrix,
      unadjusted: (fit.coefficients.map(\.estimate), fit.heterogeneity))
  }

  private func fit(
    _ effects: EffectSizes, names: [String], design: Matrix, unadjusted: ([Estimate], Heterogeneity)
  ) throws(SelectionError) -> SelectionFit {
    guard let null = effects.measure.analysisNull else { throw .noNull(measure: effects.measure.code) }
    let beta = unadjusted.0.map(\.value)
    let average = (0..<effects.k).reduce(0) { sum, i in
      sum + (zip(design.row(i), beta).reduce(0) { $0 + $1.0 * $1.1 } - null) / effects.vi[i]
    }
    let direction = alternative ?? (average < 0 ? .less : .greater)
    let data = SelectionData(
      yi: effects.yi, vi: effects.vi, design: design, null: null, alternative: direction)
    let intervals = try SelectionIntervals(function, data, direction, weights: weights, null: null)
    let plain = SelectionLikelihood(data: data, weights: StepWeights.none(k: data.k), isRandom: isRandom)
    let tau2 = isRandom ? unadjusted.1.tau2 ?? 0 : 0
    guard let start = plain.evaluate(beta + (isRandom ? [tau2] : [])) else {
      throw .notEstimable("the likelihood without selection is beyond the range of numbers")
    }
    var found: (search: SelectionSearch, maximum: SelectionSearch.Maximum, intervals: SelectionIntervals)?
    for candidate in intervals.candidates(data) {
      let likelihood = SelectionLikelihood(data: data, weights: candidate.weights, isRandom: isRandom)
      guard effects.k > likelihood.count + candidate.extraParameters else {
        throw .tooFewStudies(effects.k, parameters: likelihood.count + candidate.extraParameters)
      }
      let search = SelectionSearch(likelihood: likelihood)
      guard let maximum = search.maximum(beta: beta, tau2: tau2) else { continue }
      if let found, maximum.value <= found.maximum.value + 1e-10 { continue }
      found = (search, maximum, candidate)
    }
    guard let found else {
      throw .notEstimable("the likelihood is beyond the range of numbers from every start")
    }
    return SelectionFit(
      self, alternative: direction, measureNull: null, names: names, intervals: found.intervals,
      search: found.search, maximum: found.maximum,
      unadjusted: SelectionFit.Unadjusted(
        coefficients: unadjusted.0, tau2: isRandom ? tau2 : nil,
        tau2SE: isRandom ? unadjusted.1.tau2SE : nil, logLikelihood: start.value))
  }
}

extension StepWeights {
  /// No selection at all.
  static func none(k: Int) -> StepWeights {
    StepWeights(stretches: [(-.infinity, .infinity, 0)], counts: [k], given: [1])
  }
}
