import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Survival at a time pooled on log(−log) by REML and Hartung and Knapp, all studies on one rung of the ladder.
///
/// Studies have 30 to 300 people; their ln(−ln S) differ by N(0, τ²). Where `mixed`, each has a range of follow-up of
/// its own, so that censoring before the time goes from none to half.
struct PooledSurvivalScenario: CoverageScenario {
  static let title = "Survival at a time, pooled"
  static let columns = ["k", "tau", "follow-up"]
  static let methods = SimulatedCohort.Report.allCases.map(\.heading)

  static let all: [PooledSurvivalScenario] =
    [0.1, 0.3].flatMap { tau in
      [nil, 1.05...2.0, 0.0...2.0, 0.0...1.2].flatMap { range in
        [0.8, 0.5].map { PooledSurvivalScenario(k: 10, tau: tau, survival: $0, followUp: range) }
      }
    }

  let k: Int
  let tau: Double
  let survival: Double
  /// The range in all studies; nil for one of its own in each.
  let followUp: ClosedRange<Double>?

  var settings: [String] {
    ["\(k)", "\(tau)", followUp.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "mixed"]
  }

  var truths: [(name: String, value: Double)] { [("S(1)", survival)] }

  func draw(
    _ stream: inout RandomStream
  ) throws -> [(estimate: Double, intervals: [ClosedRange<Double>])?] {
    let cohorts = (0..<k).map { _ in
      let low = 1.2 * stream.uniform()
      return SimulatedCohort(
        size: 30 + stream.below(271), survival: pow(survival, exp(tau * stream.normal())), shape: 1,
        followUp: followUp ?? low...(1.2 + 1.2 * stream.uniform()), &stream)
    }
    let pooled = try SimulatedCohort.Report.allCases.map { report in
      let studies = cohorts.compactMap { $0.reporting(report) }
      return DisplayedResult(
        try RandomEffects(tau2: .reml, test: .hartungKnapp).fit(EffectSizes(.logMinusLog, of: studies)))
    }
    return [(pooled[0].value, pooled.map { $0.lower...$0.upper })]
  }
}
