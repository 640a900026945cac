import Distributions
import EffectSizes
import Jobs
import Pooling

/// How a model behaves on data like these: effect sizes drawn again and again from the model,
///
///     yᵢ ~ N(μ, τ² + vᵢ), independent, with the studies' own vᵢ as known,
///
/// and the same model fitted to each draw. On the analysis scale.
///
///     let simulation = try ParametricSimulation(RandomEffects(), effects: trials, replications: 10_000)
///     print(simulation.result().coverage)
///
/// What it does not show is what the model takes for granted: normal effects, and variances that are known and do not
/// depend on the effects. Source: Morris TP, White IR, Crowther MJ (2019), *Stat Med* 38:2074–2102, for what is
/// reported and its errors. One fit per replication.
public struct ParametricSimulation: BlockJob {
  /// What the effect sizes are drawn from.
  public struct Truth: Sendable, Equatable {
    /// The mean μ of the true effects.
    public let mean: Double
    /// Their variance τ².
    public let tau2: Double

    /// A mean and a variance, both finite, the variance 0 or more (a precondition).
    public init(mean: Double, tau2: Double) {
      precondition(mean.isFinite && tau2.isFinite && tau2 >= 0, "a finite mean and a variance")
      self.mean = mean
      self.tau2 = tau2
    }
  }

  /// How many replications a block has; the last one has what is left.
  public static let replicationsPerBlock = 250

  /// The model that is fitted.
  public let model: any PoolingModel
  /// The effect sizes whose variances are used.
  public let effects: EffectSizes
  /// What is drawn from.
  public let truth: Truth
  /// How many sets of effect sizes are drawn.
  public let replications: Int
  /// The seed of the draws; each block has the stream `RandomStream(seed:block:)`.
  public let seed: UInt64

  /// A simulation from a model, fitted to the data for what is not given.
  ///
  /// - Parameters:
  ///   - model: `RandomEffects` or `CommonEffect`.
  ///   - effects: the studies.
  ///   - mean: the true mean on the analysis scale; nil for the pooled value.
  ///   - tau2: the true τ²; nil for its estimate, 0 under a common-effect model.
  ///   - replications: how many, 1 or more (a precondition).
  ///   - seed: the seed of the draws.
  /// - Throws: `PoolingError` where the model is another one, or cannot be fitted.
  public init(
    _ model: any PoolingModel, effects: EffectSizes, mean: Double? = nil, tau2: Double? = nil,
    replications: Int = 10_000, seed: UInt64 = 1
  ) throws(PoolingError) {
    precondition(replications >= 1, "at least one replication")
    guard model is RandomEffects || model is CommonEffect else {
      throw .notApplicable(
        choice: "this model",
        reason: "the simulation draws effect sizes, and the model needs counts; use --method iv")
    }
    let fit = try model.fit(effects)
    truth = Truth(mean: mean ?? fit.estimate.value, tau2: tau2 ?? fit.heterogeneity.tau2 ?? 0)
    self.model = model
    self.effects = effects
    self.replications = replications
    self.seed = seed
  }

  /// The number of blocks.
  public var blockCount: Int {
    (replications + Self.replicationsPerBlock - 1) / Self.replicationsPerBlock
  }

  /// Draws and fits the replications of one block.
  public func record(ofBlock block: Int) -> SimulationRecord {
    var stream = RandomStream(seed: seed, block: block)
    let deviations = effects.vi.map { (truth.tau2 + $0).squareRoot() }
    let before = block * Self.replicationsPerBlock
    var record = SimulationRecord()
    for _ in before..<min(before + Self.replicationsPerBlock, replications) {
      let yi = deviations.map { truth.mean + $0 * stream.normal() }
      do {
        record.add(try model.fit(drawn(yi)), truth: truth)
      } catch {
        record.addFailure()
      }
    }
    return record
  }

  /// Whether a record counts the replications of this block.
  public func accepts(_ record: SimulationRecord, ofBlock block: Int) -> Bool {
    record.counts(min(Self.replicationsPerBlock, replications - block * Self.replicationsPerBlock))
  }

  /// The studies with effect sizes that were drawn.
  private func drawn(_ yi: [Double]) -> EffectSizes {
    EffectSizes(
      measure: effects.measure,
      studies: zip(effects.studies, yi).map { study, y in
        StudyEffect(label: study.label, yi: y, vi: study.vi, estimate: y, lower: y, upper: y)
      }, level: effects.level)
  }

  /// What the records of all blocks, in order, add up to.
  ///
  /// - Precondition: a record for each block.
  public func result(of records: [SimulationRecord]) -> SimulationResult {
    precondition(records.count == blockCount, "a record for each block")
    return SimulationResult(
      records.reduce(into: SimulationRecord()) { $0.add($1) }, truth: truth, level: model.level,
      null: effects.measure.analysisNull)
  }

  /// Does all blocks.
  public func result(threads: Int = 1) -> SimulationResult {
    var records: [SimulationRecord] = []
    run(threads: threads) { records.append($1) }
    return result(of: records)
  }
}
