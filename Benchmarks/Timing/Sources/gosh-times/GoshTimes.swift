import MetaAnalysis
import Workloads

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Times GOSH on simulated trials.
///
///     gosh-times data K              yi,vi of K studies, every digit
///     gosh-times time K [ROUNDS]     nanoseconds per subset, with a check of the numbers
///     gosh-times check K SUBSETS     the kernels against the library's estimators on random data
@main
struct GoshTimes {
  static let estimators: [(name: String, model: any PoolingModel)] = [
    ("EE", CommonEffect()), ("DL", RandomEffects(tau2: .derSimonianLaird)), ("REML", RandomEffects()),
    ("ML", RandomEffects(tau2: .maximumLikelihood)), ("PM", RandomEffects(tau2: .pauleMandel)),
  ]

  static func main() throws {
    let words = CommandLine.arguments
    let k = words.count > 2 ? Int(words[2]) ?? 20 : 20
    switch words.count > 1 ? words[1] : "" {
    case "data":
      print("yi,vi")
      for study in try Workload.effects(k: k).studies { print("\(study.yi),\(study.vi)") }
    case "time": try time(k: k, rounds: words.count > 3 ? Int(words[3]) ?? 3 : 3)
    case "check": try check(sets: k, subsets: words.count > 3 ? Int(words[3]) ?? 1000 : 1000)
    default:
      print("gosh-times data K | time K [ROUNDS] | check SETS SUBSETS")
      exit(64)
    }
  }

  /// `rows`: every subset computed, nothing counted; `whole`: with histograms and sums by study.
  static func time(k: Int, rounds: Int) throws {
    print("estimator,work,threads,nanoseconds,subsets,left,mean_estimate,mean_tau2")
    for (name, model) in estimators {
      let gosh = Gosh(
        try GoshModel(RefittablePool(model, effects: Workload.effects(k: k))), plan: SubsetPlan(allOf: k))
      let rows = fastest(rounds) { for block in 0..<gosh.blockCount { _ = gosh.values(ofBlock: block) } }
      var result = GoshResult(gosh, records: [])
      for threads in [1, 2] {
        let whole = fastest(rounds, threads: threads) {
          var records: [GoshRecord] = []
          gosh.run(threads: threads) { records.append($1) }
          result = GoshResult(gosh, records: records)
        }
        if threads == 1 { report(name, "rows", 1, rows, result) }
        report(name, "whole", threads, whole, result)
      }
    }
  }

  private static func report(
    _ name: String, _ work: String, _ threads: Int, _ seconds: Double, _ result: GoshResult
  ) {
    let record = result.record
    print(
      "\(name),\(work),\(threads),\(seconds * 1e9 / Double(record.subsets)),\(record.subsets),"
        + "\(record.leftToEstimator),\(record.estimates[0].mean ?? .nan),\(record.tau2?.mean ?? 0)")
  }

  /// Seconds of the fastest round: of CPU on one thread, which other work on the machine disturbs least; of wall time
  /// on several.
  private static func fastest(_ rounds: Int, threads: Int = 1, _ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    return (0..<rounds).map { _ in
      let start = cpuSeconds()
      let wall = clock.measure(work) / .seconds(1)
      return threads == 1 ? cpuSeconds() - start : wall
    }.min() ?? .nan
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Random data with variances over several powers of ten: the largest difference of τ² relative to the larger of τ²
  /// and a thousandth of the smallest variance.
  static func check(sets: Int, subsets: Int) throws {
    print("estimator,subsets,left,several_maxima,at_zero,largest_difference,largest_difference_of_mean")
    for (name, model) in estimators.dropFirst() {
      guard let random = model as? RandomEffects else { continue }
      var (count, left, several, zeros, worst, worstMean) = (0, 0, 0, 0, 0.0, 0.0)
      for set in 0..<sets {
        let effects = randomEffects(k: 3 + set % 18, seed: UInt64(set))
        let k = effects.k
        let gosh = Gosh(
          try GoshModel(RefittablePool(model, effects: effects)),
          plan: SubsetPlan(sample: subsets, of: k, seed: UInt64(set)))
        for block in 0..<gosh.blockCount {
          let values = gosh.values(ofBlock: block)
          left += values.leftToEstimator
          for place in 0..<values.count where values.k[place] > 1 {
            let mask = values.mask(at: place)[0]
            let members = (0..<k).filter { mask >> UInt64($0) & 1 == 1 }
            let (yi, vi) = (members.map { effects.yi[$0] }, members.map { effects.vi[$0] })
            let own = InterceptModel(yi: yi, vi: vi)
            let expected = random.tau2.estimate(own)
            let scale = max(expected.value, 1e-3 * own.smallestVariance)
            worst = max(worst, abs(values.tau2[place] - expected.value) / scale)
            let spread = max((yi.max() ?? 0) - (yi.min() ?? 0), 1e-300)
            let mean = own.mean(tau2: expected.value).value
            worstMean = max(worstMean, abs(values.estimates[0][place] - mean) / spread)
            several += expected.otherMaxima.isEmpty ? 0 : 1
            zeros += expected.value == 0 ? 1 : 0
            count += 1
          }
        }
      }
      print("\(name),\(count),\(left),\(several),\(zeros),\(worst),\(worstMean)")
    }
  }

  private static func randomEffects(k: Int, seed: UInt64) -> EffectSizes {
    var stream = RandomStream(seed: seed)
    let tau = pow(10, 3 * stream.uniform() - 2) * Double(stream.below(4))
    let powers = [0.5, 2, 4, 6][stream.below(4)]
    let studies = (0..<k).map { place in
      let vi = 0.05 * pow(10, powers * (stream.uniform() - 0.5))
      let yi = 0.3 + stream.normal() * (vi + tau * tau).squareRoot()
      return StudyEffect(
        label: "S\(place + 1)", group: nil, yi: yi, vi: vi, estimate: yi, lower: yi, upper: yi)
    }
    return EffectSizes(measure: ReportedScale.plain.measure, studies: studies)
  }
}
