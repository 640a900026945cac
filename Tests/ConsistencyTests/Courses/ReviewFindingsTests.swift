import BundledData
import Consistency
import StudyData
import Testing

@Suite("Findings in the review of liver cryoablation")
struct ReviewFindingsTests {
  static func findings() throws -> [Finding] {
    let dataset = try #require(BundledDataset.named("liver-cryoablation"))
    let table = try EvidenceTable(StudyTable(parsing: Array(dataset.csv.utf8), name: "data.csv"))
    return (CourseChecks.all + SampleChecks.all + OverlapChecks.all).flatMap { $0.findings(in: table) }
  }

  @Test("all of them")
  func all() throws {
    for finding in try Self.findings() {
      print("[\(finding.severity.rawValue)] \(finding.code): \(finding.message)\n    rows \(finding.rows)")
      print("    \(finding.arithmetic)\n    settles: \(finding.settles)")
    }
  }
}
