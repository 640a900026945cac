import Jobs
import Pooling

/// The permutation test of a meta-regression: the rows of X are put in other orders and the model, with its τ²,
/// is fitted again to each; without moderators the signs of the effects are changed instead.
///
/// The p-value of a coefficient is the share of fits whose |β̂/SE| reaches the one observed, and that of the
/// omnibus test the share whose statistic does. All distinct orders are taken where they are not more than asked
/// for; otherwise random ones, of which the first is the one observed. Values within 1.5e-8 count as equal. With the
/// test of Kenward and Roger the statistics have its covariance but not the scale of F, and τ̂² = 0 is no obstacle:
/// permutations need no distribution.
///
/// The work is a ``PermutationJob`` in blocks, so that the result is the same on any number of threads and machines.
///
/// Source: Higgins JPT, Thompson SG (2004), *Stat Med* 23:1663–1682; Follmann DA, Proschan MA (1999),
/// *Biometrics* 55:732–737. metafor: `permutest`.
public struct PermutationTest: Sendable, Equatable {
  /// How many permutations.
  public enum Size: Sendable, Equatable {
    /// All distinct ones.
    case exact
    /// This many random ones, or all if there are not more.
    case random(Int)
  }

  /// The largest number of permutations of an exact test.
  public static let exactLimit = 1_000_000

  /// How many.
  public var size: Size
  /// The seed of the random ones.
  public var seed: UInt64

  /// A permutation test.
  public init(_ size: Size, seed: UInt64 = 1) {
    if case .random(let count) = size { precondition(count >= 1, "a test needs a permutation") }
    self.size = size
    self.seed = seed
  }

  /// The p-values that permutations give.
  public struct Result: Sendable, Equatable {
    /// Whether all distinct permutations were made.
    public let isExact: Bool
    /// How many were made, the observed one included.
    public let count: Int
    /// How many distinct ones there are.
    public let possible: Double
    /// The seed of the random ones; nil where the test is exact.
    public let seed: UInt64?
    /// The p-values of the coefficients, in their order.
    public let coefficients: [Double]
    /// The p-value of the omnibus test; nil where there is none.
    public let omnibus: Double?
    /// The smallest p-value that there can be, 1/`count`.
    public var smallest: Double { 1 / Double(count) }
  }

  /// Whether all distinct permutations of this fit are made, so that the seed has no effect.
  public func isExact(_ fit: RegressionFit) -> Bool {
    guard case .random(let count) = size else { return true }
    return PermutationPlan.possible(fit) <= Double(count)
  }

  /// The work that the test is.
  ///
  /// - Throws: ``RegressionError/tooManyArrangements(_:limit:)`` for an exact test that would take too long.
  public func job(_ fit: RegressionFit) throws(RegressionError) -> PermutationJob {
    let possible = PermutationPlan.possible(fit)
    if case .random(let count) = size, possible > Double(count) {
      return PermutationJob(fit, PermutationPlan(fit, kind: .random(count: count, seed: seed)))
    }
    guard possible <= Double(Self.exactLimit) else {
      throw .tooManyArrangements(possible, limit: Self.exactLimit)
    }
    return PermutationJob(fit, PermutationPlan(fit, kind: .exact))
  }

  /// Runs the test.
  ///
  /// - Parameters:
  ///   - fit: what was observed.
  ///   - threads: how many threads at most.
  ///   - progress: told now and then how many permutations are made, and of how many.
  /// - Throws: ``RegressionError/tooManyArrangements(_:limit:)`` for an exact test that would take too long.
  public func run(
    _ fit: RegressionFit, threads: Int = 1, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(RegressionError) -> Result {
    let job = try job(fit)
    var records: [PermutationJob.Record] = []
    job.run(threads: threads) { block, record in
      records.append(record)
      progress(min((block + 1) * PermutationJob.blockSize, job.plan.count), job.plan.count)
    }
    return job.result(of: records)
  }
}
