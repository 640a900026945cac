import EffectSizes
import Jobs
import Pooling
import StudyData
import Testing

@testable import Multiverse

/// Specifications computed and summed up.
@Suite("Multiverse")
struct MultiverseTests {
  private static let series = [(2, 300), (1, 40), (10, 293), (13, 415), (0, 25)].enumerated().map {
    Study("S\($0)", GroupCounts(events: Double($1.0), total: Double($1.1)))
  }

  private func crossing() throws -> Crossing {
    Crossing(
      try MultiverseDeclaration(
        factors: [
          Factor(parsing: "measure=PLO,PAS,PFT,PCL"), Factor(parsing: "tau2=REML,DL,PM,SJ,HE,ML"),
          Factor(parsing: "test=hk-conservative,hk,z,t"), Factor(parsing: "model=random,common"),
        ], reference: 0.02),
      measure: .proportion(.logit),
      facts: { _ in SelectionFacts(rows: [1, 2, 3, 4, 5], hasZeroCells: true) })
  }

  /// The analysis of a specification, set up by hand.
  private func task(_ specification: Specification, _ crossing: Crossing) throws -> SpecificationTask {
    func level(_ name: FactorName) -> String? {
      crossing.declaration.place(of: name).flatMap { crossing.level($0, of: specification) }
    }
    let measure = try #require(level(.measure).flatMap { ProportionMeasure(rawValue: $0) })
    let test = level(.test).flatMap { MeanTest(rawValue: $0) }
    let model: any PoolingModel =
      level(.model) == "common"
      ? CommonEffect(test: test ?? .z)
      : RandomEffects(
        tau2: level(.tau2).flatMap { Tau2Estimator(parsing: $0) } ?? .reml,
        test: test ?? .hartungKnappConservative)
    return SpecificationTask(effects: EffectSizes(measure, of: Self.series), model: model)
  }

  private func job(_ crossing: Crossing) throws -> MultiverseJob {
    MultiverseJob(try crossing.specifications.map { .success(try task($0, crossing)) })
  }

  @Test("outcomes are the same on any number of threads and in any shards")
  func threads() throws {
    let job = try job(try crossing())
    #expect(job.blockCount == 2)
    let outcomes = job.outcomes()
    #expect(outcomes.count == 4 * (6 * 4 + 2))
    for threads in [2, 3, 8] { #expect(job.outcomes(threads: threads) == outcomes) }
    let sharded = (1...3).flatMap { index in
      Shard(index: index, count: 3).blocks(of: job.blockCount).flatMap { job.record(ofBlock: $0) }
    }
    #expect(sharded == outcomes)
  }

  @Test("each specification comes back by its own inverse")
  func inverse() throws {
    let crossing = try crossing()
    for (specification, outcome) in zip(crossing.specifications, try job(crossing).outcomes()) {
      let task = try task(specification, crossing)
      let fit = try task.model.fit(task.effects)
      let display = DisplayedResult(fit)
      #expect(outcome.estimate == display.value)
      #expect(outcome.lower == display.lower)
      #expect(outcome.upper == display.upper)
      #expect(outcome.value == fit.estimate.value)
      #expect(outcome.tau2 == fit.heterogeneity.tau2)
      switch outcome.measure {
      case "PLO": #expect(outcome.estimate == Transformation.logit.inverse(fit.estimate.value))
      case "PAS": #expect(outcome.estimate == Transformation.arcsine.inverse(fit.estimate.value))
      default: break
      }
    }
  }

  @Test("ranks, sides and quartiles")
  func summary() throws {
    let crossing = try crossing()
    let multiverse = Multiverse(crossing, outcomes: try job(crossing).outcomes())
    let quantity = try #require(multiverse.quantities.first)
    #expect(multiverse.quantities.count == 1)
    #expect(quantity.name == "Proportion")
    #expect(quantity.places.count == multiverse.rows.count)
    #expect(multiverse.rows.compactMap(\.rank).sorted() == Array(1...multiverse.rows.count))
    let sorted = multiverse.rows.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
    let byRank: [Double] = sorted.compactMap(\.outcome.estimate)
    #expect(byRank == byRank.sorted())
    #expect(quantity.estimates == byRank)
    #expect(quantity.quantile(0) == byRank.first)
    #expect(quantity.quantile(1) == byRank.last)
    #expect(quantity.sides.reduce(0) { $0 + $1.count } == byRank.count)
    #expect(quantity.sides[0].count == byRank.count { $0 < 0.02 })
    let outside = multiverse.rows.count { row in
      let (lower, upper): (Double, Double) = (row.outcome.lower ?? 0, row.outcome.upper ?? 1)
      return lower > 0.02 || upper < 0.02
    }
    #expect(quantity.sides.reduce(0) { $0 + $1.significant } == outside)
    #expect(quantity.against == 0.02)
    #expect(multiverse.warnings.map(\.warning.code).contains("zero-cell-correction"))
  }

  @Test("quantities are never mixed, and what cannot be computed stays with its reason")
  func quantities() throws {
    let counts = [(1, 20, 4, 20), (3, 40, 5, 41), (2, 30, 9, 33)].enumerated().map {
      Study(
        "T\($0)",
        TwoGroupCounts(
          first: GroupCounts(events: Double($1.0), total: Double($1.1)),
          second: GroupCounts(events: Double($1.2), total: Double($1.3))))
    }
    let crossing = Crossing(
      try MultiverseDeclaration(factors: [Factor(parsing: "measure=RR,OR,RD,PETO")]),
      measure: .twoGroups(.riskRatio), facts: { _ in SelectionFacts(rows: [1, 2, 3]) })
    let measures: [TwoGroupMeasure] = [.riskRatio, .oddsRatio, .riskDifference, .peto]
    var tasks: [Result<SpecificationTask, MultiverseJob.TaskFailure>] = measures.map {
      .success(SpecificationTask(effects: EffectSizes($0, of: counts), model: CommonEffect()))
    }
    let multiverse = Multiverse(crossing, outcomes: MultiverseJob(tasks).outcomes())
    #expect(multiverse.quantities.map(\.name) == ["Risk ratio", "Odds ratio", "Risk difference"])
    #expect(multiverse.quantities.map(\.places.count) == [1, 2, 1])
    #expect(multiverse.quantities.map(\.isRatio) == [true, true, false])
    // Of two odds ratios the swing is the difference of their logarithms.
    let (odds, peto) = (multiverse.rows[1].outcome, multiverse.rows[3].outcome)
    let swing = try #require(multiverse.quantities[1].decomposition.mover?.meanSwing)
    let difference: Double = abs(try #require(odds.value) - #require(peto.value))
    #expect(abs(swing - difference) < 1e-14)

    tasks[2] = .failure(.init("no reason"))
    tasks[3] = .success(SpecificationTask(effects: EffectSizes(.peto, of: []), model: CommonEffect()))
    let failed = Multiverse(crossing, outcomes: MultiverseJob(tasks).outcomes())
    #expect(failed.computedCount == 2)
    #expect(failed.failures.map(\.reason)[0] == "no reason")
    #expect(failed.failures.map(\.reason)[1].contains("no study to pool"))
    #expect(failed.rows[2].rank == nil)
  }
}
