import MetaAnalysis
import Workloads

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Times analyses that are made again and again: a permutation test and leave-one-out, CPU seconds on one thread.
///
///     refit-times data K               yi,vi of K simulated studies, every digit
///     refit-times time COUNT           COUNT permutations of the BCG trials by latitude, and leave-one-out
@main
struct RefitTimes {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count > 2, let number = Int(words[2]), ["data", "time"].contains(words[1]) else {
      print("refit-times data K | time COUNT")
      exit(64)
    }
    if words[1] == "data" {
      print("yi,vi")
      for study in try Workload.effects(k: number).studies { print("\(study.yi),\(study.vi)") }
    } else {
      print("work,k,fits,seconds,result")
      try permutations(number)
      for k in [100, 250, 500, 1000] { try leaveOneOut(k) }
    }
  }

  private static func permutations(_ count: Int) throws {
    let dataset = BundledDataset.named("bcg-vaccine")
    let table = try StudyTable(csv: dataset?.csv ?? "", name: "bcg-vaccine")
    let effects = try ModeratedEffects(
      EffectSizes(.riskRatio, from: table), moderators: ModeratorRequest(["ablat"]), from: table)
    let fit = try MetaRegression().fit(effects)
    let start = cpuSeconds()
    let result = try PermutationTest(.random(count), seed: 1).run(fit)
    report("permutations", fit.k, result.count, start, result.coefficients[1])
  }

  private static func leaveOneOut(_ k: Int) throws {
    let analysis = RefittablePool(RandomEffects(), effects: try Workload.effects(k: k))
    let start = cpuSeconds()
    let result = try LeaveOneOut(analysis)
    let taus = result.deletions.compactMap { try? $0.refit.get().heterogeneity?.tau2 }
    report("leave-one-out", k, taus.count, start, taus.reduce(0, +) / Double(k))
  }

  private static func report(_ work: String, _ k: Int, _ fits: Int, _ start: Double, _ result: Double) {
    print("\(work),\(k),\(fits),\(cpuSeconds() - start),\(result)")
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
