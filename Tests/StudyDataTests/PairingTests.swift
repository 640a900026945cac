import StudyData
import Testing

/// `--arms`.
@Suite struct PairingTests {
  static let text = """
    study,design,outcome,arm,events,total,follow_up
    A,RCT,death,RFA,3,30,12
    A,RCT,death,Cryoablation,1,31,12
    A,RCT,relapse,cryoablation,4,31,12
    A,RCT,relapse,RFA,5,30,12
    B,cohort,death,cryoablation,2,20,12
    C,cohort,death,MWA,2,20,12
    D,cohort,death,MWA,9,90,12
    D,cohort,death,cryoablation,6,60,12
    D,cohort,death,RFA,7,70,24
    E,RCT,death,RFA,8,80,12
    """

  private func labels(_ table: StudyTable) throws -> StudyLabels { try StudyLabels.find(in: table) }

  @Test("pairs, shared columns, exclusions and places")
  func pairs() throws {
    let table = try table(PairingTests.text)
    let paired = try table.pairingArms("cryoablation", "rfa", labels: labels(table))
    let names = ["study", "design", "outcome", "arm", "events", "total", "follow_up"]
    #expect(
      paired.table.columnNames == ["study", "design", "outcome"] + names.map { $0 + "1" }
        + names.map { $0 + "2" })
    #expect(
      texts(paired.table) == [
        [
          "A", "RCT", "death", "A", "RCT", "death", "Cryoablation", "1", "31", "12", "A", "RCT", "death",
          "RFA", "3", "30", "12",
        ],
        [
          "A", "RCT", "relapse", "A", "RCT", "relapse", "cryoablation", "4", "31", "12", "A", "RCT",
          "relapse", "RFA", "5", "30", "12",
        ],
        [
          "D", "cohort", "death", "D", "cohort", "death", "cryoablation", "6", "60", "12", "D", "cohort",
          "death", "RFA", "7", "70", "24",
        ],
      ])
    #expect(
      paired.excluded == [
        Exclusion(
          label: "B", row: 5, line: 6, reason: "no row with \"rfa\" in column 'arm' with the same 'outcome'"),
        Exclusion(
          label: "E", row: 10, line: 11,
          reason: "no row with \"cryoablation\" in column 'arm' with the same 'outcome'"),
      ])
    let column = try paired.table.column(named: "events2")
    #expect(
      column.cells.map(\.position) == [
        .init(line: 2, column: 17), .init(line: 5, column: 19), .init(line: 10, column: 20),
      ])
    #expect((0..<3).map(paired.table.line(ofRow:)) == [3, 4, 9])
    #expect((0..<3).map(paired.table.rowNumber) == [2, 3, 8])
    #expect(try DataLayout.find(in: paired.table).columns.kind == .twoGroupCounts)
    #expect(try DataLayout.find(in: paired.table).notes.isEmpty)
  }

  @Test("problems of paired cells are shown in the original file")
  func problemsInPlace() throws {
    let table = try table(PairingTests.text.replacing("RFA,7,70", with: "RFA,7x,70"))
    let paired = try table.pairingArms("cryoablation", "RFA", labels: labels(table)).table
    let layout = try DataLayout.find(in: paired)
    guard case .twoGroupCounts(let first, let second) = layout.columns else {
      Issue.record("two groups expected")
      return
    }
    let text = rendered { () throws(DataProblems) in
      _ = try paired.twoGroupCounts(first: first, second: second, labels: layout.labels)
    }
    #expect(
      text.contains(
        "\nbcg.csv:10:20: error: column 'events2' needs a count, found \"7x\"\n 10 | D,cohort,death,RFA,7x,70,24\n"
      ))
  }

  @Test("keys tell rows of a study apart")
  func keys() throws {
    let table = try table(PairingTests.text)
    let text = rendered { () throws(DataProblems) in
      _ = try table.pairingArms("cryoablation", "RFA", labels: .columns(["study"]), keys: [])
    }
    let expected = """
      bcg.csv:4:15: error: the lines 3 and 4 both hold the arm "cryoablation" of "A"
       4 | A,RCT,relapse,cryoablation,4,31,12
         |               ^^^^^^^^^^^^
         hint: select one of them, or tell them apart by a column besides 'study'
      bcg.csv:5:15: error: the lines 2 and 5 both hold the arm "RFA" of "A"
       5 | A,RCT,relapse,RFA,5,30,12
         |               ^^^
         hint: select one of them, or tell them apart by a column besides 'study'
      """
    #expect(text == expected)
    let apart = try table.pairingArms(
      "cryoablation", "RFA", labels: .columns(["study"]), keys: ["outcome", "follow_up"])
    #expect(apart.table.rowCount == 2)
    #expect(apart.excluded.map(\.label) == ["B", "D", "D", "E"])
  }

  @Test("a column named X1 keeps its place beside X")
  func collision() throws {
    let table = try table("study,arm,events,events1\nA,p,1,7\nA,q,1,7\n")
    let paired = try table.pairingArms("p", "q", labels: .columns(["study"])).table
    #expect(
      paired.columnNames == [
        "study", "events", "study1", "arm1", "events1", "events11", "study2", "arm2", "events2", "events12",
      ])
    #expect(texts(paired)[0] == ["A", "1", "A", "p", "1", "7", "A", "q", "1", "7"])
  }

  @Test(
    "sentences about arms",
    arguments: [
      ("study", "p", "P", "arm", "bcg.csv: error: the arm \"p\" is named twice"),
      (
        "study", "p", "r", "arm",
        "bcg.csv:1:7: error: column 'arm' never holds \"r\"; it holds \"p\", \"q\"\n"
      ),
      (
        "study", "p", "q", "group",
        "bcg.csv:1:1: error: there is no column 'group'; the columns are 'study', 'arm'\n"
      ),
      ("id", "p", "q", "arm", "bcg.csv:1:1: error: pairing arms needs a column that names the studies\n"),
    ])
  func sentences(label: String, first: String, second: String, column: String, expected: String) throws {
    let table = try table("\(label),arm\nA,p\nA,q\n")
    let text = rendered { () throws(DataProblems) in
      let labels = try StudyLabels.find(in: table)
      _ = try table.pairingArms(first, second, armColumn: column, labels: labels)
    }
    #expect(text.hasPrefix(expected))
  }
}
