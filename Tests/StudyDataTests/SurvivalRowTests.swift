import Testing

@testable import StudyData

/// Survival at a time: its columns, its cells, and what is said about them.
@Suite struct SurvivalRowTests {
  private static let header =
    "study,survival,at,se,ci_low,ci_high,at_risk,total,censored,follow_up_median,follow_up_low,follow_up_high"

  private func columns(
    _ header: String, _ change: (inout ColumnRequest) -> Void = { _ in }
  ) throws -> StudyColumns {
    var request = ColumnRequest()
    change(&request)
    return try StudyColumns.find(
      in: table(header + "\n" + header.split(separator: ",").map { _ in "1" }.joined(separator: ",")),
      requested: request)
  }

  @Test func theUsualNamesAreFound() throws {
    var all = SurvivalColumns(survival: .proportion("survival"), time: "at")
    all.standardError = "se"
    all.limits = ["ci_low", "ci_high"]
    (all.atRisk, all.total, all.censored) = ("at_risk", "total", "censored")
    all.followUpMedian = "follow_up_median"
    all.followUp = ["follow_up_low", "follow_up_high"]
    #expect(try columns(Self.header) == .oneGroupSurvival(all))
  }

  @Test func namedColumnsTakeTheirPlace() throws {
    let found = try columns("study,os,months,lo,hi,left,n,lost,mfu,fu1,fu2,e") {
      ($0.survival, $0.at, $0.ci, $0.atRisk) = ("os", "months", ["lo", "hi"], "left")
      ($0.total, $0.censored, $0.followUp, $0.followUpMedian) = (["n"], "lost", ["fu1", "fu2"], "mfu")
      $0.se = "e"
    }
    guard case .oneGroupSurvival(let columns) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(columns.limits == ["lo", "hi"] && columns.followUp == ["fu1", "fu2"])
    #expect(columns.standardError == "e" && columns.atRisk == "left" && columns.total == "n")
    #expect(columns.censored == "lost" && columns.followUpMedian == "mfu")
  }

  @Test func percentagesAreSurvivalOnlyWhereThatIsAsked() throws {
    let header = "study,percent,at,total,events"
    #expect(try columns(header).kind == .oneGroupCounts)
    #expect(try columns(header) { $0.percent = ["percent"] }.kind == .oneGroupCounts)
    for change: (inout ColumnRequest) -> Void in [
      { $0.at = "at" }, { $0.kind = .oneGroupSurvival }, { ($0.at, $0.percent) = ("at", ["percent"]) },
    ] {
      guard case .oneGroupSurvival(let found) = try columns(header, change) else {
        Issue.record("not survival")
        continue
      }
      #expect(found.survival == .percent("percent") && found.total == "total")
    }
  }

