import Pooling
import StudyData
import Survival

/// A summary survival curve, with strata if there are any: the quantities are the median, the restricted mean, and
/// survival at some times; of strata the same, with the name of the stratum before.
///
/// Each study is one curve, whatever the number of its times. The times of a refit are those of the studies kept,
/// unless the model names them. So that the restricted means of all refits are of one and the same span, the model
/// needs a horizon (a precondition); a curve that ends before has none.
public struct RefittableCurve: Refittable {
  /// The model.
  public let model: SummaryCurve
  /// The curves.
  public let curves: [StudyCurve]
  /// At which times survival is reported.
  public let times: [Double]
  /// Whether each stratum has its own curve besides that of all.
  public let hasStrata: Bool

  /// Curves with the model that pools them.
  public init(_ model: SummaryCurve, curves: [StudyCurve], times: [Double] = [], hasStrata: Bool = false) {
    precondition(model.horizon != nil, "a restricted mean needs a horizon")
    self.model = model
    self.curves = curves
    self.times = times
    self.hasStrata = hasStrata
  }

  /// The labels of the studies.
  public var labels: [String] { curves.map(\.label) }

  /// Pools the curves at these places.
  ///
  /// - Throws: ``RefitError`` where they give no curve.
  public func refit(_ places: [Int]) throws(RefitError) -> Refit {
    let kept = places.map { curves[$0] }
    guard hasStrata else {
      let fit = try RefitError.wrapping { () throws(SummaryCurveError) in try model.fit(kept) }
      return refit(fit, strata: nil)
    }
    let strata = try RefitError.wrapping { () throws(SummaryCurveError) in try model.fitStrata(kept) }
    return refit(strata.overall, strata: strata)
  }

  private func refit(_ fit: SummaryCurveFit, strata: SummaryCurveStrata?) -> Refit {
    let parts = strata?.strata ?? []
    let share = fit.heterogeneity.share
    return Refit(
      k: fit.k,
      quantities: quantities(fit, of: "") + parts.flatMap { quantities($0.fit, of: "\($0.name): ") },
      heterogeneity: nil,
      warnings: fit.warnings + (strata?.warnings ?? []) + parts.flatMap(Self.warnings),
      test: strata?.test.map { Refit.Test(.groups, statistic: $0.q, df1: $0.df, p: $0.p) },
      spread: Refit.Spread(
        i2: share.i2, h2: share.h2, q: fit.heterogeneity.q, qDF: share.df, qP: fit.heterogeneity.p))
  }

  private func quantities(_ fit: SummaryCurveFit, of stratum: String) -> [Refit.Quantity] {
    let (median, mean) = (fit.median, fit.restrictedMean)
    let spans = [
      Refit.Quantity(
        stratum + "median", value: median.value, lower: median.lower, upper: median.upper),
      Refit.Quantity(
        stratum + Self.restrictedMean, value: mean?.value, se: mean?.se, lower: mean?.lower,
        upper: mean?.upper),
    ]
    return spans
      + times.map { time in
        let point = fit.points.first { $0.time == time }
        return Refit.Quantity(
          stratum + "survival at \(Self.plain(time))", value: point?.survival, lower: point?.limits.lower,
          upper: point?.limits.upper, isProportion: true,
          prediction: (point?.prediction?.lower, point?.prediction?.upper))
      }
  }

  /// The name of the quantity that has a standard error.
  static let restrictedMean = "restricted mean"

  /// The restricted mean of a fit.
  ///
  /// - Throws: ``RefitError`` where the curve ends before the horizon.
  static func restrictedMean(of refit: Refit) throws(RefitError) -> Refit.Quantity {
    guard let mean = refit.quantity(named: restrictedMean), mean.value != nil else {
      throw RefitError(
        "the summary curve ends before the horizon and has no restricted mean; take a shorter one")
    }
    return mean
  }

  /// A whole number without a decimal point.
  private static func plain(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }

  private static func warnings(_ stratum: SummaryCurveStrata.Stratum) -> [AnalysisWarning] {
    stratum.fit.warnings.map {
      AnalysisWarning(code: $0.code, message: "\(stratum.name): \($0.message)", study: $0.study)
    }
  }
}

extension Refit.Quantity {
  /// A quantity that is displayed as it is.
  fileprivate init(
    _ name: String, value: Double?, se: Double? = nil, lower: Double?, upper: Double?,
    isProportion: Bool = false, prediction: (lower: Double?, upper: Double?) = (nil, nil)
  ) {
    self.init(
      name: name, value: value, se: se, lower: lower, upper: upper,
      displayed: Displayed(value: value, lower: lower, upper: upper), predictionLower: prediction.lower,
      predictionUpper: prediction.upper, isProportion: isProportion)
  }
}
