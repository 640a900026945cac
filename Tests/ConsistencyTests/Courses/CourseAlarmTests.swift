import Consistency
import Distributions
import StudyData
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Alarms of the checks of courses, samples and overlap")
struct CourseAlarmTests {
  static let checks = CourseChecks.all + SampleChecks.all + OverlapChecks.all

  /// Consistent studies: 1,000, or as many as `COPSE_ALARM_TABLES` says.
  static let studies: [[EvidenceRow]] = {
    let count = getenv("COPSE_ALARM_TABLES").flatMap { Int(String(cString: $0)) } ?? 1000
    var studies = ConsistentStudies(seed: 20_261_124)
    return (0..<count).map { _ in studies.rows(study: "Sim 2020") }
  }()

  /// The rows without the sizes of the groups.
  static func hidingSizes(_ rows: [EvidenceRow]) -> [EvidenceRow] {
    rows.filter { $0[.statistic] != "group-size" && $0[.statistic] != "count" }.map { row in
      var row = row
      row.numbers[.total] = nil
      return row
    }
  }

  @Test("consistent studies raise few alarms", arguments: [true, false])
  func falseAlarms(showSizes: Bool) {
    var alarms: [String: [Severity: Int]] = [:]
    var examples: [String: Finding] = [:]
    // Without sizes most checks are silent: a third will do.
    let studies = showSizes ? Self.studies[...] : Self.studies.prefix(Self.studies.count / 3)
    for rows in studies {
      let table = EvidenceTable(showSizes ? rows : Self.hidingSizes(rows))
      for check in Self.checks {
        let findings = check.findings(in: table)
        for severity in Severity.allCases where findings.contains(where: { $0.severity == severity }) {
          alarms[check.code, default: [:]][severity, default: 0] += 1
        }
        if let alarm = findings.first(where: { $0.severity != .note }) { examples[check.code] = alarm }
      }
    }
    print("tables with a false alarm, of \(studies.count), sizes \(showSizes ? "shown" : "hidden"):")
    for check in Self.checks {
      let counts = alarms[check.code] ?? [:]
      print(
        "  \(check.code): \(Severity.allCases.map { "\($0.rawValue) \(counts[$0] ?? 0)" }.joined(separator: ", "))"
      )
      if let example = examples[check.code] { print("    \(example.message) \(example.arithmetic)") }
      #expect((counts[.error] ?? 0) == 0, "\(check.code)")
      #expect(Double(counts[.warning] ?? 0) <= 0.01 * Double(studies.count), "\(check.code)")
    }
  }

  /// An error planted in a consistent study, and the check that should find it.
  enum Plant: String, CaseIterable {
    case ratesSwapped, outcomesSwapped, medianDoubled, tinyP, hugeP, followUpCut, armCopied, totalRaised,
      armsTooMany

    var code: String {
      switch self {
      case .ratesSwapped: "curve-direction"
      case .outcomesSwapped: "outcome-order"
      case .medianDoubled: "median-on-curve"
      case .tinyP, .hugeP: "curve-p-value"
      case .followUpCut: "follow-up-horizon"
      case .armCopied: "identical-results"
      case .totalRaised: "group-sizes"
      case .armsTooMany: "sizes-add-up"
      }
    }

    /// The least share that must be found.
    var power: Double {
      switch self {
      case .medianDoubled: 0.4
      case .tinyP: 0.6
      case .hugeP: 0.25
      default: 0.95
      }
    }
  }

  @Test("planted errors are found", arguments: Plant.allCases)
  func planted(_ plant: Plant) throws {
    let studies = Self.studies.prefix(max(300, Self.studies.count / 10))
    let check = try #require(Self.checks.first { $0.code == plant.code })
    var (found, planted) = (0, 0)
    for study in studies {
      var rows = study
      guard plantError(plant, &rows) else { continue }
      planted += 1
      if !check.findings(in: EvidenceTable(rows)).isEmpty { found += 1 }
    }
    print("planted \(plant.rawValue): \(found) of \(planted) found by \(plant.code)")
    #expect(planted > studies.count / 20)
    #expect(Double(found) >= plant.power * Double(planted))
  }

  private func plantError(_ plant: Plant, _ rows: inout [EvidenceRow]) -> Bool {
    let survival = rows.indices.filter { rows[$0][.outcome] == "overall-survival" && rows[$0][.arm] == "A" }
    let rates = survival.filter { rows[$0].percent != nil }
    let p = rows.firstIndex { $0.isComparison && $0[.outcome] == "overall-survival" }
    switch plant {
    case .ratesSwapped:
      guard rates.count > 1, let one = rows[rates[0]].percent, let two = rows[rates[1]].percent,
        one.value - two.value > 1
      else { return false }
      (rows[rates[0]].percent, rows[rates[1]].percent) = (two, one)
    case .outcomesSwapped:
      guard let first = rates.first,
        let other = rows.firstIndex(where: {
          $0[.arm] == "A" && $0[.outcome] == "disease-free-survival"
            && $0.number(.at) == rows[first].number(.at)
        }), let one = rows[first].percent, let two = rows[other].percent, one.value - two.value > 1
      else { return false }
      (rows[first].percent, rows[other].percent) = (two, one)
    case .medianDoubled:
      guard let median = survival.first(where: { rows[$0].number(.estimate) != nil }), rates.count > 1,
        let value = rows[median].number(.estimate)
      else { return false }
      rows[median].numbers[.estimate] = PrintedNumber(ConsistentStudies.text(2 * value, 1))
    case .tinyP:
      guard let p, let value = rows[p].number(.p), value > 0.3, !rates.isEmpty else { return false }
      rows[p].texts[.pText] = "<.001"
      rows[p].numbers[.p] = nil
    case .hugeP:
      guard let p, rows[p][.pText] == "<.001", !rates.isEmpty else { return false }
      rows[p].texts[.pText] = ".800"
      rows[p].numbers[.p] = PrintedNumber("0.800")
    case .followUpCut:
      guard let last = rates.last, let time = rows[last].number(.at), time > 12 else { return false }
      for index in rows.indices { rows[index].numbers[.followUpHigh] = PrintedNumber("\(Int(time) - 2)") }
    case .armCopied:
      let other = rows.indices.filter {
        rows[$0][.outcome] == "overall-survival" && rows[$0][.arm] == "B" && rows[$0].percent != nil
      }
      guard rates.count > 2, other.count == rates.count, Set(rates.map { rows[$0].percent?.units }).count > 1,
        rates.allSatisfy({ (rows[$0].percent?.value ?? 100) < 99 })
      else { return false }
      for (from, to) in zip(rates, other) { rows[to].percent = rows[from].percent }
    case .totalRaised:
      guard let first = rates.first, let total = rows[first].count(.total) else { return false }
      rows[first].numbers[.total] = PrintedNumber("\(total + 3)")
    case .armsTooMany:
      guard let whole = rows.firstIndex(where: { $0[.arm] == "all groups" }),
        let total = rows[whole].count(.total)
      else { return false }
      rows[whole].numbers[.total] = PrintedNumber("\(total - 5)")
    }
    return true
  }
}
