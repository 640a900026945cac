import Testing

/// `copse survival median` and `copse survival recurrence`.
@Suite("Medians and recurrence on the command line")
struct MedianCommandTests {
  static let medians = """
    study,median,ci_low,ci_high,se,events,design
    A,12,9,16,,40,RCT
    B,15,11,NR,,,RCT
    C,10.5,,,1.5,30,cohort
    D,18,,,,25,cohort
    E,NR,20,NR,,12,RCT
    F,13,,,,,RCT

    """

  @Test("the document says how each variance came about, and has the result without derived ones")
  func document() throws {
    let run = try Command.run("survival median - --format json", input: Self.medians)
    #expect(run.code == 0, "\(run.errors)")
    let json = try run.json()
    #expect(try json.string("schema") == "copse.pool/1" && json.string("measure") == "MED")
    #expect(try json.number("k") == 4 && json.number("withoutDerived.k") == 3)
    let routes = try json.items("derivations").map { try $0.string("routes.0") }
    #expect(routes == ["interval", "lower-limit", "standard-error", "exponential"])
    #expect(try json.items("excluded").map { try $0.string("study") } == ["E", "F"])
    #expect(try json.string("notPooled.0.study") == "F" && json.number("notPooled.0.values.0") == 13)
  }

  @Test("the forms agree")
  func forms() throws {
    let json = try Command.run("survival median - --format json", input: Self.medians).json()
    let rows = try Command.run("survival median - --format csv", input: Self.medians).table().rows
    #expect(rows.map { $0["rows"] } == ["all", "without-derived"])
    #expect(try rows[0].number("display_value") == json.number("display.value"))
    #expect(try rows[1].number("display_value") == json.number("withoutDerived.display.value"))
    for format in ["table", "markdown"] {
      let text = try Command.run("survival median - --format \(format)", input: Self.medians).text
      for words in ["Without derived variances", "exponential survival assumed", "E: the median is written"] {
        #expect(text.contains(words), "\(format): \(words)")
      }
    }
  }

  @Test("the data of the forest plot go to a file beside the result")
  func forest() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      "survival median - --forest forest.csv", input: Self.medians, in: scratch.folder)
    #expect(run.code == 0 && run.text.hasPrefix("Median, random effects"))
    let rows = try Table(try scratch.text("forest.csv")).rows
    #expect(rows.filter { $0["row_type"] == "study" }.count == 6)
    #expect(try rows.first { $0["row_type"] == "summary" }?.number("estimate") ?? 0 > 10)
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("--measure MDR", 65, "no columns with survival times"), ("--measure XX", 64, "MED"),
      ("--method mh", 64, "inverse variance"), ("--quantity rmst --measure MED", 64, "--quantity rmst"),
      ("--strict", 65, "exponential-assumed"), ("--where study=F", 1, "no interval, no standard error"),
      ("--where study=E", 1, "not reached, or not reported"), ("--arms a,b", 65, "'arm'"),
      ("--ci ci_low", 64, "--ci needs 2 columns"),
    ])
  func refusals(arguments: String, code: Int32, words: String) throws {
    let run = try Command.run("survival median - \(arguments)", input: Self.medians)
    #expect(run.code == code && run.errors.contains(words), "\(arguments): \(run.code) \(run.errors)")
    #expect(run.text.isEmpty)
  }

  @Test("arms are paired, and subgroups pooled")
  func arms() throws {
    let text = """
      study,arm,median,ci_low,ci_high,design
      A,x,20,16,26,RCT
      A,y,15,12,19,RCT
      B,x,14,11,NR,cohort
      B,y,12,9.5,16,cohort
      C,x,14,11,18,RCT

      """
    let run = try Command.run("survival median - --arms x,y --by design --format json", input: text)
    #expect(run.code == 0, "\(run.errors)")
    let json = try run.json()
    #expect(try json.string("measure") == "MDR" && json.items("subgroups").count == 2)
    #expect(try isClose(json.number("studies.0.estimate"), 20.0 / 15, within: 1e-12))
    #expect(try json.items("excluded").map { try $0.string("study") } == ["C"])
  }

  @Test("the review's medians have no interval: each is listed with its value")
  func reviewMedians() throws {
    let run = try Command.run(
      "survival median liver-cryoablation --where outcome=overall-survival --where statistic=median-months")
    #expect(run.code == 1 && run.text.isEmpty)
    #expect(run.errors.contains("no median can be pooled: 16 are reported without"))
    #expect(run.errors.contains("(31.35)"))
  }

  @Test("the review's recurrences by quantity and time")
  func reviewRecurrences() throws {
    let run = try Command.run(
      "survival recurrence liver-cryoablation --where outcome=local-tumor-progression --where row_type=arm"
        + " --format json")
    #expect(run.code == 0)
    let results = try run.json().items("results")
    #expect(
      try results.map { try $0.string("quantity") } == ["cumulative-incidence"]
        + Array(repeating: "unstated", count: 3))
    #expect(results.allSatisfy { $0["pool"] == .null })
    let crude = try Command.run(
      "survival recurrence liver-cryoablation --where outcome=local-recurrence --where arm=cryoablation"
        + " --where unit=patient --quantity crude --format csv")
    let rows = try crude.table().rows
    #expect(
      rows.filter { $0["row_type"] == "study" }.compactMap { $0["study"] } == [
        "Adam 2002", "Rong 2015", "Xu 2008",
      ])
    #expect(
      rows.filter { $0["row_type"] == "excluded" }.compactMap { $0["study"] } == ["Adam 2002", "Yang 2012"])
    let pooled = try Command.run([
      "pool", "liver-cryoablation", "--where", "outcome=local-recurrence", "--where", "arm=cryoablation",
      "--where",
      "unit=patient", "--where", "definition=during follow-up", "--format", "csv",
    ])
    let summary = try #require(rows.first { $0["row_type"] == "summary" })
    #expect(try summary.number("estimate") == pooled.table().rows[0].number("display_value"))
  }

  @Test("1 - Kaplan-Meier comes with its warning, and --at selects")
  func times() throws {
    let text = "study,quantity,at,percent,total\nA,1-KM,12,10,80\nB,1-KM,36,20,80\nC,crude,,15.0,80\n"
    let run = try Command.run("survival recurrence - --at 36 --format markdown", input: text)
    #expect(run.code == 0 && run.text.contains("overstates recurrence"))
    #expect(
      run.text.contains("1 - Kaplan-Meier at 36")
        && run.text.contains("not asked for: 1 - Kaplan-Meier at 12"))
    let none = try Command.run("survival recurrence - --at 99", input: text)
    #expect(none.code == 1 && none.errors.contains("no row is of the quantity and time asked for"))
    let names = try Command.run("survival recurrence - --quantity km", input: text)
    #expect(names.code == 64 && names.errors.contains("cumulative-incidence, one-minus-km, crude, unstated"))
  }
}
