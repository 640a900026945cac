import MetaAnalysis

/// The interval of one study's survival at a time, on log(−log), by rungs of the ladder of standard errors.
struct SingleSurvivalScenario: CoverageScenario {
  static let title = "Survival at a time, one study"
  static let columns = ["n", "follow-up", "shape"]
  static let methods = SimulatedCohort.Report.allCases.map(\.heading)

  static let all: [SingleSurvivalScenario] =
    [30, 100, 300].flatMap { size in
      [0.8, 0.5, 0.2].flatMap { survival in
        [1.05...2.0, 0.5...1.5, 0.0...2.0, 0.0...1.2].map {
          SingleSurvivalScenario(size: size, survival: survival, shape: 1, followUp: $0)
        }
      }
    }
    + [0.6, 1.6].map { SingleSurvivalScenario(size: 100, survival: 0.5, shape: $0, followUp: 0.0...1.2) }

  let size: Int
  let survival: Double
  let shape: Double
  let followUp: ClosedRange<Double>

  var settings: [String] { ["\(size)", "\(followUp.lowerBound)–\(followUp.upperBound)", "\(shape)"] }

  var truths: [(name: String, value: Double)] { [("S(1)", survival)] }

  func draw(_ stream: inout RandomStream) -> [(estimate: Double, intervals: [ClosedRange<Double>])?] {
    let cohort = SimulatedCohort(
      size: size, survival: survival, shape: shape, followUp: followUp, &stream)
    let studies = SimulatedCohort.Report.allCases.map { report in
      EffectSizes(.logMinusLog, of: [cohort.reporting(report)].compactMap(\.self)).studies.first
    }
    guard let first = studies[0] else { return [nil] }
    return [(first.estimate, studies.compactMap { $0.map { $0.lower...$0.upper } })]
  }
}
