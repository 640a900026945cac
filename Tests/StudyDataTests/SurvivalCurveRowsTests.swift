import StudyData
import Testing

@Suite("Survival curves in rows")
struct SurvivalCurveRowsTests {
  private func curves(_ csv: String, group: String? = nil) throws -> StudyCurves {
    let table = try StudyTable(parsing: Array(csv.utf8), name: "curves.csv")
    return try table.survivalCurves(
      CurveColumns.find(in: table), labels: StudyLabels.find(in: table), group: group)
  }

  private func codes(_ csv: String, group: String? = nil) throws -> [String] {
    do {
      _ = try curves(csv, group: group)
      return []
    } catch let problems as DataProblems {
      return problems.problems.map(\.code)
    }
  }

  @Test("rows of one label are one curve, in the order of time; time 0 gives the number at the start")
  func gathers() throws {
    let read = try curves(
      """
      Study,At,Survival,At risk,arm
      B,12,0.4,NA,x
      A,6,0.9,30,y
      B,6,0.7,50,x
      B,0,1,60,
      A,12,NR,20,y

      """, group: "arm")
    #expect(
      read.curves == [
        StudyCurve(
          "B", group: "x", total: 60,
          [.init(time: 6, survival: 0.7, atRisk: 50), .init(time: 12, survival: 0.4)]),
        StudyCurve("A", group: "y", [.init(time: 6, survival: 0.9, atRisk: 30)]),
      ])
    #expect(read.excluded.map(\.line) == [6])
  }

  @Test("percentages are read as printed, and a total suffices")
  func percent() throws {
    let read = try curves("study,time,percent,total\nA,6,56.9%,40\nA,12,30,40\n")
    #expect(
      read.curves == [
        StudyCurve("A", total: 40, [.init(time: 6, survival: 0.569), .init(time: 12, survival: 0.3)])
      ])
  }

  @Test("impossible curves, each with its own name")
  func impossible() throws {
    let header = "study,time,survival,at_risk,total,arm\n"
    #expect(try codes(header + "A,6,0.5,9,9,x\nA,12,0.6,9,9,x\n") == ["survival-rises"])
    #expect(try codes(header + "A,6,0.5,9,9,x\nA,6,0.4,9,9,x\n") == ["time-twice"])
    #expect(try codes(header + "A,6,1.5,9,9,x\n") == ["not-a-proportion"])
    #expect(try codes(header + "A,0,0.5,9,9,x\n") == ["survival-at-start"])
    #expect(
      try codes(header + "A,6,0.5,9,9,x\nA,12,0.4,9,8,y\n", group: "arm") == [
        "study-disagrees", "study-disagrees",
      ])
    #expect(try codes("study,time\nA,6\n") == ["no-curve-column", "no-curve-column"])
    let table = try StudyTable(
      parsing: Array("study,time,survival,total,low,high\nA,6,0.5,9,30,10\n".utf8), name: "c")
    let columns = try CurveColumns.find(in: table, followUp: ("low", "high"))
    #expect(throws: DataProblems.self) { try table.survivalCurves(columns, labels: .columns(["study"])) }
  }
}
