import StudyData
import Testing

/// Which columns are found to hold what.
@Suite struct RoleTests {
  private static func counts(_ events: String, _ total: String, percent: String? = nil) -> CountColumns {
    CountColumns(events: events, percent: percent, size: .total(total))
  }
  private static func cells(_ events: String, _ others: String) -> CountColumns {
    CountColumns(events: events, size: .nonEvents(others))
  }

  static let found: [(String, StudyColumns)] = [
    ("study,events,total", .oneGroupCounts(counts("events", "total"))),
    ("study,Events,TOTAL,percent", .oneGroupCounts(counts("Events", "TOTAL", percent: "percent"))),
    (
      "study,percent,total",
      .oneGroupCounts(CountColumns(events: nil, percent: "percent", size: .total("total")))
    ),
    ("xi,ni", .oneGroupCounts(counts("xi", "ni"))),
    ("xi,mi", .oneGroupCounts(cells("xi", "mi"))),
    (
      "events1,total1,events2,total2",
      .twoGroupCounts(first: counts("events1", "total1"), second: counts("events2", "total2"))
    ),
    (
      "Events 1,Total 1,Events 2,Total 2",
      .twoGroupCounts(first: counts("Events 1", "Total 1"), second: counts("Events 2", "Total 2"))
    ),
    ("ai,n1i,ci,n2i", .twoGroupCounts(first: counts("ai", "n1i"), second: counts("ci", "n2i"))),
    ("ai,bi,ci,di", .twoGroupCounts(first: cells("ai", "bi"), second: cells("ci", "di"))),
    ("ai,bi,ci,di,n1i,n2i", .twoGroupCounts(first: counts("ai", "n1i"), second: counts("ci", "n2i"))),
    (
      "trial,author,year,tpos,tneg,cpos,cneg,ablat,alloc",
      .twoGroupCounts(first: cells("tpos", "tneg"), second: cells("cpos", "cneg"))
    ),
    (
      "Study,Experimental Events,Experimental Total,Control Events,Control Total",
      .twoGroupCounts(
        first: counts("Experimental Events", "Experimental Total"),
        second: counts("Control Events", "Control Total"))
    ),
    (
      "Study,Experimental cases,Experimental N,Control cases,Control N",
      .twoGroupCounts(
        first: counts("Experimental cases", "Experimental N"), second: counts("Control cases", "Control N"))
    ),
    (
      "percent_1,total_1,percent_2,total_2",
      .twoGroupCounts(
        first: CountColumns(events: nil, percent: "percent_1", size: .total("total_1")),
        second: CountColumns(events: nil, percent: "percent_2", size: .total("total_2")))
    ),
    ("yi,vi", .readyEffects(.init(estimate: "yi", precision: .variance("vi")))),
    ("yi,sei", .readyEffects(.init(estimate: "yi", precision: .standardError("sei")))),
    ("yi,sei,vi,estimate,lower,upper", .readyEffects(.init(estimate: "yi", precision: .variance("vi")))),
    (
      "estimate,ci_low,ci_high",
      .readyEffects(.init(estimate: "estimate", precision: .interval(low: "ci_low", high: "ci_high")))
    ),
    (
      "estimate,se,ci_low,ci_high",
      .readyEffects(.init(estimate: "estimate", precision: .interval(low: "ci_low", high: "ci_high")))
    ),
    ("estimate,se", .readyEffects(.init(estimate: "estimate", precision: .standardError("se")))),
    ("GIV Mean,GIV SE", .readyEffects(.init(estimate: "GIV Mean", precision: .standardError("GIV SE")))),
  ]

  private func empty(_ header: String) throws -> StudyTable {
    try table(header + "\n" + header.split(separator: ",").map { _ in "1" }.joined(separator: ","))
  }

  @Test("columns found by their names", arguments: found)
  func byName(header: String, columns: StudyColumns) throws {
    let layout = try DataLayout.find(in: empty(header))
    #expect(layout.columns == columns)
    #expect(layout.notes.isEmpty)
    #expect(try StudyColumns.find(in: empty(header), requested: ColumnRequest()) == columns)
  }

