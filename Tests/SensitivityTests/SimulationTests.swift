import BundledData
import Distributions
import EffectSizes
import Pooling
import StudyData
import Testing

@testable import Sensitivity

/// Simulations where the answer is known: linear estimates of normal effects are normal.
@Suite("Simulation")
struct SimulationTests {
  private static let vi = [0.33, 0.19, 0.42, 0.02, 0.05, 0.01]
  private static let trials: EffectSizes = {
    let yi = [-0.89, -1.59, -1.35, -1.44, -0.22, -0.79]
    let studies = zip(yi, vi).enumerated().map { place, pair in
      StudyEffect(
        label: "T\(place + 1)", yi: pair.0, vi: pair.1, estimate: pair.0, lower: pair.0 - 1, upper: pair.0 + 1
      )
    }
    return EffectSizes(measure: ReportedScale.ratio.measure, studies: studies)
  }()

  /// Whether a number lies within four of its Monte Carlo errors of what it must be.
  private static func agrees(_ number: SimulationResult.Performance?, _ exact: Double) -> Bool {
    guard let number, let error = number.error else { return false }
    return abs(number.value - exact) <= 4 * error && error > 0
  }

  /// 1.96.
  private static let z = Normal.standard.quantile(0.975)

  /// Under the common-effect model μ̂ ~ N(μ, 1/Σw), so that coverage, power and spread are exact.
  @Test("the common-effect model on its own data")
  func common() throws {
    let se = 1 / Self.vi.reduce(0) { $0 + 1 / $1 }.squareRoot()
    let simulation = try ParametricSimulation(
      CommonEffect(), effects: Self.trials, mean: 0.2, replications: 6_000, seed: 3)
    let result = simulation.result()
    #expect(result.failures == 0 && result.coverage?.count == 6_000)
    #expect(Self.agrees(result.coverage, 0.95))
    #expect(Self.agrees(result.bias, 0))
    #expect(Self.agrees(result.standardDeviation, se))
    #expect(abs((result.standardError?.value ?? 0) / se - 1) < 1e-12)
    #expect(abs((result.length?.value ?? 0) / (2 * Self.z * se) - 1) < 1e-12)
    let power =
      Normal.standard.upperTail(Self.z - 0.2 / se) + Normal.standard.cumulative(-Self.z - 0.2 / se)
    #expect(!result.rejectionIsError)
    #expect(Self.agrees(result.rejection, power))
    #expect(result.predictionCoverage == nil && result.tau2Bias == nil && result.tau2Zero == nil)
  }

  /// With τ² that the model does not know of, Var μ̂ = Σw²(v + τ²)/(Σw)².
  @Test("the common-effect model on data that differ")
  func misspecified() throws {
    let weights = Self.vi.map { 1 / $0 }
    let sum = weights.reduce(0, +)
    let sd = zip(weights, Self.vi).reduce(0) { $0 + $1.0 * $1.0 * ($1.1 + 0.3) }.squareRoot() / sum
    let simulation = try ParametricSimulation(
      CommonEffect(), effects: Self.trials, mean: 0, tau2: 0.3, replications: 6_000)
    let result = simulation.result(threads: 2)
    let inside = 1 - 2 * Normal.standard.upperTail(Self.z / sum.squareRoot() / sd)
    #expect(Self.agrees(result.coverage, inside))
    #expect(Self.agrees(result.standardDeviation, sd))
    #expect(result.rejectionIsError)
    #expect(Self.agrees(result.rejection, 1 - inside))
  }

  /// With τ² given, z holds exactly for the mean and for a new effect.
  @Test("the random-effects model with a given variance")
  func given() throws {
    let model = RandomEffects(tau2: .given(0.2), test: .z, prediction: .z, level: 0.9)
    let result = try ParametricSimulation(
      model, effects: Self.trials, mean: -1, tau2: 0.2, replications: 6_000, seed: 9
    ).result()
    #expect(Self.agrees(result.coverage, 0.9))
    #expect(Self.agrees(result.predictionCoverage, 0.9))
    #expect(result.tau2Bias?.value == 0 && result.tau2RMSE?.value == 0 && result.tau2Zero?.value == 0)
  }

  /// DerSimonian and Laird's moment estimate before truncation is unbiased; truncated it is 0 where Q < k − 1, which
  /// under τ² = 0 is a χ² probability.
  @Test("the share of zero variances")
  func zeros() throws {
    let model = RandomEffects(tau2: .derSimonianLaird, test: .z)
    let result = try ParametricSimulation(
      model, effects: Self.trials, mean: 0, tau2: 0, replications: 6_000
    ).result()
    #expect(Self.agrees(result.tau2Zero, ChiSquared(degreesOfFreedom: 5).cumulative(5)))
    #expect((result.tau2Bias?.value ?? 0) > 0)
    let (bias, rmse) = (result.tau2Bias, result.tau2RMSE)
    // RMSE² = bias² + variance, the variance from the Monte Carlo error of the bias.
    let variance = (bias?.error ?? 0) * (bias?.error ?? 0) * 5_999
    let squares = (bias?.value ?? 0) * (bias?.value ?? 0) + variance
    #expect(abs((rmse?.value ?? 0) / squares.squareRoot() - 1) < 1e-10)
  }

