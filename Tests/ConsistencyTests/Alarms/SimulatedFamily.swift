import Consistency
import Distributions
import StudyData

/// A family of simulated studies whose printed numbers are consistent, and errors that can be planted in them.
///
/// A further family of checks adds a file with its own simulation and a line in `AlarmTests.families`.
protocol SimulatedFamily: Sendable {
  /// The name of the family in the report.
  var name: String { get }
  /// The rows of one consistent study.
  func study(_ stream: inout RandomStream) -> [EvidenceRow]
  /// The errors that can be planted.
  var errors: [PlantedError] { get }
  /// The largest share of studies with a warning of a check that the test allows.
  func warnings(of check: String) -> Double
}

extension SimulatedFamily {
  // Ranges of skewed samples are symmetric by chance, to a printed decimal, about once in a hundred.
  func warnings(of check: String) -> Double { check == "range" ? 0.02 : 0 }
}

/// An error that is planted in a consistent study.
struct PlantedError: Sendable {
  let name: String
  /// The checks of which one should find it.
  let codes: Set<String>
  /// The lightest finding that counts.
  var severity = Severity.warning
  /// The least share that must be found, for the test.
  let least: Double
  /// Changes the rows; false where the study has no place for it.
  let plant: @Sendable (inout [EvidenceRow], inout RandomStream) -> Bool
}

extension RandomStream {
  /// A whole number of a range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// A number of a range.
  mutating func real(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// A standard normal number.
  mutating func normal() -> Double { Normal.standard.quantile(max(uniform(), 0x1p-53)) }

  /// A binomial count.
  mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
    Binomial(trials: trials, probability: probability).quantile(uniform())
  }

  /// An element.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

extension EvidenceRow {
  /// A row of a simulated study; rows are numbered afterwards.
  static func simulated(
    _ arm: String, _ outcome: String, _ statistic: String, definition: String? = "during follow-up",
    events: Int? = nil, total: Int? = nil, percent: PrintedPercent? = nil
  ) -> EvidenceRow {
    var row = EvidenceRow(row: 0, line: 0, study: "Simulated", percent: percent)
    row.texts = [.rowType: "arm", .arm: arm, .outcome: outcome, .statistic: statistic, .unit: "patient"]
    row.texts[.population] = "adults"
    row.texts[.definition] = definition
    row.texts[.sourceLine] = "1"
    row.numbers[.events] = events.flatMap { PrintedNumber("\($0)") }
    row.numbers[.total] = total.flatMap { PrintedNumber("\($0)") }
    return row
  }

  /// The same with another count.
  mutating func setEvents(_ events: Int) { numbers[.events] = PrintedNumber("\(events)") }

  /// A share in percent, halves rounded up.
  static func percent(_ events: Int, of total: Int, decimals: Int) -> PrintedPercent? {
    let scale = (0..<decimals).reduce(100) { scale, _ in scale * 10 }
    return PrintedPercent(units: (2 * scale * events + total) / (2 * total), decimals: decimals)
  }
}

extension [EvidenceRow] {
  /// Numbered from 1.
  var numbered: [EvidenceRow] {
    enumerated().map { index, row in
      var row = row
      (row.row, row.line) = (index + 1, index + 2)
      return row
    }
  }
}
