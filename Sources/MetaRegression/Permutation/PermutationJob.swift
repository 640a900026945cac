import Jobs
import Pooling

/// The permutations of one fit in blocks, each of which counts how often the observed values are reached.
public struct PermutationJob: BlockJob {
  /// How many permutations a block has.
  public static let blockSize = 1024

  /// The counts of one block.
  public struct Record: Sendable, Equatable, Codable {
    /// How many permutations could be fitted.
    public var count = 0
    /// How many reached the observed ratio of each coefficient.
    public var reached: [Int]
    /// How many reached the observed omnibus statistic.
    public var omnibus = 0
  }

  let fit: RegressionFit
  let plan: PermutationPlan

  init(_ fit: RegressionFit, _ plan: PermutationPlan) {
    self.fit = fit
    self.plan = plan
  }

  /// The number of blocks.
  public var blockCount: Int { (plan.count + Self.blockSize - 1) / Self.blockSize }

  /// How many permutations are made in all.
  public var permutations: Int { plan.count }

  /// Makes the permutations of a block.
  public func record(ofBlock block: Int) -> Record {
    let start = block * Self.blockSize
    var counter = PermutationCounter(fit)
    plan.forEach(start..<min(start + Self.blockSize, plan.count), block: block) { order, isFlipped in
      if plan.flipsSigns { counter.visit(isFlipped: isFlipped) } else { counter.visit(order: order) }
    }
    return counter.record
  }

  /// Whether a record counts for each coefficient, and not more permutations than a block has.
  public func accepts(_ record: Record, ofBlock block: Int) -> Bool {
    record.reached.count == fit.coefficients.count
      && ([record.count, record.omnibus] + record.reached).allSatisfy { (0...Self.blockSize).contains($0) }
  }

  /// The result of all blocks, in their order.
  ///
  /// - Precondition: a record of every block.
  public func result(of records: [Record]) -> PermutationTest.Result {
    precondition(records.count == blockCount, "a record of every block")
    let count = records.reduce(0) { $0 + $1.count }
    let reached = fit.coefficients.indices.map { place in records.reduce(0) { $0 + $1.reached[place] } }
    let omnibus = records.reduce(0) { $0 + $1.omnibus }
    let seed: UInt64? = if case .random(_, let seed) = plan.kind { seed } else { nil }
    return PermutationTest.Result(
      isExact: seed == nil, count: count, possible: plan.possible, seed: seed,
      coefficients: reached.map { Double($0) / Double(count) },
      omnibus: fit.omnibus.map { _ in Double(omnibus) / Double(count) })
  }
}
