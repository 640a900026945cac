import Testing

@testable import StudyData

/// Rates, means, changes, correlations and log-rank tests: their columns, and what is said at their cells.
@Suite struct OtherKindTests {
  private static let quantiles = MeanColumns.Quantiles(
    median: "median", quartiles: ["q1", "q3"], range: ["min", "max"])

  static let found: [(String, StudyColumns)] = [
    ("events,time", .oneGroupRates(RateColumns(events: "events", time: "time"))),
    ("xi,ti", .oneGroupRates(RateColumns(events: "xi", time: "ti"))),
    (
      "x1i,t1i,x2i,t2i",
      .twoGroupRates(
        first: RateColumns(events: "x1i", time: "t1i"), second: RateColumns(events: "x2i", time: "t2i"))
    ),
    ("mi,sdi,ni", .oneGroupMeans(MeanColumns(mean: "mi", sd: "sdi", total: "ni"))),
    (
      "Mean 1,SD 1,Total 1,Mean 2,SD 2,Total 2",
      .twoGroupMeans(
        first: MeanColumns(mean: "Mean 1", sd: "SD 1", total: "Total 1"),
        second: MeanColumns(mean: "Mean 2", sd: "SD 2", total: "Total 2"))
    ),
    ("min,q1,median,q3,max,total", .oneGroupMeans(MeanColumns(quantiles: quantiles, total: "total"))),
    (
      "mean,sd,total,median,q1,q3",
      .oneGroupMeans(
        MeanColumns(
          mean: "mean", sd: "sd", total: "total",
          quantiles: .init(median: "median", quartiles: ["q1", "q3"])))
    ),
    ("ri,ni", .correlations(CorrelationColumns(correlation: "ri", total: "ni"))),
    ("o_minus_e,v", .logRank(LogRankColumns(observedMinusExpected: "o_minus_e", variance: "v"))),
  ]

  private func empty(_ header: String) throws -> StudyTable {
    try table(header + "\n" + header.split(separator: ",").map { _ in "1" }.joined(separator: ","))
  }

  @Test(arguments: found) func byName(header: String, columns: StudyColumns) throws {
    let layout = try DataLayout.find(in: empty(header))
    #expect(layout.columns == columns)
    #expect(layout.notes.isEmpty)
  }

  @Test func pairedMeansComeBeforeCorrelations() throws {
    let layout = try DataLayout.find(in: empty("m1i,sd1i,m2i,sd2i,ni,ri"))
    #expect(layout.columns.kind == .pairedMeans)
    #expect(layout.notes.map(\.code) == ["several-kinds"])
  }

  @Test func optionsTakeThePlaceOfUsualNames() throws {
    let table = try empty("n,strokes a,years a,strokes b,years b,m,s,total,med,lo,hi")
    var request = ColumnRequest()
    (request.events, request.time) = (["strokes a", "strokes b"], ["years a", "years b"])
    #expect(
      try StudyColumns.find(in: table, requested: request)
        == .twoGroupRates(
          first: RateColumns(events: "strokes a", time: "years a"),
          second: RateColumns(events: "strokes b", time: "years b")))
    var median = ColumnRequest()
    (median.median, median.min, median.max) = (["med"], ["lo"], ["hi"])
    #expect(
      try StudyColumns.find(in: table, requested: median)
        == .oneGroupMeans(MeanColumns(quantiles: .init(median: "med", range: ["lo", "hi"]), total: "total")))
  }

  @Test func nothingNamedIsIgnored() throws {
    let header = "study,mean,sd,total,median,q1,q3,time,events\nA,1,1,9,1,0,2,5,1"
    func message(_ change: (inout ColumnRequest) -> Void) -> String {
      var request = ColumnRequest()
      change(&request)
      return read(header, request).split(separator: "\n").first.map(String.init) ?? ""
    }
    #expect(
      message { ($0.mean, $0.time) = (["mean"], ["time"]) }.hasPrefix(
        "bcg.csv: error: no kind of data has all the columns that are named, or not so many of each: --time (1),"
          + " --mean (1)"))
    #expect(message { $0.min = ["q1"] }.contains("no columns with"))
    #expect(message { ($0.mean, $0.sd) = (["mean", "sd"], ["sd"]) }.contains("--mean (2), --sd (1)"))
  }

  static let bad: [(String, String)] = [
    (
      "study,events,time\nA,3,0\n", "bcg.csv:2:5: error: column 'time' needs a number above zero, found \"0\""
    ),
    (
      "study,mean,sd,total\nA,3,-1,9\n",
      "bcg.csv:2:5: error: column 'sd' needs a number above zero, found \"-1\""
    ),
    (
      "study,correlation,total\nA,1.2,9\n",
      "bcg.csv:2:3: error: column 'correlation' needs a correlation from -1 to 1, found \"1.2\""
    ),
    (
      "study,min,q1,median,q3,max,total\nA,1,5,4,6,9,30\n",
      "bcg.csv:2:7: error: 'min', 'q1', 'median', 'q3', 'max' do not rise: 1.0, 5.0, 4.0, 6.0, 9.0"
    ),
    (
      "study,o_minus_e,v\nA,-3.1,0\n", "bcg.csv:2:8: error: column 'v' needs a number above zero, found \"0\""
    ),
  ]

  @Test(arguments: bad) func impossibleCells(text: String, message: String) {
    #expect(read(text).split(separator: "\n").first.map(String.init) == message)
  }

  @Test func incompleteRowsAreExcluded() throws {
    let table = try table("study,events,time\nA,3,10\nB,,7\nC,NA,NA\n")
    let rows = try table.oneGroupRates(
      RateColumns(events: "events", time: "time"), labels: .columns(["study"]))
    #expect(rows.rows.map(\.value) == [GroupRate(events: 3, time: 10)])
    #expect(
      rows.excluded.map(\.reason) == ["no value in 'events'", "no data: 'events', 'time' are empty"])
  }
}
