import MetaAnalysis

/// Counts how often 95 % intervals hold the truth in simulated studies, and prints it as Markdown.
@main
struct Coverage {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let table = arguments.first.flatMap { Table(rawValue: $0) }
    if table != nil { arguments = arguments.dropFirst() }
    let numbers = arguments.map { Int($0) }
    guard numbers.count <= 2, numbers.allSatisfy({ $0 ?? 0 > 0 }) else {
      return print("usage: coverage [curve|survival-at] [REPLICATIONS [SEED]]")
    }
    let replications = (numbers.first ?? nil) ?? 2000
    let seed = UInt64((numbers.count == 2 ? numbers[1] : nil) ?? 1)
    if table != .survivalAt {
      try CoverageTable(CurveScenario.all, replications: replications, seed: seed).printMarkdown()
    }
    if table == nil { print() }
    if table != .curve {
      try CoverageTable(SingleSurvivalScenario.all, replications: replications, seed: seed).printMarkdown()
      print()
      try CoverageTable(PooledSurvivalScenario.all, replications: replications, seed: seed).printMarkdown()
    }
  }
}

/// What is asked for, where not everything is.
private enum Table: String {
  case curve
  case survivalAt = "survival-at"
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
  func draw(_ stream: inout RandomStream) throws -> [(estimate: Double, intervals: [ClosedRange<Double>])?]
}
