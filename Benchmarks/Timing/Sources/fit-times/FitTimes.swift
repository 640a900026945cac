import MetaAnalysis
import Workloads

/// Times fits, writes their data for another program, or repeats one for a profiler.
@main
struct FitTimes {
  static let usage = """
    usage: fit-times data K               effect sizes and variances as CSV
           fit-times time K ...           CPU seconds per fit as CSV
           fit-times drawn K MODERATORS   drawn effect sizes, variances and moderators as CSV
           fit-times large K MODERATORS ESTIMATOR ...
                                          CPU seconds and memory per fit of those as CSV
           fit-times reconstruct COUNT    CPU seconds per reconstruction of the curve at the standard input
           fit-times mixed                CPU seconds per mixed model on BCG vaccine as CSV
           fit-times curve-data           survival curves of studies as CSV
           fit-times curve                CPU seconds per summary curve of those as CSV
           fit-times repeat COUNT WORK ESTIMATOR K
                                          the same work COUNT times, named as in the output of time
    """

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let numbers = arguments.dropFirst().compactMap { Int($0) }
    switch (arguments.first, arguments.count) {
    case ("data", 2) where numbers.count == 1:
      let effects = try Workload.effects(k: numbers[0])
      print("yi,vi")
      for study in effects.studies { print("\(study.yi),\(study.vi)") }
    case ("time", 2...) where numbers.count == arguments.count - 1:
      print("k,work,estimator,seconds,tau2")
      for k in numbers { try printTimes(k: k) }
    case ("drawn", 3) where numbers.count == 2:
      LargeFits(k: numbers[0], moderators: numbers[1]).printData()
    case ("large", 4...) where numbers.count == 2:
      let large = LargeFits(k: numbers[0], moderators: numbers[1])
      print(LargeFits.header)
      for estimator in Tau2Estimator.all where arguments[3...].contains(estimator.code) {
        try large.printTimes(estimator)
      }
    case ("reconstruct", 2) where numbers.count == 1:
      try ReadCurve().printTime(count: numbers[0])
    case ("mixed", 1):
      try printMixedTimes()
    case ("curve-data", 1):
      CurveTimes().printData()
    case ("curve", 1):
      print(CurveTimes.header)
      try CurveTimes().printTimes()
    case ("repeat", 5) where numbers.count == 2:
      guard let work = Work(rawValue: arguments[2]),
        let estimator = Tau2Estimator.all.first(where: { $0.code == arguments[3] })
      else { fallthrough }
      let task = try Task(work, estimator, k: numbers[1])
      for _ in 0..<numbers[0] { try task.run() }
    default:
      print(usage)
    }
  }

  static func printTimes(k: Int) throws {
    for work in Work.allCases {
      for estimator in [Tau2Estimator.reml, .derSimonianLaird] {
        let task = try Task(work, estimator, k: k)
        let seconds = try secondsPerCall(task.run)
        print("\(k),\(work.rawValue),\(estimator.code),\(seconds),\(try task.tau2())")
      }
    }
  }
}

/// Times the mixed models of metafor's `rma.glmm` on the log odds ratio.
private func printMixedTimes() throws {
  let trials = try Workload.bcg(.oddsRatio)
  print("model,seconds,estimate,tau2")
  for approach in [MixedModelApproach.unconditionalFixed, .conditionalExact] {
    let model = MixedModel(approach: approach)
    let seconds = try secondsPerCall { consume(try model.fit(trials)) }
    let fit = try model.fit(trials)
    print("\(approach.rawValue),\(seconds),\(fit.estimate.value),\(fit.heterogeneity.tau2 ?? 0)")
  }
}

/// What is timed.
enum Work: String, CaseIterable {
  /// τ² and its standard error alone.
  case tau2
  /// The whole fit: τ² with its Q-profile interval, the mean with its Hartung–Knapp interval, the prediction
  /// interval, Q, I², H² and their limits, weights.
  case fit
}

/// One piece of work on one set of studies.
struct Task {
  private let work: Work
  private let effects: EffectSizes
  private let model: InterceptModel
  private let fitting: RandomEffects

  init(_ work: Work, _ estimator: Tau2Estimator, k: Int) throws {
    self.work = work
    effects = try Workload.effects(k: k)
    model = InterceptModel(yi: effects.yi, vi: effects.vi)
    fitting = RandomEffects(tau2: estimator, test: .hartungKnapp, prediction: .hk)
  }

  func run() throws {
    switch work {
    case .tau2: consume(fitting.tau2.estimate(model))
    case .fit: consume(try fitting.fit(effects))
    }
  }

  func tau2() throws -> Double {
    try fitting.fit(effects).heterogeneity.tau2 ?? 0
  }
}

/// Keeps a result from being optimized away.
@inline(never)
func consume<Result>(_ result: Result) {
  withExtendedLifetime(result) {}
}
