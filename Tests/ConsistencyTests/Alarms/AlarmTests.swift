import Consistency
import Distributions
import Foundation
import StudyData
import Testing

/// How often the checks speak of consistent tables, and how often they find a planted error.
///
/// `Benchmarks/alarms` runs this on ten thousand studies of each family and prints the tables.
@Suite("False alarms and power")
struct AlarmTests {
  static let families: [any SimulatedFamily] = [
    SimulatedPercentages(), SimulatedSums(), SimulatedIntervals(), SimulatedPValues(),
  ]

  /// Studies of each family.
  static let studies = ProcessInfo.processInfo.environment["COPSE_ALARMS"].flatMap(Int.init) ?? 200

  /// Studies with a finding, by check and weight.
  private typealias Alarms = [String: [Severity: Int]]

  @Test("consistent tables seldom give a warning", arguments: families.indices)
  func falseAlarms(index: Int) {
    let family = Self.families[index]
    var stream = RandomStream(seed: UInt64(11 + index))
    var alarms: Alarms = [:]
    for _ in 0..<Self.studies {
      let table = EvidenceTable(family.study(&stream))
      for check in AllChecks.list {
        for severity in Set(check.findings(in: table).map(\.severity)) {
          alarms[check.code, default: [:]][severity, default: 0] += 1
        }
      }
    }
    for check in AllChecks.list {
      let counts = alarms[check.code] ?? [:]
      let heavy = (counts[.error] ?? 0) + (counts[.warning] ?? 0)
      report(
        "| \(family.name) | \(check.code) | \(Self.share(counts[.error] ?? 0)) | "
          + "\(Self.share(counts[.warning] ?? 0)) | \(Self.share(counts[.note] ?? 0)) |")
      // Ranges of skewed samples are symmetric by chance, to a printed decimal, about once in a hundred.
      let limit = check.code == "range" ? 0.02 : 0.0
      #expect(Double(heavy) <= limit * Double(Self.studies) + (limit > 0 ? 3 : 0), "\(check.code)")
    }
  }

  @Test("planted errors are found", arguments: families.indices)
  func power(index: Int) {
    let family = Self.families[index]
    for (number, error) in family.errors.enumerated() {
      var stream = RandomStream(seed: UInt64(100 * (index + 1) + number))
      var planted = 0
      var found = 0
      for _ in 0..<(20 * Self.studies) where planted < Self.studies {
        var rows = family.study(&stream)
        guard error.plant(&rows, &stream) else { continue }
        planted += 1
        let checks = AllChecks.list.filter { error.codes.contains($0.code) }
        let findings = checks.flatMap { $0.findings(in: EvidenceTable(rows)) }
        if findings.contains(where: { Self.weight($0.severity) >= Self.weight(error.severity) }) {
          found += 1
        }
      }
      #expect(planted == Self.studies)
      let share = Double(found) / Double(max(planted, 1))
      report("| \(family.name) | \(error.name) | \(Self.share(found)) |")
      #expect(share >= error.least, "\(family.name): \(error.name) \(share)")
    }
  }

  private static func weight(_ severity: Severity) -> Int {
    severity == .error ? 2 : severity == .warning ? 1 : 0
  }

  private static func share(_ count: Int) -> String {
    String(format: "%.2f%%", 100 * Double(count) / Double(studies))
  }

  /// Only where the tables are asked for.
  private func report(_ line: String) {
    if ProcessInfo.processInfo.environment["COPSE_ALARMS"] != nil { print(line) }
  }
}