  @Test("among several kinds two groups come first, and it is told")
  func several() throws {
    let table = try empty("events,total,events1,total1,events2,total2,yi,vi")
    let layout = try DataLayout.find(in: table)
    #expect(layout.columns.kind == .twoGroupCounts)
    #expect(layout.notes.map(\.severity) == [.note])
    #expect(
      layout.notes.map(\.message) == [
        "there are columns with counts of two groups and with counts of one group and with ready effects; "
          + "the first are used"
      ])
    for kind in [DataKind.twoGroupCounts, .oneGroupCounts, .readyEffects] {
      let wanted = try DataLayout.find(in: table, requested: ColumnRequest(kind: kind))
      #expect(wanted.columns.kind == kind)
      #expect(wanted.notes.isEmpty)
    }
  }

  private static func request(_ change: (inout ColumnRequest) -> Void) -> ColumnRequest {
    var request = ColumnRequest()
    change(&request)
    return request
  }

  @Test("columns that are asked for")
  func requested() throws {
    let table = try empty("study,died,dead pc,events,percent,total,n,n2,a,b,lo,hi,s,site")
    func columns(_ change: (inout ColumnRequest) -> Void) throws -> StudyColumns {
      try StudyColumns.find(in: table, requested: Self.request(change))
    }
    #expect(try columns { $0.events = ["died"] } == .oneGroupCounts(Self.counts("died", "total")))
    #expect(
      try columns {
        $0.events = ["Died"]; $0.total = ["n"]
      } == .oneGroupCounts(Self.counts("died", "n")))
    #expect(
      try columns {
        $0.percent = ["dead_pc"]; $0.total = ["n"]
      }
        == .oneGroupCounts(CountColumns(events: nil, percent: "dead pc", size: .total("n"))))
    #expect(
      try columns { $0.total = ["n"] } == .oneGroupCounts(Self.counts("events", "n", percent: "percent")))
    #expect(
      try columns {
        $0.events = ["a", "b"]; $0.total = ["n", "n2"]
      }
        == .twoGroupCounts(first: Self.counts("a", "n"), second: Self.counts("b", "n2")))
    #expect(
      try columns {
        $0.estimate = "a"; $0.ci = ["lo", "hi"]
      }
        == .readyEffects(.init(estimate: "a", precision: .interval(low: "lo", high: "hi"))))
    #expect(
      try columns {
        $0.estimate = "a"; $0.se = "s"
      }
        == .readyEffects(.init(estimate: "a", precision: .standardError("s"))))
    #expect(
      try columns {
        $0.estimate = "a"; $0.variance = "s"
      }
        == .readyEffects(.init(estimate: "a", precision: .variance("s"))))
    let layout = try DataLayout.find(
      in: table,
      requested: Self.request {
        $0.group = "Site"; $0.study = ["n", "n2"]
      })
    #expect(layout.group == "site")
    #expect(layout.labels == .columns(["n", "n2"]))
  }

  @Test(
    "sentences about columns",
    arguments: [
      (
        RoleTests.request { $0.events = ["event1", "events2"] },
        """
        bcg.csv:1:1: error: there is no column 'event1'; the columns are 'study', 'events1', 'events2', 'n'
         1 | study,events1,events2,n
           | ^^^^^^^^^^^^^^^^^^^^^^^
           hint: did you mean 'events1'?
        """
      ),
      (
        RoleTests.request { _ in },
        """
        bcg.csv:1:1: error: no columns with the data of studies; \
        the columns are 'study', 'events1', 'events2', 'n'
         1 | study,events1,events2,n
           | ^^^^^^^^^^^^^^^^^^^^^^^
           hint: counts need 'events' and 'total', rates 'events' and 'time', means 'mean', 'sd' and 'total', \
        each with 1 and 2 behind it for two groups; correlations 'correlation' and 'total', \
        a log-rank test 'o_minus_e' and 'v', survival 'survival' and 'at', \
        ready effects 'yi' with 'vi' or 'sei', or 'estimate' with 'ci_low' and 'ci_high'
        """
      ),
      (
        RoleTests.request { $0.kind = .oneGroupCounts },
        """
        bcg.csv:1:1: error: no columns with counts of one group; the columns are 'study', 'events1', 'events2', 'n'
         1 | study,events1,events2,n
           | ^^^^^^^^^^^^^^^^^^^^^^^
           hint: one group needs 'events' (or 'percent') and 'total'
        """
      ),
      (
        RoleTests.request {
          $0.events = ["events1"]; $0.estimate = "n"
        },
        """
        bcg.csv: error: columns are named both for counts and for ready effects
           hint: name events and totals, or estimates and their precision
        """
      ),
      (
        RoleTests.request {
          $0.estimate = "n"; $0.se = "n"; $0.ci = ["n", "n"]
        },
        """
        bcg.csv: error: more than one of standard error, variance and confidence interval is named for the estimates
           hint: name the one that the study reports
        """
      ),
      (
        RoleTests.request {
          $0.estimate = "n"; $0.ci = ["n"]
        },
        """
        bcg.csv: error: a confidence interval needs two columns, found 1
           hint: name the lower and the upper limit, separated by a comma
        """
      ),
      (
        RoleTests.request {
          $0.events = ["events1", "events2"]; $0.total = ["n"]
        },
        """
        bcg.csv: error: the columns named are 2 for events, 1 for totals and 0 for percentages
           hint: name one of each for one group, or two of each for two groups, separated by a comma
        """
      ),
      (
        RoleTests.request {
          $0.kind = .twoGroupCounts; $0.events = ["events1"]; $0.total = ["n"]
        },
        """
        bcg.csv: error: the named columns are for counts of one group, but counts of two groups are needed
           hint: two groups need 'events1', 'total1', 'events2' and 'total2'
        """
      ),
    ] as [(ColumnRequest, String)])
  func sentences(request: ColumnRequest, expected: String) throws {
    let table = try empty("study,events1,events2,n")
    #expect(
      rendered { () throws(DataProblems) in _ = try DataLayout.find(in: table, requested: request) }
        == expected)
  }

  @Test(
    "labels",
    arguments: [
      ("Study,author,year", [], StudyLabels.columns(["Study"])),
      ("author,year,trial", [], .columns(["author", "year"])),
      ("trial,author", [], .columns(["trial"])),
      ("slab,trial", [], .columns(["slab"])),
      ("author,n", [], .columns(["author"])),
      ("n,m", [], .rowNumbers),
      ("study,n,m", ["m", "N"], .columns(["m", "n"])),
    ])
  func labels(header: String, requested: [String], expected: StudyLabels) throws {
    #expect(try StudyLabels.find(in: empty(header), requested: requested) == expected)
  }
}