  @Test func survivalComesBeforeOtherKinds() throws {
    let layout = try DataLayout.find(in: table("study,events,total,survival,at\nA,3,10,.7,12"))
    #expect(layout.columns.kind == .oneGroupSurvival)
    #expect(layout.notes.map(\.code) == ["several-kinds"])
    #expect(
      layout.notes[0].message
        == "there are columns with survival at a time and with counts of one group; the first are used")
    #expect(try columns("study,events,total,survival,at") { $0.events = ["events"] }.kind == .oneGroupCounts)
  }

  @Test func percentagesAndTheirLimitsAreReadAsProportions() throws {
    let table = try table("study,percent,at,se,ci_low,ci_high\nA,66.7,12,4.5,57,75 %\nB,,12,,,\nC,60,,,,\n")
    var columns = SurvivalColumns(survival: .percent("percent"), time: "at")
    columns.standardError = "se"
    columns.limits = ["ci_low", "ci_high"]
    let rows = try table.survivals(columns, labels: .columns(["study"]))
    #expect(
      rows.rows.map(\.value) == [
        ReportedSurvival(
          survival: 0.667, time: 12, standardError: 0.045, limits: .init(lower: 0.57, upper: 0.75))
      ])
    #expect(rows.excluded.map(\.reason) == ["no value in 'percent'", "no value in 'at'"])
  }

  @Test func aStandardErrorOfZeroIsNoneAtTheEnds() throws {
    let (table, columns) = try whole("A,1,12,0,1,1,,25,,,,\nB,0,12,0,0,0,,25,,,,")
    let rows = try table.survivals(columns, labels: .columns(["study"]))
    #expect(rows.rows.allSatisfy { $0.value.standardError == nil && $0.value.total == 25 })
    #expect(rows.rows[0].value.limits == .init(lower: 1, upper: 1))
  }

  private func whole(_ rows: String) throws -> (StudyTable, SurvivalColumns) {
    let table = try table(Self.header + "\n" + rows + "\n")
    guard case .oneGroupSurvival(let columns) = try StudyColumns.find(in: table, requested: ColumnRequest())
    else { throw Missing() }
    return (table, columns)
  }

  private struct Missing: Error {}

  static let bad: [(String, [String])] = [
    (
      "A,72,12,,,,,,,,,",
      [
        "bcg.csv:2:3: error: column 'survival' needs a proportion from 0 to 1, found \"72\"",
        "   hint: a column of percentages is named with --percent; limits stand on the scale of the survival",
      ]
    ),
    ("A,.7,0,,,,,,,,,", ["bcg.csv:2:6: error: column 'at' needs a number above zero, found \"0\""]),
    ("A,.7,9,0,,,,,,,,", ["bcg.csv:2:8: error: column 'se' needs a number above zero, found \"0\""]),
    (
      "A,.7,9,,.8,.6,,,,,,",
      ["bcg.csv:2:9: error: the lower limit in 'ci_low', .8, is not below the upper limit in 'ci_high', .6"]
    ),
    (
      "A,.7,9,,.8,.9,,,,,,",
      [
        "bcg.csv:2:3: warning: the estimate in 'survival', .7, lies outside its confidence interval from 0.8 to 0.9"
      ]
    ),
    ("A,.7,9,,,,41,40,,,,", ["bcg.csv:2:11: error: 41 in 'at_risk' is more than the 40 in 'total'"]),
    ("A,.7,9,,,,,40,41,,,", ["bcg.csv:2:15: error: 41 in 'censored' is more than the 40 in 'total'"]),
    (
      "A,.7,9,,,,20,40,30,,,",
      ["bcg.csv:2:11: error: 20 in 'at_risk' and 30 in 'censored' are together more than the 40 in 'total'"]
    ),
    (
      "A,.7,9,,,,,,,5,6,20",
      [
        "bcg.csv:2:16: error: 'follow_up_low', 'follow_up_median', 'follow_up_high' do not rise: 6, 5, 20"
      ]
    ),
    (
      "A,.7,9,,,,,,,,1,8",
      ["bcg.csv:2:6: warning: survival at 9 in 'at', but the longest follow-up in 'follow_up_high' is 8"]
    ),
  ]

  @Test(arguments: bad) func cells(row: String, lines: [String]) {
    let shown = read(Self.header + "\n" + row + "\n").split(separator: "\n").map(String.init)
    for line in lines { #expect(shown.contains(line), "\(shown)") }
  }

  @Test func allProblemsOfAFileComeAtOnce() {
    let text = read(Self.header + "\nA,7,0,-1,,,,,,,,\nB,.5,x,,,,9,4,,,,\n")
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("bcg.csv:") }.count == 5)
  }

  @Test func aStudyMayStandOnceForEachTime() throws {
    let (first, columns) = try whole("A,.9,12,,,,,,,,,\nA,.7,24,,,,,,,,,\nA,.6,36,,,,,,,,,")
    #expect(try first.survivals(columns, labels: .columns(["study"])).warnings.isEmpty)
    let (second, _) = try whole("A,.9,12,,,,,,,,,\nA,.7,12,,,,,,,,,")
    #expect(
      try second.survivals(columns, labels: .columns(["study"])).warnings.map(\.code) == ["duplicate-study"])
  }
}
