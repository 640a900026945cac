/// How a model behaved over all replications, each number with its Monte Carlo error: the standard deviation that the
/// number would have over simulations of the same size.
///
/// Source: Morris TP, White IR, Crowther MJ (2019), *Stat Med* 38:2074–2102, table 6.
public struct SimulationResult: Sendable, Equatable {
  /// A number that describes the behavior.
  public struct Performance: Sendable, Equatable {
    /// The number.
    public let value: Double
    /// Its Monte Carlo error; nil for a single replication.
    public let error: Double?
    /// Over how many replications.
    public let count: Int
  }

  /// What was drawn from.
  public let truth: ParametricSimulation.Truth
  /// The confidence level of the intervals.
  public let level: Double
  /// The null value that was tested; nil where the measure has none.
  public let null: Double?
  /// How many replications the model could not be fitted to; they are in none of the numbers.
  public let failures: Int
  /// The share of confidence intervals that have μ.
  public let coverage: Performance?
  /// The mean length of the confidence interval.
  public let length: Performance?
  /// The mean probability that a new study's true effect lies in the prediction interval; nil without intervals.
  public let predictionCoverage: Performance?
  /// The share of replications with p < 1 − level: the type I error where μ is the null value, else the power.
  public let rejection: Performance?
  /// The mean of μ̂ − μ.
  public let bias: Performance?
  /// The standard deviation of μ̂; nil for a single replication.
  public let standardDeviation: Performance?
  /// The mean of the standard errors of μ̂.
  public let standardError: Performance?
  /// The mean of τ̂² − τ²; nil under a common-effect model.
  public let tau2Bias: Performance?
  /// The root of the mean of (τ̂² − τ²)².
  public let tau2RMSE: Performance?
  /// The share of replications with τ̂² = 0.
  public let tau2Zero: Performance?

  /// Whether the rejections are errors: μ is the null value.
  public var rejectionIsError: Bool { null == truth.mean }

  /// The numbers that the sums over all replications give.
  init(
    _ record: SimulationRecord, truth: ParametricSimulation.Truth, level: Double, null: Double?
  ) {
    self.truth = truth
    self.level = level
    self.null = null
    failures = record.failures
    coverage = Performance(share: record.covered)
    length = Performance(mean: record.length)
    predictionCoverage = Performance(mean: record.predicted)
    rejection = Performance(share: record.rejected)
    bias = Performance(mean: record.error)
    standardDeviation = Performance(standardDeviation: record.error)
    standardError = Performance(mean: record.se)
    tau2Bias = Performance(mean: record.tau2Error)
    tau2RMSE = Performance(rootMeanSquare: record.tau2Error)
    tau2Zero = Performance(share: record.tau2Zero)
  }
}

extension SimulationResult.Performance {
  /// x̄ with the error s/√n; nil where there is no number.
  init?(mean sums: SimulationRecord.Sums) {
    guard sums.count > 0 else { return nil }
    let n = Double(sums.count)
    self.init(
      value: sums.sum / n, error: Self.variance(sums).map { ($0 / n).squareRoot() }, count: sums.count)
  }

  /// A share p of zeros and ones with the error √(p(1 − p)/n).
  init?(share sums: SimulationRecord.Sums) {
    guard sums.count > 0 else { return nil }
    let n = Double(sums.count)
    let p = sums.sum / n
    self.init(value: p, error: (p * (1 - p) / n).squareRoot(), count: sums.count)
  }

  /// s with the error s/√(2(n − 1)).
  init?(standardDeviation sums: SimulationRecord.Sums) {
    guard let variance = Self.variance(sums) else { return nil }
    let s = variance.squareRoot()
    self.init(value: s, error: s / (2 * Double(sums.count - 1)).squareRoot(), count: sums.count)
  }

  /// √m with m = Σx²/n; its error is that of m, √(Σ(x² − m)²/(n(n − 1))), over 2√m.
  init?(rootMeanSquare sums: SimulationRecord.Sums) {
    guard sums.count > 0 else { return nil }
    let n = Double(sums.count)
    let mean = sums.squares / n
    let spread = max(0, sums.fourths - n * mean * mean)
    let error = sums.count > 1 ? (spread / (n * (n - 1))).squareRoot() : nil
    let root = mean.squareRoot()
    self.init(
      value: root, error: mean > 0 ? error.map { $0 / (2 * root) } : error, count: sums.count)
  }

  /// s² = (Σx² − (Σx)²/n)/(n − 1); nil for a single number.
  private static func variance(_ sums: SimulationRecord.Sums) -> Double? {
    guard sums.count > 1 else { return nil }
    let n = Double(sums.count)
    return max(0, sums.squares - sums.sum * sums.sum / n) / (n - 1)
  }
}
