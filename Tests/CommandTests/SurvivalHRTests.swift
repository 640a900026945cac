import Foundation
import Testing

/// `copse survival hr`, and hazard ratios in `copse pool`.
@Suite("Hazard ratios on the command line")
struct SurvivalHRTests {
  private let trials = """
    Study,HR,CI low,ci_high,p,p_text,chi2,events,direction,site
    A,0.68,0.52,0.89,0.005,,,,,north
    B,,,,,,6.8,142,Favors first,north
    C,0.80,,,,<.05,,210,,south
    D,,,,,.379,,,favors-second,south

    """
  private let curves = """
    study,arm,time,survival,at_risk,follow_up_low,follow_up_high
    X,T,0,1,100,10,60
    X,T,6,.93,90,,
    X,T,12,.86,78,,
    X,C,0,1,100,10,60
    X,C,6,.88,84,,
    X,C,12,.78,70,,

    """

  @Test("one row for each possible route, one of them used")
  func csv() throws {
    let run = try Command.run("survival hr - --format csv", input: trials)
    #expect(run.code == 0)
    let table = try run.table()
    #expect(
      Array(table.columns.prefix(9)) == [
        "study", "route", "log_hr", "se", "hr", "lower", "upper", "used", "note",
      ])
    #expect(
      table.rows.map { "\($0["study"] ?? "") \($0["route"] ?? "") \($0["used"] ?? "")" } == [
        "A hr-ci true", "A hr-p false", "B logrank-equal true", "C hr-p false", "C hr-events true",
        "C p-events-equal false",
      ])
    #expect(isClose(try table.rows[0].number("log_hr"), -0.385662480812, within: 1e-10))
    #expect(isClose(try table.rows[0].number("v"), 53.2074844834, within: 1e-10))
    #expect(run.errors.contains("D is left out") && run.errors.contains("p-events-equal needs events"))
    #expect(run.errors.contains("(equal-groups)"))
  }

  @Test("JSON: routes, what is not possible, the audit of curves, and the pooled members")
  func json() throws {
    let scratch = try Scratch()
    try scratch.file("trials.csv", trials)
    try scratch.file("curves.csv", curves)
    let run = try Command.run(
      "survival hr trials.csv --curves curves.csv --format json --model common", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let json = try run.json()
    #expect(try json.string("schema") == "copse.hr/1")
    #expect(try json.string("pooled.measure") == "HR")
    #expect(json["pooled.schema"] == nil)
    #expect(try json.string("curves.file") == "curves.csv")
    #expect(try json.items("studies").count == 5)
    #expect(try json.string("studies.4.study") == "X")
    #expect(try json.string("studies.4.used") == "curves-at-risk")
    #expect(try json.number("studies.4.readOffs.0.intervals.1.first.events") > 5)
    #expect(try json.items("studies.4.readOffs").count == 2)
    #expect(try json.items("studies.3.impossible").count == 19)
    // The pooled value is the inverse-variance mean of the routes used.
    var (sum, weights) = (0.0, 0.0)
    for study in try json.items("studies") {
      for route in try study.items("routes") where route["used"] == .bool(true) {
        sum += try route.number("logHR") / route.number("variance")
        weights += 1 / (try route.number("variance"))
      }
    }
    #expect(isClose(try json.number("pooled.estimate.value"), sum / weights, within: 1e-12))
    let peto = try Command.run(
      "survival hr trials.csv --curves curves.csv --format json --method peto", in: scratch.folder
    ).json()
    #expect(try peto.number("pooled.estimate.value") == json.number("pooled.estimate.value"))
    #expect(try peto.string("pooled.model.method") == "peto")
  }

  @Test("the table shows routes, disagreements and the pooled ratio; subgroups; the forest plot's file")
  func table() throws {
    let scratch = try Scratch()
    try scratch.file("trials.csv", trials)
    let run = try Command.run("survival hr trials.csv --by site --forest forest.csv", in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    for text in [
      "Routes to the hazard ratio", "Hazard ratio, random effects", "Subgroups", "north",
      "0.680 [0.520, 0.890]",
      "groups of equal size are assumed", "Left out (1)",
    ] { #expect(run.text.contains(text), "\(text)") }
    #expect(try Table(scratch.text("forest.csv")).rows.contains { $0["label"] == "north" })
    let markdown = try Command.run("survival hr trials.csv --format markdown", in: scratch.folder)
    #expect(markdown.text.hasPrefix("## Routes to the hazard ratio"))
  }

  @Test("curves alone, and arms in the other order")
  func curvesAlone() throws {
    let scratch = try Scratch()
    try scratch.file("curves.csv", curves)
    let one = try Command.run("survival hr --curves curves.csv --format csv", in: scratch.folder).table()
    let two = try Command.run("survival hr --curves curves.csv --arms C,T --format csv", in: scratch.folder)
      .table()
    #expect(one.rows.map { $0["route"] } == ["curves-at-risk", "curves-follow-up"])
    #expect(isClose(try one.rows[0].number("log_hr"), -(try two.rows[0].number("log_hr")), within: 1e-12))
  }

  @Test("studies that --where takes away do not come back with their curves")
  func selection() throws {
    let scratch = try Scratch()
    try scratch.file("trials.csv", trials + "X,,,,,,,,,east\n")
    try scratch.file("curves.csv", curves)
    let all = try Command.run("survival hr trials.csv --curves curves.csv --format csv", in: scratch.folder)
    #expect(all.text.contains("X,curves-at-risk"))
    let north = try Command.run(
      "survival hr trials.csv --curves curves.csv --where site=north --format csv", in: scratch.folder)
    #expect(north.code == 0)
    #expect(!north.text.contains("X,curves"))
  }

  @Test("every wrong cell of the row in one run")
  func wrongCells() throws {
    let csv = """
      study,hr,ci_low,ci_high,ci_level,p,p_text,p_sided,chi2,events,events1,events2,total1,direction
      A,0.68,0.9,0.5,95,,,,,,,,,
      B,-1,,,,0,,3,-2,10,6,5,5,up
      C,"0,7",,,,<.05,oops,,,1.5,,,,
      D,.8,,,,.3,<.05,,,,,,,
      """
    let run = try Command.run("survival hr -", input: csv)
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    for place in [
      "2:8: error", "2:16: error", "3:3: error", "3:9: error", "3:12: error", "3:14: error", "3:17: error",
      "3:20: error", "3:26: error", "4:4: error", "4:12: error", "4:17: error", "4:24: error", "5:12: error",
    ] { #expect(run.errors.contains("standard input:\(place)"), "\(place)\n\(run.errors)") }
  }

  @Test("options without effect, and nothing to read")
  func usage() throws {
    for arguments in [
      "", "- --method mh", "- --arms a,b", "- --curve-follow-up 1,2", "--curves x.csv --where a=b",
      "--curves x.csv --by a", "- --curve-follow-up 5,1", "- --method peto --tau2 DL",
    ] {
      let run = try Command.run("survival hr \(arguments)", input: trials)
      #expect(run.code == 64, "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try Command.run("survival hr - --strict", input: trials).code == 65)
    let nothing = try Command.run("survival hr -", input: "study,p\nA,0.2\n")
    #expect(nothing.code == 1)
    #expect(nothing.errors.contains("p-events-equal needs events"))
  }

  @Test(
    "pool --measure HR takes ready effects, on the scale that the column's name or an option says",
    arguments: [
      ("study,log_hr,se\nA,-0.35667494393873245,0.2\nB,-0.1,0.2\n", ""),
      ("study,yi,sei\nA,-0.35667494393873245,0.2\nB,-0.1,0.2\n", ""),
      ("study,estimate,se\nA,-0.35667494393873245,0.2\nB,-0.1,0.2\n", "--log-ratio"),
      ("study,estimate,se\nA,0.7,0.2\nB,0.9048374180359595,0.2\n", "--ratio"),
      ("study,hr,se\nA,0.7,0.2\nB,0.9048374180359595,0.2\n", ""),
    ])
  func readyEffects(csv: String, option: String) throws {
    let json = try Command.run("pool - --measure HR --model common --format json \(option)", input: csv)
      .json()
    #expect(try json.string("measure") == "HR")
    #expect(isClose(try json.number("estimate.value"), (-0.35667494393873245 - 0.1) / 2, within: 1e-12))
    let text = try Command.run("pool - --measure HR --model common \(option)", input: csv).text
    #expect(text.hasPrefix("Hazard ratio, common effect"))
    let forest = try Command.run("forest - --measure HR --model common \(option)", input: csv).table()
    #expect(isClose(try forest.rows[0].number("estimate"), 0.7, within: 1e-12))
  }

  @Test("without a scale, --measure HR asks for it; O - E and V come first")
  func scale() throws {
    let run = try Command.run("pool - --measure HR", input: "study,estimate,se\nA,0.7,0.2\n")
    #expect(run.code == 64)
    #expect(run.errors.contains("--ratio") && run.errors.contains("--log-ratio"))
    let csv = "study,o_minus_e,v,hr,se\nA,-5,20,0.9,0.3\nB,-3,15,0.8,0.3\n"
    let json = try Command.run("pool - --measure HR --method peto --format json", input: csv).json()
    #expect(isClose(try json.number("estimate.value"), -8.0 / 35, within: 1e-12))
  }

  @Test("the liver review: one hazard ratio by itself, one more by curves that miss the printed p-value")
  func liver() throws {
    let alone = try Command.run("survival hr liver-progression-hr --format csv").table()
    #expect(alone.rows.map { $0["route"] } == ["hr-ci", "hr-p"])
    #expect(alone.rows.allSatisfy { $0["study"] == "Ei 2015" })
    let curves = Command.repository.appendingPathComponent("Datasets/liver-progression-hr/curves.csv").path
    let run = try Command.run([
      "survival", "hr", "liver-progression-hr", "--curves", curves, "--format", "csv",
    ])
    let rows = try run.table().rows.filter { $0["used"] == "true" }
    #expect(rows.map { $0["route"] } == ["curves-follow-up", "hr-ci"])
    // 180 patients at 0.97, 0.93, 0.93 and 0.91, 0.89, 0.89, by hand: R = 173.571 and 169.5, then 143.251 and 127.472.
    #expect(abs(try rows[0].number("log_hr") + 0.5374950) < 5e-8)
    #expect(run.errors.contains("has p = 0.187 where the study has 0.043 (p-differs)"))
    for name in ["Cha 2020", "Wei 2020"] { #expect(run.errors.contains("\(name) is left out")) }
  }

  @Test("the examples of the help run")
  func examples() throws {
    let help = try Command.run("help survival hr").text
    let lines = help.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("copse survival hr") }
    #expect(lines.count == 4)
    for line in lines { #expect(try Command.shell(line).code == 0, "\(line)") }
  }
}
