import Consistency
import Distributions
import Foundation
import StudyData
import Testing

/// How often the checks speak of consistent tables, and how often they find a planted error.
///
/// `Benchmarks/alarms` runs this on ten thousand studies of each family, from another seed, and prints the tables.
@Suite("False alarms and power")
struct AlarmTests {
  static let families: [any SimulatedFamily] = [
    SimulatedPercentages(), SimulatedSums(), SimulatedIntervals(), SimulatedPValues(),
    SimulatedCourses(showsSizes: true), SimulatedCourses(showsSizes: false),
  ]

  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  /// Studies of each family; 100 unless the tables are asked for.
  static let studies = setting("COPSE_ALARMS") ?? 100
  /// Where the random numbers start.
  static let seed = UInt64(setting("COPSE_ALARM_SEED") ?? 1)

  /// Studies with a finding, by check and weight.
  private typealias Alarms = [String: [Severity: Int]]

  @Test("consistent tables seldom give a warning", arguments: families.indices)
  func falseAlarms(index: Int) {
    let family = Self.families[index]
    var stream = RandomStream(seed: 1000 * Self.seed + UInt64(index))
    var alarms: Alarms = [:]
    var examples: [String: Finding] = [:]
    for _ in 0..<Self.studies {
      let table = EvidenceTable(family.study(&stream))
      for check in AllChecks.list {
        let findings = check.findings(in: table)
        for severity in Set(findings.map(\.severity)) {
          alarms[check.code, default: [:]][severity, default: 0] += 1
        }
        if let example = findings.first(where: { $0.severity != .note }) { examples[check.code] = example }
      }
    }
    for check in AllChecks.list {
      let counts = alarms[check.code] ?? [:]
      if !counts.isEmpty {
        let shares = [Severity.error, .warning, .note].map { Self.share(counts[$0] ?? 0, of: Self.studies) }
        report("| \(family.name) | \(check.code) | " + shares.joined(separator: " | ") + " |")
      }
      let example = "\(family.name): \(examples[check.code].map { $0.message + "; " + $0.arithmetic } ?? "")"
      #expect((counts[.error] ?? 0) == 0, "\(check.code), \(example)")
      // Three standard deviations above the share that is allowed.
      let expected = family.warnings(of: check.code) * Double(Self.studies)
      #expect(
        Double(counts[.warning] ?? 0) <= expected + 3 * expected.squareRoot(), "\(check.code), \(example)")
    }
  }

  @Test("planted errors are found", arguments: families.indices)
  func power(index: Int) {
    let family = Self.families[index]
    var stream = RandomStream(seed: 1000 * Self.seed + 100 + UInt64(index))
    let studies = (0..<Self.studies).map { _ in family.study(&stream) }
    for error in family.errors {
      let checks = AllChecks.list.filter { error.codes.contains($0.code) }
      var (planted, found) = (0, 0)
      for study in studies {
        var rows = study
        guard error.plant(&rows, &stream) else { continue }
        planted += 1
        let findings = checks.flatMap { $0.findings(in: EvidenceTable(rows)) }
        if findings.contains(where: { Self.weight($0.severity) >= Self.weight(error.severity) }) {
          found += 1
        }
      }
      report(
        "| \(family.name) | \(error.name) | \(found) of \(planted) | \(Self.share(found, of: planted)) |")
      #expect(planted > Self.studies / 30, "\(family.name): \(error.name)")
      #expect(
        Double(found) >= error.least * Double(planted), "\(family.name): \(error.name) \(found) of \(planted)"
      )
    }
  }

  private static func weight(_ severity: Severity) -> Int {
    severity == .error ? 2 : severity == .warning ? 1 : 0
  }

  private static func share(_ count: Int, of all: Int) -> String {
    String(format: "%.2f%%", 100 * Double(count) / Double(max(1, all)))
  }

  /// Only where the tables are asked for.
  private func report(_ line: String) {
    if Self.setting("COPSE_ALARMS") != nil { print(line) }
  }
}
