import Distributions
import LinearAlgebra
import Pooling
import StudyData

/// The summary survival curve of several studies, without a model for its shape.
///
///     let curve = try SummaryCurve(model: .random).fit(studies)
///     curve.median.value
///
/// Each study's conditional survivals on the common grid are transformed by the arcsine of the square root
/// (`IntervalSeries`), pooled over the studies with a covariance between studies estimated by moments and cut to
/// its positive part (`BetweenStudyCovariance`; 0 for the common effect), by generalized least squares
/// (`PooledIntervals`), and multiplied:
///
///     S̄(tⱼ) = Π_{l ≤ j} sin² β̂ₗ,   Var ln S̄ by the delta method.
///
/// A new study's curve is predicted with V + Σ̂ in place of V. The limits use the normal distribution: nothing
/// in them allows for the uncertainty of Σ̂, so that with few studies they are too narrow.
///
/// Source: Combescure C, Foucher Y, Jackson D (2014), *Stat Med* 33:2521–2537. R: `survival.summary` in RISCA. That
/// fills in missing intervals with a variance of 10¹², so that a pair of which one is missing has a weight of about
/// 10⁻⁵ in its Σ̂, where others have 10²: its random-effects results differ from these by up to 10⁻⁷.
public struct SummaryCurve: Sendable, Equatable {
  /// Whether the studies' true curves may differ.
  public enum Model: String, Sendable, CaseIterable, Codable {
    /// They may.
    case random
    /// They are taken to be one.
    case common
  }

  /// Whether the studies' true curves may differ.
  public var model: Model
  /// How the limits are made.
  public var interval: CurveInterval
  /// The confidence level, between 0 and 1.
  public var level: Double
  /// The times to read the studies at, above 0; nil for all times of all studies.
  public var times: [Double]?
  /// Up to where the restricted mean is taken; nil for the last time.
  public var horizon: Double?
  /// The number of drawn curves; nil for 10 000 where the limits come from them, and else none.
  public var draws: Int?
  /// The seed of the draws.
  public var seed: UInt64

  /// A summary curve with these choices.
  public init(
    model: Model = .random, interval: CurveInterval = .logMinusLog, level: Double = 0.95,
    times: [Double]? = nil, horizon: Double? = nil, draws: Int? = nil, seed: UInt64 = 1
  ) {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    precondition(times?.allSatisfy { $0 > 0 && $0.isFinite } ?? true, "times are above 0")
    precondition(times?.isEmpty != true, "there is a time")
    precondition(horizon.map { $0 > 0 && $0.isFinite } ?? true, "a horizon is above 0")
    precondition(draws.map { $0 >= 2 } ?? true, "there are two draws at least")
    self.model = model
    self.interval = interval
    self.level = level
    self.times = times
    self.horizon = horizon
    self.draws = draws
    self.seed = seed
  }

  /// The number of curves that are drawn.
  public var drawCount: Int { draws ?? (interval == .draws ? 10_000 : 0) }

  /// Fits the curve of all studies.
  ///
  /// Studies without anything to use are left out and listed in the result. Throws where no study is left, where a
  /// study's curve is impossible (it rises, leaves 0 to 1, its times do not rise), and where the weights cannot be
  /// inverted. O(k T³ + N T²) for k studies, T times and N draws.
  public func fit(_ studies: [StudyCurve]) throws(SummaryCurveError) -> SummaryCurveFit {
    try fit(CurveInput(studies, times: times), reportsInput: true)
  }

  /// Fits the curve of all studies and that of each stratum, `StudyCurve.group`, on the same times.
  ///
  /// Studies without a stratum form one of their own, "not stated". Throws as `fit(_:)` does.
  public func fitStrata(_ studies: [StudyCurve]) throws(SummaryCurveError) -> SummaryCurveStrata {
    let input = try CurveInput(studies, times: times)
    let overall = try fit(input, reportsInput: true)
    var names: [String] = []
    for study in input.series where !names.contains(study.stratum) { names.append(study.stratum) }
    var strata: [SummaryCurveStrata.Stratum] = []
    for name in names {
      let part = input.keeping { $0.stratum == name }
      strata.append(.init(name: name, fit: try fit(part, reportsInput: false)))
    }
    return SummaryCurveStrata(overall: overall, strata: strata)
  }

  func fit(_ input: CurveInput, reportsInput: Bool) throws(SummaryCurveError) -> SummaryCurveFit {
    let (series, count) = (input.series, input.times.count)
    let common = try PooledIntervals(series, times: count, between: nil)
    guard model == .random else {
      return try SummaryCurveFit(
        self, input, pooled: common, common: common, between: Matrix(rows: count, columns: count),
        reportsInput: reportsInput)
    }
    let between = try BetweenStudyCovariance.truncated(
      BetweenStudyCovariance.estimate(series, times: count))
    return try SummaryCurveFit(
      self, input, pooled: PooledIntervals(series, times: count, between: between), common: common,
      between: between, reportsInput: reportsInput)
  }
}

extension IntervalSeries {
  /// The name of the stratum.
  var stratum: String { group ?? "not stated" }
}
