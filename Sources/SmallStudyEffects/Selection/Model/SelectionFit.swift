import Distributions
import EffectSizes
import Optimization
import Pooling

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A limit of a profile-likelihood interval is nil where the likelihood does not fall far enough within all values that
/// are searched, so that the interval is open on that side.
public struct ProfileInterval: Sendable, Equatable, Codable {
  /// The lower limit.
  public let lower: Double?
  /// The upper limit.
  public let upper: Double?
}

/// A fitted selection model.
public struct SelectionFit: Sendable {
  /// A coefficient of the mean, on the analysis scale.
  public struct Coefficient: Sendable, Equatable {
    /// `intercept` for the mean, or the name of a column.
    public let name: String
    /// The value with standard error (from the observed information), Wald interval and test.
    public let estimate: Estimate
    /// The profile-likelihood interval; nil where none was made.
    public let profile: ProfileInterval?
  }

  /// τ² or a selection parameter.
  public struct Parameter: Sendable, Equatable {
    /// Where an estimate ended that is not inside its range.
    public enum Edge: String, Sendable, Codable {
      /// At 0, its smallest value.
      case zero
      /// The likelihood still rises at the largest value that was searched.
      case unbounded
    }

    /// `tau2`, `delta1`, …
    public let name: String
    /// The estimate; nil where it grows without end.
    public let value: Double?
    /// Its standard error from the observed information; nil at an edge.
    public let se: Double?
    /// The lower Wald limit, at least 0; nil at an edge.
    public let lower: Double?
    /// The upper Wald limit; nil at an edge.
    public let upper: Double?
    /// The value without selection; nil for τ².
    public let null: Double?
    /// (value − null)/SE.
    public let statistic: Double?
    /// Its two-sided p-value.
    public let p: Double?
    /// The profile-likelihood interval; nil where none was made.
    public let profile: ProfileInterval?
    /// Which end of its range the estimate stands at; nil inside.
    public let edge: Edge?
  }

  /// An interval of p or, for a cut, of the effect.
  public struct Interval: Sendable, Equatable {
    /// Above which value; the cut of an estimated truncation may belong to either side.
    public let lower: Double
    /// Up to which value.
    public let upper: Double
    /// How many studies lie in it.
    public let studies: Int
    /// The probability of selection relative to the first interval; nil where it grows without end.
    public let weight: Double?
  }

  /// The maximum-likelihood fit without selection.
  public struct Unadjusted: Sendable, Equatable {
    /// The coefficients.
    public let coefficients: [Estimate]
    /// τ²; nil with a common effect.
    public let tau2: Double?
    /// Its standard error.
    public let tau2SE: Double?
    /// The log-likelihood.
    public let logLikelihood: Double
  }

  /// The likelihood-ratio test of all selection parameters at once.
  public struct LikelihoodRatio: Sendable, Equatable {
    /// 2(ℓ − ℓ₀).
    public let statistic: Double
    /// The number of selection parameters.
    public let df: Int
    /// The p-value by χ². Where no selection is the end of a parameter's range (`halfnorm`, `negexp`, `logistic`,
    /// `power`), half of it is nearer to the truth; for an estimated cut it is too small.
    public let p: Double
  }

  /// The model.
  public let model: SelectionModel
  /// Which results are the likelier ones, as given or as found.
  public let alternative: SelectionAlternative
  /// The number of studies.
  public let k: Int
  /// The coefficients of the mean.
  public let coefficients: [Coefficient]
  /// τ²; nil with a common effect.
  public let tau2: Parameter?
  /// The selection parameters that are estimated; empty where the weights are given.
  public let parameters: [Parameter]
  /// The intervals, the one with weight 1 first; empty where the weight follows a formula.
  public let intervals: [Interval]
  /// The cut of the effect, on the analysis scale; nil where weights depend on p.
  public let cut: Double?
  /// The fit without selection.
  public let unadjusted: Unadjusted
  /// The test against no selection; nil where the weights are given.
  public let likelihoodRatio: LikelihoodRatio?
  /// The likelihood and its criteria.
  public let criteria: FitStatistics.Criteria
  /// How the maximum was reached.
  public let convergence: Convergence
  /// The rise that a further step of Newton's method promises, in units of the log-likelihood.
  public let promise: Double
  /// How much lower other maxima of the likelihood are, with the mean (first coefficient) there.
  public let otherMaxima: [(coefficient: Double, logLikelihoodDifference: Double)]
  /// What is possible but unwise about this result.
  public let warnings: [AnalysisWarning]
  /// The weight function, ready to be drawn.
  public let curve: [SelectionCurvePoint]
  /// The natural parameters of the weights.
  private let natural: [Double]

  /// The weight at a p-value; nil where it does not depend on p by a formula.
  public func weight(at p: Double) -> Double? {
    switch model.function {
    case .step, .truncation, .truncationEstimated: nil
    case .beta, .halfNormal, .negativeExponential, .logistic, .power:
      exp(model.function.logWeight(PValue(p).held(from: model.function.leastP), natural).value)
    }
  }

  init(
    _ model: SelectionModel, alternative: SelectionAlternative, measureNull: Double, names: [String],
    intervals: SelectionIntervals, search: SelectionSearch, maximum: SelectionSearch.Maximum,
    unadjusted: Unadjusted
  ) {
    let summary = SelectionSummary(
      model, names: names, null: measureNull, search: search, maximum: maximum, unadjusted: unadjusted)
    let best = summary.maximum.best
    self.model = model
    self.alternative = alternative
    self.unadjusted = unadjusted
    k = search.likelihood.data.k
    natural = summary.natural
    coefficients = summary.coefficients
    tau2 = summary.tau2
    parameters = summary.parameters
    cut = intervals.cut
    self.intervals = intervals.intervals.enumerated().map { place, interval in
      Interval(
        lower: interval.lower, upper: interval.upper, studies: interval.studies,
        weight: model.weights?[place] ?? (place == 0 ? 1 : summary.parameters[place - 1].value))
    }
    let df = summary.parameters.count + intervals.extraParameters
    let statistic = max(0, 2 * (best.evaluation.value - unadjusted.logLikelihood))
    likelihoodRatio =
      df == 0
      ? nil
      : LikelihoodRatio(
        statistic: statistic, df: df,
        p: ChiSquared(degreesOfFreedom: Double(df)).upperTail(statistic))
    criteria = FitStatistics.Criteria(
      logLikelihood: best.evaluation.value, deviance: -2 * best.evaluation.value,
      parameters: search.likelihood.count + intervals.extraParameters, observations: k)
    convergence = Convergence(
      method: "Newton's method from several starts", iterations: summary.maximum.evaluations,
      converged: best.converged, boundary: !best.atBound.isEmpty)
    promise = best.promise
    otherMaxima = summary.maximum.others.map {
      ($0.point[0], $0.evaluation.value - best.evaluation.value)
    }
    curve = SelectionCurvePoint.curve(
      model, intervals: self.intervals, natural: summary.natural, covariance: summary.weightCovariance)
    warnings = SelectionWarnings.all(
      model, k: k, parameters: summary.parameters, tau2: summary.tau2, intervals: self.intervals,
      converged: best.converged, otherMaxima: otherMaxima)
  }
}
