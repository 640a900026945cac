import Distributions
import LinearAlgebra
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
    return Run(fit).possible <= Double(count)
  }

  /// Runs the test.
  ///
  /// - Parameters:
  ///   - fit: what was observed.
  ///   - progress: told after every hundred permutations how many are made, and of how many.
  /// - Throws: ``RegressionError/tooManyArrangements(_:limit:)`` for an exact test that would take too long.
  public func run(
    _ fit: RegressionFit, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(RegressionError) -> Result {
    let run = Run(fit)
    if case .random(let count) = size, run.possible > Double(count) {
      return run.random(count, seed: seed, progress: progress)
    }
    guard run.possible <= Double(Self.exactLimit) else {
      throw .tooManyArrangements(run.possible, limit: Self.exactLimit)
    }
    return run.exact(progress: progress)
  }
}

/// The permutations of one fit, and how often they reach what was observed.
private struct Run {
  /// Values that differ by less count as equal, as in metafor.
  private static let tolerance = 1.490116119384766e-8

  let fit: RegressionFit
  let model: RegressionModel
  let slopes: [Int]
  /// For each study, which studies have the same row of X: the place of the first.
  let kinds: [Int]
  let observed: [Double]
  let observedOmnibus: Double?
  var reached: [Int]
  var omnibusReached = 0
  var count = 0

  init(_ fit: RegressionFit) {
    self.fit = fit
    model = fit.regressionModel
    slopes = fit.data.design.columns.indices.filter { fit.data.design.columns[$0].term != nil }
    kinds = Self.kinds(ofRows: model.design)
    observed = fit.coefficients.indices.map { abs(fit.statistics.ratio($0)) }
    observedOmnibus = fit.statistics.quadraticForm(slopes)
    reached = Array(repeating: 0, count: observed.count)
  }

  private static func kinds(ofRows design: Matrix) -> [Int] {
    var first: [[Double]: Int] = [:]
    return (0..<design.rows).map { row in
      let values = design.row(row)
      if let known = first[values] { return known }
      first[values] = row
      return row
    }
  }

  var flipsSigns: Bool { slopes.isEmpty }

  var possible: Double {
    flipsSigns ? Double(sign: .plus, exponent: model.k, significand: 1) : Arrangements.count(of: kinds)
  }

  func exact(progress: (Int, Int) -> Void) -> PermutationTest.Result {
    var run = self
    let all = Int(possible)
    if flipsSigns {
      for pattern in 0..<UInt64(possible) {
        run.visit(flipping: (0..<model.k).map { pattern >> UInt64($0) & 1 == 1 })
        run.tell(progress, all)
      }
    } else {
      var arrangements = Arrangements(of: kinds)
      repeat {
        run.visit(order: order(of: arrangements.kinds))
        run.tell(progress, all)
      } while arrangements.advance()
    }
    return run.result(seed: nil)
  }

  func random(_ size: Int, seed: UInt64, progress: (Int, Int) -> Void) -> PermutationTest.Result {
    var run = self
    var stream = RandomStream(seed: seed)
    run.visit(order: Array(0..<model.k))
    for _ in 1..<max(1, size) {
      if flipsSigns {
        run.visit(flipping: (0..<model.k).map { _ in stream.coin() })
      } else {
        var order = Array(0..<model.k)
        stream.shuffle(&order)
        run.visit(order: order)
      }
      run.tell(progress, size)
    }
    return run.result(seed: seed)
  }

  private func tell(_ progress: (Int, Int) -> Void, _ all: Int) {
    if count.isMultiple(of: 100) { progress(count, all) }
  }

  /// Which study's row of X stands at each place.
  private func order(of arrangement: [Int]) -> [Int] {
    var places: [Int: [Int]] = [:]
    for row in kinds.indices.reversed() { places[kinds[row], default: []].append(row) }
    return arrangement.map { places[$0]?.popLast() ?? $0 }
  }

  /// Row `order[i]` of X goes to study i: the same as study i's effect at row `order[i]`.
  private mutating func visit(order: [Int]) {
    var (yi, vi) = (model.yi, model.vi)
    for (study, row) in order.enumerated() { (yi[row], vi[row]) = (model.yi[study], model.vi[study]) }
    visit(yi, vi)
  }

  private mutating func visit(flipping: [Bool]) {
    visit(zip(model.yi, flipping).map { $1 ? -$0 : $0 }, model.vi)
  }

  private mutating func visit(_ yi: [Double], _ vi: [Double]) {
    guard let permuted = model.with(yi: yi, vi: vi) else { return }
    let tau2 = fit.model.tau2.estimate(permuted).value
    let statistics = RegressionStatistics(permuted, tau2: tau2, test: fit.model.test)
    count += 1
    for index in observed.indices where abs(statistics.ratio(index)) >= observed[index] - Self.tolerance {
      reached[index] += 1
    }
    if let observedOmnibus, let q = statistics.quadraticForm(slopes) {
      let divisor = fit.omnibus?.df2 == nil ? 1 : Double(slopes.count)
      if q / divisor >= observedOmnibus / divisor - Self.tolerance { omnibusReached += 1 }
    }
  }

  private func result(seed: UInt64?) -> PermutationTest.Result {
    PermutationTest.Result(
      isExact: seed == nil, count: count, possible: possible, seed: seed,
      coefficients: reached.map { Double($0) / Double(count) },
      omnibus: observedOmnibus.map { _ in Double(omnibusReached) / Double(count) })
  }
}
