import Foundation
import Testing

/// `copse check` on tables of reported numbers.
@Suite("Checks of reported numbers on the command line")
struct CheckNumbersTests {
  @Test("the review's numbers: findings by weight, exit code 0, and 65 when strict")
  func review() throws {
    let run = try Command.run("check liver-cryoablation")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.text.contains("error: Rong 2015: 396 (44.5%) cannot be of 832"))
    let heavy = try #require(run.text.range(of: "warning: Yang 2012: the kinds"))
    let light = try #require(run.text.range(of: "note: Wang 2015: p = 0.776"))
    #expect(heavy.lowerBound < light.lowerBound)
    #expect(try Command.run("check liver-cryoablation --strict").code == 65)
  }

  @Test("the rows of the CSV are row numbers")
  func rows() throws {
    let table = try Command.run("check liver-cryoablation --format csv").table()
    #expect(table.columns == ["code", "severity", "study", "rows", "message", "arithmetic", "settles"])
    for row in table.rows {
      let rows = row["rows"] ?? ""
      #expect(rows.split(separator: " ").allSatisfy { Int($0) != nil }, "\(rows)")
    }
    #expect(
      table.rows.contains { $0["code"] == "range" && $0["study"] == "Kornprat 2007" && $0["rows"] == "253" })
  }

  @Test("checks are chosen and left out by their codes, and by weight")
  func choice() throws {
    let only = try Command.run("check liver-cryoablation --only range").text
    #expect(only.contains("Kornprat 2007") && !only.contains("Rong 2015: 396"))
    let without = try Command.run("check liver-cryoablation --ignore range --severity warning").text
    #expect(!without.contains("Kornprat 2007: 12.3") && without.contains("Rong 2015: 396"))
    #expect(!without.contains("Wang 2015: p = 0.776"))
    let unknown = try Command.run("check liver-cryoablation --only rnge")
    #expect(
      unknown.code == 64 && unknown.errors.contains("there is no check rnge; the checks are percent-of-total")
    )
  }

  @Test("a wide table with p-values, and one whose p-value cannot be read")
  func wide() throws {
    let header = "study,events1,total1,events2,total2,p\n"
    let run = try Command.run("check -", input: header + "A,5,20,6,20,<.001\nB,5,20,6,20,.723\n")
    #expect(run.code == 0)
    #expect(run.text.contains("A: p <.001 (arm 1 v arm 2) does not come from the counts"))
    #expect(run.text.contains("1 finding in the numbers: 1 warning"))
    let unread = try Command.run("check -", input: header + "A,5,20,6,20,small\n")
    #expect(unread.code == 0 && unread.text.contains("the numbers are not checked"))
    #expect(!(try Command.run("check bcg-vaccine").text.contains("findings")))
  }
}
