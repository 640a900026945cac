import StudyData
import Testing

/// From cells to the data of studies.
@Suite struct RowTests {
  @Test("the trials of the BCG vaccine, by metafor's columns")
  func bcg() throws {
    let table = try table(
      """
      trial,author,year,tpos,tneg,cpos,cneg,ablat,alloc
      1,Aronson,1948,4,119,11,128,44,random
      2,Ferguson & Simes,1949,6,300,29,274,55,random
      """)
    let layout = try DataLayout.find(in: table)
    guard case .twoGroupCounts(let first, let second) = layout.columns else {
      Issue.record("two groups expected")
      return
    }
    let read = try table.twoGroupCounts(first: first, second: second, labels: layout.labels, group: "alloc")
    #expect(
      read.rows == [
        Study(
          label: "Aronson 1948", group: "random",
          value: TwoGroupCounts(first: .init(events: 4, total: 123), second: .init(events: 11, total: 139)),
          row: 1, line: 2),
        Study(
          label: "Ferguson & Simes 1949", group: "random",
          value: TwoGroupCounts(first: .init(events: 6, total: 306), second: .init(events: 29, total: 303)),
          row: 2, line: 3),
      ])
    #expect(read.excluded.isEmpty && read.warnings.isEmpty)
  }

  @Test("rows without complete data are listed with the reason")
  func excluded() throws {
    let table = try table(
      """
      events1,total1,events2,total2,site
      1,10,2,20,x
      ,10,2,20,
      NA,NR,.,,x
      0,10,20,20,NA
      """)
    let columns = CountColumns(events: "events1", size: .total("total1"))
    let others = CountColumns(events: "events2", size: .total("total2"))
    let read = try table.twoGroupCounts(first: columns, second: others, labels: .rowNumbers, group: "site")
    #expect(read.rows.map(\.label) == ["row 1", "row 4"])
    #expect(read.rows.map(\.group) == ["x", nil])
    #expect(
      read.excluded == [
        Exclusion(label: "row 2", row: 2, line: 3, reason: "no value in 'events1'"),
        Exclusion(
          label: "row 3", row: 3, line: 4,
          reason: "no data: 'events1', 'total1', 'events2', 'total2' are empty"),
      ])
  }

  @Test("ready effects, one precision each")
  func effects() throws {
    let table = try table("study,y,s,l,h\nA,-0.5,0.25,-1,0.1\nB,1e-3,,NA,2\n")
    func read(_ precision: EffectColumns.Precision) throws -> StudyRows<ReportedEffect> {
      try table.reportedEffects(.init(estimate: "y", precision: precision), labels: .columns(["study"]))
    }
    #expect(
      try read(.standardError("s")).rows.map(\.value) == [
        .init(estimate: -0.5, precision: .standardError(0.25))
      ])
    #expect(try read(.variance("s")).rows.map(\.value) == [.init(estimate: -0.5, precision: .variance(0.25))])
    let intervals = try read(.interval(low: "l", high: "h"))
    #expect(intervals.rows.map(\.value) == [.init(estimate: -0.5, precision: .interval(low: -1, high: 0.1))])
    #expect(intervals.excluded.map(\.reason) == ["no value in 'l'"])
    #expect(try read(.variance("s")).excluded.map(\.reason) == ["no value in 's'"])
  }

  @Test("selected and unlabelled rows keep their numbers in the file")
  func numbers() throws {
    let table = try table("study,events,total\n,1,10\nB,1,10\n,2,10\n").selecting(where: ["events=2"])
    let read = try table.oneGroupCounts(
      CountColumns(events: "events", size: .total("total")), labels: .columns(["study"]))
    #expect(read.rows.map(\.label) == ["row 3"])
    #expect(read.rows.map(\.row) == [3])
    #expect(read.rows.map(\.line) == [4])
  }

  @Test("a column that is not there")
  func noColumn() throws {
    let table = try table("study,events,total\nA,1,10\n")
    let text = rendered { () throws(DataProblems) in
      _ = try table.oneGroupCounts(
        CountColumns(events: "events", size: .total("totl")), labels: .columns(["study"]))
    }
    #expect(text.hasSuffix("hint: did you mean 'total'?"))
  }
}
