import Foundation
import Testing

/// `copse survival curve`: its document, its forms, and what it refuses.
@Suite("Survival curve")
struct SurvivalCurveTests {
  static let data = """
    study,design,time,survival,at_risk
    A,cohort,6,0.8,40
    A,cohort,12,0.55,30
    A,cohort,24,0.3,18
    B,trial,6,0.6,90
    B,trial,12,0.3,50
    C,trial,6,0.9,25
    C,trial,12,0.7,22
    C,trial,24,0.6,12

    """

  private func run(_ options: String, _ csv: String = Self.data) throws -> Run {
    try Command.run(
      ["survival", "curve", "-"] + options.split(separator: " ").map(String.init), input: Data(csv.utf8))
  }

  private func object(_ options: String, _ csv: String = Self.data) throws -> [String: Any] {
    let run = try run(options + " --format json", csv)
    #expect(run.code == 0, "\(run.errors)")
    return try #require(JSONSerialization.jsonObject(with: run.output) as? [String: Any])
  }

  @Test("the document has the keys of the contract")
  func document() throws {
    let document = try object("--model both --by design")
    #expect(document["schema"] as? String == "copse.curve/1")
    for key in ["tool", "command", "input", "model", "k", "excluded", "curves", "strataTest", "warnings"] {
      #expect(document[key] != nil, "\(key)")
    }
    let curves = try #require(document["curves"] as? [[String: Any]])
    #expect(
      curves.map { $0["method"] as? String } == ["common", "common", "common", "random", "random", "random"])
    #expect(curves.map { $0["group"] as? String } == [nil, "cohort", "trial", nil, "cohort", "trial"])
    let point = try #require((curves[3]["points"] as? [[String: Any]])?.first)
    for key in [
      "time", "survival", "lower", "upper", "predictionLower", "predictionUpper", "studies", "atRisk",
    ] {
      #expect(point[key] is Double || point[key] is Int, "\(key)")
    }
    #expect(point["atRisk"] as? Int == 155 && point["studies"] as? Int == 3)
    let mean = try #require(curves[0]["restrictedMean"] as? [String: Any])
    #expect(mean["horizon"] as? Int == 24 && Set(["value", "lower", "upper"]).isSubset(of: mean.keys))
    let h = try #require(curves[0]["heterogeneity"] as? [String: Any])
    #expect(h["dfDefinition"] as? String == "observations - times" && h["df"] as? Int == 5)
    #expect((h["original"] as? [String: Any])?["dfDefinition"] as? String == "observations - studies")
    let test = try #require(document["strataTest"] as? [String: Any])
    #expect(test["df"] as? Int == 3 && test["q"] is Double)
  }

  @Test("a study with a row at the start alone is listed")
  func startAlone() throws {
    let document = try object("", Self.data + "D,trial,0,1,50\n")
    let excluded = try #require(document["excluded"] as? [[String: Any]])
    #expect(excluded.map { $0["study"] as? String } == ["D"])
    #expect((excluded.first?["reason"] as? String)?.contains("time 0") == true)
  }

  @Test("numbers at risk at the rows' times give what the same numbers at the starts give")
  func atRiskAtTime() throws {
    let atStart = """
      study,time,survival,at_risk
      A,6,0.8,40
      A,12,0.55,30
      A,24,0.3,18
      B,6,0.6,90
      B,12,0.3,50

      """
    let atTime = """
      study,time,survival,at_risk,total
      A,6,0.8,30,40
      A,12,0.55,18,40
      A,24,0.3,7,40
      B,0,1,90,
      B,6,0.6,50,
      B,12,0.3,21,

      """
    let one = try run("--format csv", atStart)
    let other = try run("--format csv --at-risk-at time", atTime)
    #expect(one.code == 0 && other.code == 0, "\(one.errors) \(other.errors)")
    #expect(one.output == other.output)
    let wrong = try run("--at-risk-at end", atStart)
    #expect(wrong.code == 64 && wrong.errors.contains("start") && wrong.errors.contains("time"))
  }

  @Test("the points as CSV, and warnings on the standard error")
  func csv() throws {
    let run = try run("--format csv")
    let lines = run.text.split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "group,method,time,survival,lower,upper,prediction_lower,prediction_upper,studies,at_risk,"))
    #expect(lines.count == 4 && lines[1].hasPrefix(",random,6,0.7"))
    #expect(run.errors.contains("(few-studies)"))
    #expect(try self.run("--format csv --strict").code == 65)
  }

  @Test("the table names the median, the mean and both degrees of freedom")
  func table() throws {
    let run = try run("--model common")
    for words in ["Median", "up to 24", "(observations - times)", "(observations - studies)", "At risk"] {
      #expect(run.text.contains(words), "\(words)")
    }
    let markdown = try self.run("--format markdown").text
    #expect(markdown.contains("\n\n| Time | Survival |"))
  }

  @Test("percentages, other names, selected rows, derived numbers at risk")
  func columns() throws {
    let csv = """
      trial,arm,months,pct,n,shortest,longest
      A,x,6,80%,40,10,30
      A,x,12,55,40,10,30
      A,y,6,70,44,10,30
      B,x,6,90,50,10,30
      B,x,12,NR,50,10,30

      """
    let options = "--time months --percent pct --total n --follow-up shortest,longest --where arm=x"
    let document = try object(options, csv)
    let curve = try #require((document["curves"] as? [[String: Any]])?.first)
    let points = try #require(curve["points"] as? [[String: Any]])
    #expect(points.map { $0["time"] as? Int } == [6, 12])
    #expect(points.map { $0["atRisk"] as? Int } == [90, 32])
    let codes = try #require(document["warnings"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.contains("at-risk-derived"))
    let excluded = try #require(document["excluded"] as? [[String: Any]])
    #expect(excluded.count == 1 && excluded[0]["line"] as? Int == 6)
  }

  @Test("draws are shown beside, repeat with their seed, and stand in the document")
  func draws() throws {
    let runs = try (0..<2).map { _ in try run("--draws 300 --seed 18446744073709551615 --format csv").text }
    #expect(runs[0] == runs[1])
    let model = try #require(object("--interval draws --draws 300 --seed 7")["model"] as? [String: Any])
    #expect(model["seed"] as? String == "7" && model["draws"] as? Int == 300)
    #expect(try run("--draws 300").text.contains("from draws"))
  }

  @Test("all impossible cells at once, each at its place")
  func cells() throws {
    let csv = """
      study,design,time,survival,at_risk,total
      A,cohort,6,0.5,40,50
      A,cohort,12,0.55,x,50
      A,trial,18,85,10,40
      B,trial,6,0.6,9,20
      B,trial,6,0.5,9,20
      B,trial,-1,0.5,9,20
      C,trial,0,0.9,9,20

      """
    let run = try run("--by design", csv)
    #expect(run.code == 65 && run.output.isEmpty)
    for words in [
      "3:18: error: column 'at_risk'", "4:12: error: column 'survival' needs a proportion from 0 to 1",
      "--percent 'survival'", "4:3: error: column 'design' has \"trial\"",
      "has \"40\" for \"A\", and \"50\" in an",
      "6:9: error: the time 6 of \"B\" stands on the lines 5 and 6", "7:9: error: column 'time'",
      "8:11: error: survival at time 0",
    ] { #expect(run.errors.contains(words), "\(words) in \(run.errors)") }
    let rising = try self.run("", Self.data.replacing("A,cohort,12,0.55", with: "A,cohort,12,0.85"))
    #expect(rising.code == 65 && rising.errors.contains("rises from 0.8 at 6 to 0.85 at 12"))
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("--seed 3", 64, "--seed belongs to"), ("--survival survival --percent survival", 64, "both name"),
      ("--interval wald", 64, "'loglog', 'log' or 'draws'"),
      ("--model mixed", 64, "'random', 'common', 'fixed' or 'both'"),
      ("--times 6,x", 64, "numbers above 0"), ("--times 0", 64, "numbers above 0"),
      ("--draws 1", 64, "--draws"), ("--follow-up low", 64, "LOW,HIGH"), ("--horizon 1,2", 64, "one time"),
      ("--time month", 65, "there is no column 'month'"), ("--times 1000", 1, "earlier times"),
      ("--where study=A --times 36", 1, "earlier times"),
    ])
  func refusals(options: String, code: Int, words: String) throws {
    let run = try run(options)
    #expect(Int(run.code) == code && run.output.isEmpty, "\(options): \(run.errors)")
    #expect(run.errors.contains(words), "\(options): \(run.errors)")
  }

  @Test("columns that are needed are named")
  func missingColumns() throws {
    let run = try run("", "label,x\nA,1\n")
    #expect(run.code == 64 && run.errors.contains("--study"))
    let other = try self.run("--study label", "label,x\nA,1\n")
    #expect(other.code == 65)
    for option in ["--time", "--survival or --percent", "--at-risk"] {
      #expect(other.errors.contains(option))
    }
  }
}
