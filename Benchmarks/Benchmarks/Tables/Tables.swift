import Benchmark
import MetaAnalysis
import Workloads

/// Reading a large table, and the effect sizes of many studies.
let benchmarks: @Sendable () -> Void = {
  let configuration = Benchmark.Configuration(metrics: [.wallClock, .cpuTotal, .instructions])

  Benchmark("Parse CSV of 100 000 rows", configuration: configuration) { benchmark in
    let bytes = Array(SimulatedTrials(count: 100_000).csv.utf8)
    benchmark.startMeasurement()
    blackHole(try StudyTable(parsing: bytes, name: "trials"))
    benchmark.stopMeasurement()
  }

  for measure in TwoGroupMeasure.allCases {
    let name = "Effect sizes, \(measure.rawValue), of 10 000 studies"
    Benchmark(name, configuration: configuration) { benchmark in
      let studies = SimulatedTrials(count: 10_000).studies
      benchmark.startMeasurement()
      blackHole(EffectSizes(measure, of: studies))
      benchmark.stopMeasurement()
    }
  }
}
