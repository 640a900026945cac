import Distributions
import LinearAlgebra
import Pooling
import StudyData

/// A fitted summary survival curve.
public struct SummaryCurveFit: Sendable, Equatable {
  /// The curve at one time.
  public struct Point: Sendable, Equatable, Codable {
    /// The time.
    public let time: Double
    /// S̄.
    public let survival: Double
    /// The standard error of ln S̄ by the delta method.
    public let logSE: Double
    /// The limits by the way that was asked for.
    public let limits: CurveLimits
    /// The limits for the curve of a new study, on ln(−ln S); nil for the common effect and below three studies.
    public let prediction: CurveLimits?
    /// The number of studies that reach the time.
    public let studies: Int
    /// How many of all studies are at risk at the start of the interval that ends at the time.
    public let atRisk: Double
    /// The limits on ln(−ln S).
    public let logMinusLog: CurveLimits
    /// The limits on ln S.
    public let log: CurveLimits
    /// The limits from draws; nil without draws.
    public let draws: CurveLimits?
    /// The pooled arcsine of the root of the conditional survival, β̂.
    public let beta: Double
  }

  /// What was asked for.
  public let model: SummaryCurve
  /// The curve, in the order of time.
  public let points: [Point]
  /// The median survival time.
  public let median: CurveMedian
  /// The restricted mean survival time; nil where the horizon lies beyond the curve.
  public let restrictedMean: CurveRestrictedMean?
  /// How far the studies differ.
  public let heterogeneity: CurveHeterogeneity
  /// The covariance between studies of the transformed conditional survivals, Σ̂⁺; 0 for the common effect.
  public let between: Matrix
  /// The covariance of the β̂.
  public let covariance: Matrix
  /// The covariance of the ln S̄.
  public let logCovariance: Matrix
  /// The number of studies.
  public let k: Int
  /// Studies that were not used, and why.
  public let excluded: [Exclusion]
  /// What is unwise or was assumed.
  public let warnings: [AnalysisWarning]

  init(
    _ model: SummaryCurve, _ input: CurveInput, pooled: PooledIntervals, common: PooledIntervals,
    between: Matrix, reportsInput: Bool
  ) throws(SummaryCurveError) {
    let (series, times) = (input.series, input.times)
    let z = Normal.standard.upperQuantile((1 - model.level) / 2)
    let survival = pooled.survival
    let logCovariance = pooled.logCovariance(pooled.covariance)
    let logSE = logCovariance.diagonal.map { max(0, $0).squareRoot() }
    let newSE = pooled.logCovariance(pooled.covariance + between).diagonal.map { max(0, $0).squareRoot() }
    let area = TrapeziumArea(times: times, horizon: model.horizon ?? times[times.count - 1])
    let draws =
      model.drawCount > 0
      ? try CurveDraws(pooled, area: area, count: model.drawCount, seed: model.seed, level: model.level) : nil
    let predicts = model.model == .random && series.count >= 3
    points = times.indices.map { j in
      let bounded = CurveLimits.onLogMinusLog(survival[j], logSE: logSE[j], z: z)
      let log = CurveLimits.onLog(survival[j], logSE: logSE[j], z: z)
      let present = series.filter { $0.count > j }
      return Point(
        time: times[j], survival: survival[j], logSE: logSE[j],
        limits: model.interval.choose(bounded, log, draws?.limits[j]),
        prediction: predicts ? .onLogMinusLog(survival[j], logSE: newSE[j], z: z) : nil,
        studies: present.count, atRisk: present.reduce(0) { $0 + $1.atRisk[j] }, logMinusLog: bounded,
        log: log, draws: draws?.limits[j], beta: pooled.beta[j])
    }
    let limits = points.map(\.limits)
    median = CurveMedian(times: times, survival: survival, limits: limits)
    restrictedMean = area.map { area in
      CurveRestrictedMean(
        area, survival: survival, logCovariance: logCovariance, limits: limits, z: z,
        drawn: model.interval == .draws ? draws?.restrictedMean : nil)
    }
    heterogeneity = CurveHeterogeneity(series, common: common)
    self.model = model
    self.between = between
    covariance = pooled.covariance
    self.logCovariance = logCovariance
    k = series.count
    excluded = reportsInput ? input.excluded : []
    warnings =
      (reportsInput ? input.warnings : [])
      + Self.warnings(model, points, k: series.count, pooled: pooled, hasMean: area != nil)
  }

  private static func warnings(
    _ model: SummaryCurve, _ points: [Point], k: Int, pooled: PooledIntervals, hasMean: Bool
  ) -> [AnalysisWarning] {
    var warnings: [AnalysisWarning] = []
    if k == 1 {
      warnings.append(
        AnalysisWarning(
          code: "single-study", message: "one study only: the curve is that study's own, nothing is pooled"))
    } else if k < 5, model.model == .random {
      warnings.append(
        AnalysisWarning(
          code: "few-studies",
          message: "\(k) studies only: how far their curves differ cannot be told with any precision, and the"
            + " limits, which take it as known, are too narrow"))
    }
    if k > 1, let first = points.first(where: { $0.studies < 2 }) {
      warnings.append(
        AnalysisWarning(
          code: "single-study-times",
          message:
            "from \(ShortNumber.text(first.time)) on the curve follows one study; no difference between"
            + " studies can be seen there"))
    }
    if pooled.beta != pooled.clipped {
      warnings.append(
        AnalysisWarning(
          code: "conditional-out-of-range",
          message: "a pooled conditional survival came out beyond 0 or 1 and is set to that"))
    }
    if !hasMean, let horizon = model.horizon, let last = points.last?.time {
      warnings.append(
        AnalysisWarning(
          code: "horizon-not-reached",
          message: "no restricted mean: the curve ends at \(ShortNumber.text(last)), before the horizon"
            + " \(ShortNumber.text(horizon))"))
    }
    if model.interval == .log, points.contains(where: { $0.limits.upper > 1 }) {
      warnings.append(
        AnalysisWarning(
          code: "limits-beyond-one",
          message: "upper limits on the log scale exceed 1; those on log(-log) cannot"))
    }
    return warnings
  }
}

extension CurveInterval {
  /// The limits of this way.
  fileprivate func choose(_ bounded: CurveLimits, _ log: CurveLimits, _ draws: CurveLimits?) -> CurveLimits {
    switch self {
    case .logMinusLog: bounded
    case .log: log
    case .draws: draws ?? bounded
    }
  }
}

extension CurveRestrictedMean {
  fileprivate init(
    _ area: TrapeziumArea, survival: [Double], logCovariance: Matrix, limits: [CurveLimits], z: Double,
    drawn: CurveLimits?
  ) {
    let slope = zip(area.weights, survival).map(*)
    let se = max(0, dot(slope, logCovariance * slope)).squareRoot()
    let value = area.under(survival)
    self.init(
      value: value, se: se, lower: drawn?.lower ?? max(0, value - z * se),
      upper: drawn?.upper ?? min(area.horizon, value + z * se), horizon: area.horizon,
      underLower: area.under(limits.map(\.lower)), underUpper: area.under(limits.map { min($0.upper, 1) }))
  }
}
