import BundledData
import Consistency
import StudyData
import Testing

@Suite("Evidence tables")
struct EvidenceTableTests {
  static func table(_ csv: String) throws -> StudyTable {
    try StudyTable(parsing: Array(csv.utf8), name: "evidence.csv")
  }

  @Test("the review's table is read with its printed digits")
  func review() throws {
    let dataset = try #require(BundledDataset.named("liver-cryoablation"))
    let evidence = try EvidenceTable(try Self.table(dataset.csv))
    #expect(evidence.rows.count == 271)
    let ko = try #require(
      evidence.rows.first { $0.study == "Ko 2020" && $0[.statistic] == "p-value" })
    #expect(ko.numbers[.p]?.text == "0.007")
    #expect(ko.isComparison)
    let rong = try #require(evidence.studies.first { $0.study == "Rong 2015" })
    #expect(rong.rows.allSatisfy { $0.study == "Rong 2015" })
    #expect(rong.rows.contains { $0.percent?.description == "60.2%" && $0.count(.events) == 502 })
  }

  @Test("every cell that should be a number and is none is told")
  func cells() throws {
    let csv = "study,events,total,p,percent\nA,x,10,0.1,50\nB,1,10,p,101\n"
    let problems = #expect(throws: DataProblems.self) { try EvidenceTable(try Self.table(csv)) }
    #expect(problems?.problems.count == 3)
  }

  @Test("printed digits say what they can stand for")
  func printed() throws {
    let p = try #require(PrintedNumber(".043"))
    #expect(p.decimals == 3)
    #expect(p.rounded.contains(0.0425) && p.rounded.contains(0.0434) && !p.rounded.contains(0.0436))
    #expect(p.truncated.contains(0.0439) && !p.truncated.contains(0.0429))
    #expect(PrintedNumber("0.30")?.halfUnit == 0.005)
    #expect(PrintedNumber("12")?.halfUnit == 0.5)
    #expect(PrintedNumber("1e3")?.halfUnit == 500)
    #expect(PrintedNumber("-1.2")?.truncated.lowerBound == -1.3)
    #expect(PrintedNumber("<.001") == nil)
  }
}
