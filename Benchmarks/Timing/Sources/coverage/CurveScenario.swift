import MetaAnalysis

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cohorts whose conditional survivals differ by one normal deviate per study on the scale of the analysis:
/// arcsin √q = b + u, u ~ N(0, τ²), in every interval of three months; the risk is constant within an interval.
/// People are censored evenly between 6 and 30 months, curves are Kaplan–Meier's, read every three months up to 24
/// while three are at risk. The truth is the curve of u = 0.
struct CurveScenario: CoverageScenario {
  static let title = "Summary survival curve, random effects"
  static let columns = ["k", "n", "tau"]
  static let methods = ["loglog", "log", "draws"]

  static let all =
    [0, 0.1].flatMap { tau in
      [5, 10, 30, 100].map { CurveScenario(k: $0, sizes: 30...150, tau: tau) }
    } + [CurveScenario(k: 100, sizes: 500...1500, tau: 0.1)]

  let k: Int
  let sizes: ClosedRange<Int>
  let tau: Double
  private let times = (1...8).map { 3.0 * Double($0) }
  /// arcsin √q of an interval at u = 0, for a median of a year.
  private let center = asin(pow(0.5, 0.25).squareRoot())

  init(k: Int, sizes: ClosedRange<Int>, tau: Double) {
    self.k = k
    self.sizes = sizes
    self.tau = tau
  }

  var settings: [String] { ["\(k)", "\(sizes.lowerBound)–\(sizes.upperBound)", "\(tau)"] }

  var truths: [(name: String, value: Double)] {
    [2, 4, 8].map { ("S(\(3 * $0))", pow(sin(center), 2 * Double($0))) }
  }

  func draw(
    _ stream: inout RandomStream
  ) throws -> [(estimate: Double, intervals: [ClosedRange<Double>])?] {
    let studies = (0..<k).map { study("\($0)", &stream) }
    let fit = try SummaryCurve(times: times, draws: 1000, seed: stream.next()).fit(studies)
    return [2, 4, 8].map { index in
      guard index <= fit.points.count, let draws = fit.points[index - 1].draws else { return nil }
      let point = fit.points[index - 1]
      return (point.survival, [point.logMinusLog, point.log, draws].map { $0.lower...$0.upper })
    }
  }

  private func study(_ label: String, _ stream: inout RandomStream) -> StudyCurve {
    let angle = min(max(center + tau * stream.normal(), 0.05), .pi / 2 - 0.01)
    let hazard = -log(sin(angle) * sin(angle)) / 3
    let size = sizes.lowerBound + stream.below(sizes.count)
    let people = (0..<size).map { _ in
      let death = -log(1 - stream.uniform()) / hazard
      let censoring = 6 + 24 * stream.uniform()
      return SurvivalTime(time: min(death, censoring), isEvent: death <= censoring)
    }
    let curve = KaplanMeier(people)
    var points: [StudyCurve.Point] = []
    for time in times {
      let atRisk = people.count { $0.time > time - 3 }
      guard atRisk >= 3 else { break }
      points.append(.init(time: time, survival: curve.survival(at: time), atRisk: Double(atRisk)))
    }
    return StudyCurve(label, points)
  }
}
