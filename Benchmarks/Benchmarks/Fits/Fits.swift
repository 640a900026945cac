import Benchmark
import MetaAnalysis
import Workloads

/// One fit, and τ² alone, of 13 real and of 100 and 10 000 simulated studies.
let benchmarks: @Sendable () -> Void = {
  for k in [13, 100, 10_000] {
    for estimator in [Tau2Estimator.reml, .derSimonianLaird] {
      let scaling: BenchmarkScalingFactor = k < 1_000 ? .kilo : .one
      let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .cpuTotal, .instructions], scalingFactor: scaling)

      Benchmark("\(estimator.code), tau2 alone, k = \(k)", configuration: configuration) { benchmark in
        let effects = try Workload.effects(k: k)
        let model = InterceptModel(yi: effects.yi, vi: effects.vi)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(estimator.estimate(model)) }
        benchmark.stopMeasurement()
      }

      Benchmark("\(estimator.code), whole fit, k = \(k)", configuration: configuration) { benchmark in
        let effects = try Workload.effects(k: k)
        let model = RandomEffects(tau2: estimator)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try model.fit(effects)) }
        benchmark.stopMeasurement()
      }
    }
  }
}
