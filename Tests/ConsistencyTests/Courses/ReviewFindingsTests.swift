import BundledData
import Consistency
import StudyData
import Testing

@Suite("Findings in the review of liver cryoablation")
struct ReviewFindingsTests {
  static func findings() throws -> [Finding] {
    let dataset = try #require(BundledDataset.named("liver-cryoablation"))
    let table = try EvidenceTable(StudyTable(parsing: Array(dataset.csv.utf8), name: "data.csv"))
    return AllChecks.findings(in: table)
  }

  @Test("what is known to be odd is found, each with its rows and arithmetic")
  func known() throws {
    let findings = try Self.findings()
    let expected: [(String, String, Set<Int>)] = [
      ("curve-p-value", "Wang 2015", [16, 19, 20]), ("curve-p-value", "Cha 2020", [48, 49, 50]),
      ("flat-course", "Wang 2015", [15, 16]), ("follow-up-horizon", "Wang 2015", [23, 26]),
      ("follow-up-horizon", "Xu 2008", [271]), ("follow-up-range", "Xu 2008", [266]),
      ("follow-up-range", "Yang 2012", [123, 124]), ("crude-share", "Rong 2015", [131, 132]),
      ("matched-sizes", "Cha 2020", [51, 52, 54, 55]), ("matched-sizes", "Wei 2020", [72, 73]),
      ("part-of-whole", "Adam 2002", [96, 97, 98, 99, 100, 101]), ("common-size", "Cha 2020", [48, 49, 50]),
      ("recurrence-denominator", "Yang 2012", [105, 119]),
      ("recurrence-denominator", "Xu 2008", [260, 263, 265]),
      ("review-range", "Pathak 2011; Joosten 2005; Xu 2008", [161, 211, 265]),
      ("adjusted-estimate", "Ei 2015", [80, 81, 82, 83]),
      ("sizes-add-up", "Dunne 2014", [87, 90]), ("same-patients", "Wang 2015; Wang 2009", []),
      ("same-patients", "Niu 2007; Ng 2012", []),
    ]
    for (code, study, rows) in expected {
      #expect(
        findings.contains { $0.code == code && $0.study == study && rows.isSubset(of: $0.rows) },
        "\(code) \(study)")
    }
    #expect(findings.contains { $0.code == "review-beside-studies" && $0.study.hasPrefix("Pathak 2011") })
    #expect(findings.allSatisfy { !$0.message.isEmpty && !$0.arithmetic.isEmpty && !$0.settles.isEmpty })
  }

  @Test("sentences are of one style")
  func style() throws {
    for finding in try Self.findings() {
      let text = [finding.message, finding.arithmetic, finding.settles]
      #expect(text.allSatisfy { $0.last != "." }, "\(text)")
      #expect(finding.settles.first?.isLowercase == true, "\(finding.settles)")
      #expect(text.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) }, "\(text)")
      #expect(finding.message.ranges(of: "-recurrence").isEmpty, "\(finding.message)")
    }
    for check in AllChecks.list {
      #expect(check.summary.first?.isLowercase == true && check.summary.last != ".", "\(check.summary)")
    }
  }

  @Test("where nothing is known to be odd, nothing is said")
  func quiet() throws {
    let errors = Set(try Self.findings().filter { $0.severity == .error }.map(\.study))
    #expect(errors == ["Adam 2002", "Rong 2015"])
    let warned = Set(try Self.findings().filter { $0.severity == .warning }.map(\.study))
    #expect(
      warned == [
        "Wang 2015", "Cha 2020", "Yang 2012", "Rong 2015", "Zhou 2009", "Joosten 2005", "Kornprat 2007",
        "Xu 2008",
      ])
  }
}
