import EffectSizes
import Pooling

/// An analysis, ready to be made on a great many subsets of its studies.
///
/// Pooling by inverse variance, by Peto, and ratios by Mantel and Haenszel are computed four subsets at a time from
/// sums; the other estimators of τ² by the library's estimator on each subset; every other model is fitted again.
public struct GoshModel: Sendable {
  /// How the subsets are computed.
  enum Method: Sendable {
    case common(CommonEffectKernel)
    case closed(ClosedTau2Kernel)
    case likelihood(LikelihoodKernel)
    case equation(EstimatingEquationKernel)
    case mantelHaenszel(MantelHaenszelKernel)
    case scalar
    case refit

    var columns: [[Double]] {
      switch self {
      case .common(let kernel): kernel.columns
      case .closed(let kernel): kernel.columns
      case .likelihood(let kernel): kernel.columns
      case .equation(let kernel): kernel.columns
      case .mantelHaenszel(let kernel): kernel.columns
      case .scalar, .refit: []
      }
    }
  }

  /// The analysis.
  public let analysis: any Refittable
  /// What is taken in or left out together.
  public let clusters: StudyClusters
  /// The analysis of all studies.
  public let all: Refit
  /// What is estimated: the pooled value, each coefficient of a regression, or the restricted mean of a curve.
  public let quantities: [String]
  /// Whether the model has a τ².
  public let hasTau2: Bool
  /// Whether the model has I² and Q.
  public let hasHeterogeneity: Bool
  let method: Method
  /// The effect sizes that are pooled, where the analysis is pooling.
  let effects: EffectSizes?
  /// The value of no effect of quantities that have one, on the analysis scale.
  let null: Double?
  /// What y is centered at before sums are made: the common-effect mean.
  let center: Double
  /// The fit of single subsets, where it is no refit.
  let scalarFit: ScalarFit?

  /// Looks how the analysis is best made on subsets.
  ///
  /// - Parameters:
  ///   - analysis: the analysis.
  ///   - clusters: what is taken in or left out together; by default each study by itself.
  /// - Throws: ``RefitError`` where not even all studies can be analyzed.
  public init(_ analysis: any Refittable, clusters: StudyClusters? = nil) throws(RefitError) {
    // The pooled value of all studies does not depend on their groups.
    let analysis = (analysis as? any OverallPooled)?.overall ?? analysis
    self.analysis = analysis
    self.clusters = clusters ?? StudyClusters(each: analysis.labels)
    all = try analysis.fitAll()
    quantities = try Self.quantities(of: analysis, all)
    hasTau2 = all.spread?.tau2 != nil
    hasHeterogeneity = all.spread?.q != nil
    guard let pool = analysis as? RefittablePool else {
      (method, effects, center, scalarFit) = (.refit, nil, 0, nil)
      null = analysis is RefittableRegression ? 0 : nil
      return
    }
    effects = pool.effects
    null = pool.effects.measure.analysisNull
    center = InterceptModel(yi: pool.effects.yi, vi: pool.effects.vi).mean(tau2: 0).value
    (method, scalarFit) = Self.method(of: pool, center: center)
  }

  /// Every coefficient of a regression, the restricted mean of a curve, whose median may not exist, and the main
  /// quantity of anything else.
  private static func quantities(
    of analysis: any Refittable, _ all: Refit
  ) throws(RefitError) -> [String] {
    if analysis is RefittableRegression { return all.quantities.map(\.name) }
    guard analysis is RefittableCurve else { return all.quantities.prefix(1).map(\.name) }
    _ = try RefittableCurve.restrictedMean(of: all)
    return [RefittableCurve.restrictedMean]
  }

  private static func method(of pool: RefittablePool, center: Double) -> (Method, ScalarFit?) {
    let effects = pool.effects
    let (yi, vi) = (effects.yi.map { $0 - center }, effects.vi)
    func scalar(_ estimator: Tau2Estimator?, _ definition: I2Definition = .q) -> ScalarFit {
      ScalarFit(yi: effects.yi, vi: vi, estimator: estimator, definition: definition)
    }
    switch pool.model {
    case is CommonEffect, is Peto: return (.common(CommonEffectKernel(yi: yi, vi: vi)), scalar(nil))
    case let model as MantelHaenszel:
      let kernel = MantelHaenszelKernel(model, effects: effects, centered: yi, at: center)
      return (kernel.map { .mantelHaenszel($0) } ?? .refit, nil)
    case let model as RandomEffects where model.test != .henmiCopas:
      let scalar = scalar(model.tau2, model.i2)
      return (Self.method(of: model, yi: yi, vi: vi), scalar)
    default: return (.refit, nil)
    }
  }

  private static func method(of model: RandomEffects, yi: [Double], vi: [Double]) -> Method {
    func closed(_ formula: ClosedTau2Kernel.Formula, weights: StudyWeights? = nil) -> Method {
      .closed(
        ClosedTau2Kernel(
          formula, yi: yi, vi: vi, weights: weights?.values(vi) ?? [], definition: model.i2))
    }
    switch model.tau2 {
    case .reml, .maximumLikelihood:
      return .likelihood(
        LikelihoodKernel(restricted: model.tau2 == .reml, yi: yi, vi: vi, definition: model.i2))
    case .pauleMandel, .empiricalBayes, .derSimonianLairdIterated, .pauleMandelMedian:
      return .equation(
        EstimatingEquationKernel(
          median: model.tau2 == .pauleMandelMedian, yi: yi, vi: vi, definition: model.i2))
    case .derSimonianLaird: return closed(.derSimonianLaird)
    case .hunterSchmidt: return closed(.hunterSchmidt(corrected: false))
    case .hunterSchmidtCorrected: return closed(.hunterSchmidt(corrected: true))
    case .hedges: return closed(.moments, weights: .equal)
    case .generalMoments(.given): return .scalar
    case .generalMoments(let weights): return closed(.moments, weights: weights)
    // A group of studies is filled up with one whose variance is far above τ².
    case .given(let value): return value <= 1e20 * (vi.max() ?? 0) ? closed(.given(value)) : .scalar
    case .sidikJonkman, .generalMomentsMedian, .derSimonianLairdTwoStep, .hedgesTwoStep: return .scalar
    }
  }

  /// With at most so many units all subsets are analyzed by default: 25, or 16 where each subset needs a fit of its
  /// own.
  public var mostUnitsForAll: Int {
    switch method {
    case .refit: 16
    case .scalar: 20
    default: SubsetPlan.mostUnitsForAll
    }
  }

  /// Whether subsets are computed without fitting the model anew for each.
  public var isFast: Bool { if case .refit = method { false } else { true } }

  /// The fit of the studies of some units; nil where they cannot be analyzed.
  func fit(units: [Int]) -> [Double]? {
    let places = units.flatMap { clusters.clusters[$0].places }.sorted()
    if let scalarFit {
      let fit = scalarFit.fit(places)
      return [fit.estimate, fit.tau2, fit.i2, fit.q]
    }
    guard let refit = try? analysis.refit(places) else { return nil }
    // A coefficient can be missing in a subset: quantities are found by name.
    let values = quantities.map { name in
      refit.quantities.first { $0.name == name }?.value ?? .nan
    }
    guard values.first?.isFinite == true else { return nil }
    let h = refit.spread
    return values + [h?.tau2 ?? .nan, h.map { $0.i2 ?? 0 } ?? .nan, h?.q ?? .nan]
  }
}
