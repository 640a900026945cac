import Distributions
import Pooling

/// What the replications of one block add up to.
public struct SimulationRecord: Sendable, Equatable, Codable {
  /// The sums of a number over replications.
  public struct Sums: Sendable, Equatable, Codable {
    /// How many replications have the number.
    public private(set) var count = 0
    /// Σx.
    public private(set) var sum = 0.0
    /// Σx².
    public private(set) var squares = 0.0
    /// Σx⁴.
    public private(set) var fourths = 0.0

    /// Sums of nothing.
    public init() {}

    /// Adds one replication's number.
    public mutating func add(_ x: Double) {
      count += 1
      sum += x
      squares += x * x
      fourths += x * x * (x * x)
    }

    /// Adds the sums of other replications.
    public mutating func add(_ other: Sums) {
      count += other.count
      sum += other.sum
      squares += other.squares
      fourths += other.fourths
    }
  }

  /// Replications to which the model could not be fitted.
  public private(set) var failures = 0
  /// μ̂ − μ.
  public private(set) var error = Sums()
  /// The standard error of μ̂.
  public private(set) var se = Sums()
  /// 1 where the confidence interval has μ, else 0.
  public private(set) var covered = Sums()
  /// The length of the confidence interval.
  public private(set) var length = Sums()
  /// 1 where p < 1 − level, else 0.
  public private(set) var rejected = Sums()
  /// The probability that the true effect of a new study lies in the prediction interval.
  public private(set) var predicted = Sums()
  /// τ̂² − τ².
  public private(set) var tau2Error = Sums()
  /// 1 where τ̂² = 0, else 0.
  public private(set) var tau2Zero = Sums()

  /// A record of no replication.
  public init() {}

  /// Adds a replication.
  mutating func add(_ fit: PooledFit, truth: ParametricSimulation.Truth) {
    let estimate = fit.estimate
    error.add(estimate.value - truth.mean)
    se.add(estimate.se)
    covered.add(estimate.lower <= truth.mean && truth.mean <= estimate.upper ? 1 : 0)
    length.add(estimate.upper - estimate.lower)
    if let p = estimate.p { rejected.add(p < 1 - fit.model.level ? 1 : 0) }
    if let interval = fit.prediction { predicted.add(Self.content(of: interval, truth)) }
    if let tau2 = fit.heterogeneity.tau2 {
      tau2Error.add(tau2 - truth.tau2)
      tau2Zero.add(tau2 == 0 ? 1 : 0)
    }
  }

  /// Whether it is of so many replications.
  func counts(_ replications: Int) -> Bool {
    let sums = [error, se, covered, length, rejected, predicted, tau2Error, tau2Zero]
    return (0...replications).contains(failures) && error.count == replications - failures
      && sums.allSatisfy { (0...error.count).contains($0.count) }
  }

  /// Adds a replication to which the model could not be fitted.
  mutating func addFailure() { failures += 1 }

  /// Adds the replications of another record.
  mutating func add(_ other: SimulationRecord) {
    failures += other.failures
    error.add(other.error)
    se.add(other.se)
    covered.add(other.covered)
    length.add(other.length)
    rejected.add(other.rejected)
    predicted.add(other.predicted)
    tau2Error.add(other.tau2Error)
    tau2Zero.add(other.tau2Zero)
  }

  /// The probability of an interval under N(μ, τ²); without spread, whether it has μ.
  private static func content(of interval: PredictionInterval, _ truth: ParametricSimulation.Truth) -> Double
  {
    guard truth.tau2 > 0 else {
      return interval.lower <= truth.mean && truth.mean <= interval.upper ? 1 : 0
    }
    let effects = Normal(mean: truth.mean, standardDeviation: truth.tau2.squareRoot())
    return effects.cumulative(interval.upper) - effects.cumulative(interval.lower)
  }
}