  @Test("the truth is the fit unless it is given")
  func truth() throws {
    let fit = try RandomEffects().fit(Self.trials)
    let simulation = try ParametricSimulation(RandomEffects(), effects: Self.trials)
    #expect(simulation.truth.mean == fit.estimate.value)
    #expect(simulation.truth.tau2 == fit.heterogeneity.tau2)
    #expect(try ParametricSimulation(CommonEffect(), effects: Self.trials).truth.tau2 == 0)
    #expect(throws: PoolingError.self) { try ParametricSimulation(Peto(), effects: Self.trials) }
  }

  @Test("a replication is the fit of what its block's stream draws, the last block what is left")
  func draws() throws {
    let model = RandomEffects(tau2: .pauleMandel)
    let simulation = try ParametricSimulation(
      model, effects: Self.trials, mean: 0.5, tau2: 0.1, replications: 501, seed: 11)
    #expect(simulation.blockCount == 3)
    var stream = RandomStream(seed: 11, block: 2)
    let studies = zip(Self.trials.studies, Self.vi).map { study, v in
      let y = 0.5 + (0.1 + v).squareRoot() * stream.normal()
      return StudyEffect(label: study.label, yi: y, vi: v, estimate: y, lower: y, upper: y)
    }
    let fit = try model.fit(EffectSizes(measure: Self.trials.measure, studies: studies))
    let record = simulation.record(ofBlock: 2)
    #expect(record.error.count == 1)
    #expect(record.error.sum == fit.estimate.value - 0.5)
    #expect(record.tau2Error.sum == (fit.heterogeneity.tau2 ?? 0) - 0.1)
    #expect(simulation.record(ofBlock: 0).error.count == 250)
  }

  @Test("draws that the model does not allow are counted")
  func failures() throws {
    let model = RandomEffects(tau2: .reml, test: .kenwardRoger)
    let result = try ParametricSimulation(
      model, effects: Self.trials, mean: 0, tau2: 0, replications: 60, seed: 2
    ).result()
    var stream = RandomStream(seed: 2, block: 0)
    var failures = 0
    for _ in 0..<60 {
      let studies = Self.vi.map { v in
        let y = v.squareRoot() * stream.normal()
        return StudyEffect(label: "", yi: y, vi: v, estimate: y, lower: y, upper: y)
      }
      let fit = try? model.fit(EffectSizes(measure: Self.trials.measure, studies: studies))
      if fit == nil { failures += 1 }
    }
    #expect(failures > 0 && failures < 60)
    #expect(result.failures == failures)
    #expect(result.coverage?.count == 60 - failures)
  }

  /// Against the formulas on numbers that fit on a line.
  @Test("Monte Carlo errors")
  func errors() {
    var sums = SimulationRecord.Sums()
    for x in [1.0, 2, 4, 5] { sums.add(x) }
    let mean = SimulationResult.Performance(mean: sums)
    #expect(mean?.value == 3)
    #expect(abs((mean?.error ?? 0) - (10.0 / 3 / 4).squareRoot()) < 1e-15)
    let sd = SimulationResult.Performance(standardDeviation: sums)
    #expect(abs((sd?.value ?? 0) - (10.0 / 3).squareRoot()) < 1e-15)
    #expect(abs((sd?.error ?? 0) - (10.0 / 3 / 6).squareRoot()) < 1e-15)
    // x²: 1, 4, 16, 25 with mean 11.5 and Σ(x² − 11.5)² = 369.
    let root = SimulationResult.Performance(rootMeanSquare: sums)
    #expect(abs((root?.value ?? 0) - 11.5.squareRoot()) < 1e-15)
    #expect(abs((root?.error ?? 0) - (369.0 / 12).squareRoot() / (2 * 11.5.squareRoot())) < 1e-14)
    var shares = SimulationRecord.Sums()
    for x in [1.0, 0, 0, 0] { shares.add(x) }
    #expect(abs((SimulationResult.Performance(share: shares)?.error ?? 0) - 0.1875.squareRoot() / 2) < 1e-15)
    #expect(SimulationResult.Performance(mean: SimulationRecord.Sums()) == nil)
    var single = SimulationRecord.Sums()
    single.add(2)
    #expect(SimulationResult.Performance(mean: single)?.error == nil)
    #expect(SimulationResult.Performance(standardDeviation: single) == nil)
  }
}
