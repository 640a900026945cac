import Foundation
import Testing

/// `copse survival reconstruct`: its forms, its document, and what it refuses.
@Suite("Reconstruct")
struct ReconstructTests {
  static let points = """
    time,survival,arm
    2,0.9,a
    5,0.7,a
    9,0.55,a
    12,0.5,a
    2,0.8,b
    5,0.5,b
    9,0.3,b
    12,0.2,b

    """
  static let risk = """
    time,at_risk,arm
    0,40,a
    6,26,a
    0,40,b
    6,18,b

    """

  /// Runs the command in a folder that holds both files.
  private func run(_ options: String, points: String = points, risk: String = risk) throws -> Run {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(points.utf8).write(to: folder.appendingPathComponent("points.csv"))
    try Data(risk.utf8).write(to: folder.appendingPathComponent("risk.csv"))
    return try Command.run("survival reconstruct points.csv " + options, in: folder)
  }

  @Test("CSV with a row for each person, the audit beside it")
  func csv() throws {
    let run = try run("--risk-table risk.csv")
    #expect(run.code == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n")
    #expect(lines[0] == "time,status,arm" && lines.count == 81)
    #expect(run.errors.contains("a: 40 people") && run.errors.contains("largest difference"))
  }

  @Test("several studies in one file are not made one curve")
  func severalStudies() throws {
    let run = try run("--total 100", points: "study,time,survival\nA,3,0.9\nA,6,0.8\nB,3,0.95\nB,6,0.85\n")
    #expect(run.code == 65 && run.text.isEmpty)
    #expect(run.errors.contains("the read-offs of 2 studies (A, B) and no column 'arm'"))
  }

  @Test("the document has the keys of the contract")
  func document() throws {
    let run = try run("--risk-table risk.csv --events a=17,b=29 --format json")
    #expect(run.code == 0, "\(run.errors)")
    let document = try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "copse.reconstruction/1")
    for key in [
      "tool", "command", "input", "riskTable", "audit", "km", "medians", "rmst", "logRank", "cox", "rows",
    ] {
      #expect(document[key] != nil && !(document[key] is NSNull), "\(key)")
    }
    #expect((document["rows"] as? [Any])?.count == 80)
    let ratio = (document["cox"] as? [String: Any])?["hazardRatio"] as? Double
    #expect((ratio ?? 9) < 1)
  }

  @Test("percentages are the same as shares")
  func percent() throws {
    let percent = "time,percent\n2,90%\n5,70\n12,50\n"
    let shares = "time,survival\n2,0.9\n5,0.7\n12,0.5\n"
    let first = try run("--total 40", points: percent)
    let second = try run("--total 40", points: shares)
    #expect(first.code == 0 && first.text == second.text)
    #expect(first.text.split(separator: "\n").count == 41)
  }

  @Test("both files' errors in one run, each at its cell")
  func badCells() throws {
    let run = try run(
      "--risk-table risk.csv", points: "time,survival\n2,0.8\n5,0.9\nx,0.7\n",
      risk: "time,at_risk\n0,40\n3,20\n6,25\n")
    #expect(run.code == 65 && run.output.isEmpty)
    for words in [
      "points.csv:3:3: error: survival rises from 0.8 to 0.9", "points.csv:4:1",
      "risk.csv:4:3: error: the number at risk rises from 20 at 3 to 25 at 6",
    ] { #expect(run.errors.contains(words), "\(run.errors)") }
  }

  @Test(
    "what cannot be meant is refused",
    arguments: [
      ("", 64, "--risk-table FILE, or --total N"),
      ("--risk-table risk.csv --events 5", 64, "a=N,b=N"),
      ("--risk-table risk.csv --events c=5", 64, "there is no arm c"),
      ("--risk-table risk.csv --events a=60", 1, "60 events are reported for 40 people"),
      ("--risk-table risk.csv --tau -1", 64, "tau"),
      ("--risk-table risk.csv --ties exact", 64, "efron"),
      ("--risk-table none.csv", 66, "none.csv"),
    ])
  func refusals(options: String, code: Int, words: String) throws {
    let run = try run(options)
    #expect(Int(run.code) == code && run.output.isEmpty, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test("a flat tail gets no deaths: the interval is named")
  func flatTail() throws {
    let run = try run(
      "--risk-table risk.csv --events 15", points: "time,survival\n1,0.9\n2,0.8\n6,0.8\n10,0.8\n",
      risk: "time,at_risk\n0,20\n5,14\n")
    #expect(run.code == 1 && run.errors.contains("from 1.5 to 10 the curve is flat"), "\(run.errors)")
  }
}
