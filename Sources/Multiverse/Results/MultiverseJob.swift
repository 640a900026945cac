import EffectSizes
import Jobs
import Pooling

/// One analysis, ready to be made: the effect sizes and the model.
public struct SpecificationTask: Sendable {
  /// The effect sizes.
  public let effects: EffectSizes
  /// The model.
  public let model: any PoolingModel
  /// By which size a double arcsine is transformed back.
  public let size: FreemanTukeySize
  /// How many studies were left out.
  public let excluded: Int
  /// What is unwise about the data.
  public let dataWarnings: [AnalysisWarning]
  /// Whether the counts are pooled as corrected for zero cells.
  public let poolsCorrectedCounts: Bool

  /// An analysis.
  public init(
    effects: EffectSizes, model: any PoolingModel, size: FreemanTukeySize = .harmonicMean, excluded: Int = 0,
    dataWarnings: [AnalysisWarning] = [], poolsCorrectedCounts: Bool = true
  ) {
    self.effects = effects
    self.model = model
    self.size = size
    self.excluded = excluded
    self.dataWarnings = dataWarnings
    self.poolsCorrectedCounts = poolsCorrectedCounts
  }

  /// Makes it.
  public func outcome() -> SpecificationOutcome {
    do throws(PoolingError) {
      return SpecificationOutcome(
        try model.fit(effects), size: size, excluded: excluded, dataWarnings: dataWarnings,
        poolsCorrectedCounts: poolsCorrectedCounts)
    } catch {
      return SpecificationOutcome(failure: error.description)
    }
  }
}

/// The analyses of a multiverse, cut into blocks: they may be made on threads and on machines, and are the same.
public struct MultiverseJob: BlockJob {
  /// One block's outcomes, in the order of the specifications.
  public typealias Record = [SpecificationOutcome]

  /// How many specifications are a block.
  public static let blockSize = 64

  /// What is to be done for each specification: an analysis, or the reason why there is none.
  public let tasks: [Result<SpecificationTask, TaskFailure>]

  /// Why an analysis cannot be set up.
  public struct TaskFailure: Error, Sendable, Equatable {
    /// The reason.
    public let reason: String

    /// A reason.
    public init(_ reason: String) { self.reason = reason }
  }

  /// The analyses of all specifications, in their order.
  public init(_ tasks: [Result<SpecificationTask, TaskFailure>]) { self.tasks = tasks }

  /// The number of blocks.
  public var blockCount: Int { (tasks.count + Self.blockSize - 1) / Self.blockSize }

  /// Makes the analyses of one block.
  public func record(ofBlock block: Int) -> [SpecificationOutcome] {
    let start = block * Self.blockSize
    return tasks[start..<min(start + Self.blockSize, tasks.count)].map { task in
      switch task {
      case .success(let task): task.outcome()
      case .failure(let failure): SpecificationOutcome(failure: failure.reason)
      }
    }
  }

  /// Whether a record has an outcome for each specification of its block.
  public func accepts(_ record: [SpecificationOutcome], ofBlock block: Int) -> Bool {
    record.count == min(Self.blockSize, tasks.count - block * Self.blockSize)
  }

  /// The outcomes of all specifications.
  public func outcomes(threads: Int = 1) -> [SpecificationOutcome] {
    var outcomes: [SpecificationOutcome] = []
    run(threads: threads) { _, record in outcomes += record }
    return outcomes
  }
}
