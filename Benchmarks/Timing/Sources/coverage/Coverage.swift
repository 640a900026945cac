import MetaAnalysis

/// Counts how often 95 % intervals hold the truth in simulated studies, and prints it as Markdown.
@main
struct Coverage {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { Int($0) }
    guard arguments.count <= 2, arguments.allSatisfy({ $0 ?? 0 > 0 }) else {
      return print("usage: coverage [REPLICATIONS [SEED]]")
    }
    let replications = (arguments.first ?? nil) ?? 2000
    let seed = UInt64((arguments.count == 2 ? arguments[1] : nil) ?? 1)
    try CoverageTable(CurveScenario.all, replications: replications, seed: seed).printMarkdown()
  }
}

/// A way in which studies come about, what is true in it, and intervals for that from studies so drawn.
protocol CoverageScenario: Sendable {
  /// What the table is about.
  static var title: String { get }
  /// The headings of `settings`.
  static var columns: [String] { get }
  /// The kinds of intervals.
  static var methods: [String] { get }

  /// The cells that tell the scenario from others.
  var settings: [String] { get }
  /// The true values, with what they are called.
  var truths: [(name: String, value: Double)] { get }
  /// Draws studies and gives for each true value the estimate and an interval of each kind; nil for a value that
  /// these studies do not reach.
  func draw(_ stream: inout RandomStream) throws -> [(estimate: Double, intervals: [CurveLimits])?]
}
