import Foundation
import Testing

/// `copse reproduce`: its forms, its exit codes, and what it refuses.
@Suite("Reproduce")
struct ReproduceTests {
  private static let csv = """
    study,arm,outcome,events,total,percent
    A,new,harm,7,180,3.9
    A,old,harm,9,180,3.3

    """
  private static let claims = """
    review: r
    title: A review
    source: {lines: 9, sha256: abc}
    claims:
      - {id: 1-new, line: 1, statement: harm, printed: 3.9%, kind: percent, analysis: share, rows: [arm=new]}
      - {id: 2-old, line: 2, statement: harm, printed: 3.3%, kind: percent, analysis: share, rows: [arm=old]}

    """

  private func folder(claims: String = Self.claims) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.csv)
    try scratch.file("claims.yaml", claims)
    return scratch
  }

  @Test("CSV has the columns of the contract first")
  func csv() throws {
    let run = try Command.run("reproduce liver-cryoablation --format csv")
    #expect(run.code == 0, "\(run.errors)")
    let header = try #require(run.text.split(separator: "\n").first)
    #expect(
      header.hasPrefix("claim,source_line,statement,printed,ours,verdict,rows,missing,study,references,note"))
    let rows = try run.table()
    #expect(rows.rows.count == 363)
  }

  @Test("the table begins with the counts and goes by weight")
  func text() throws {
    let scratch = try folder()
    let run = try Command.run(["reproduce", scratch.folder.path])
    #expect(run.code == 0, "\(run.errors)")
    let order = [
      "A review", "contradicted          1", "reproduced            1", "Contradicted by the review", "2-old",
      "Reproduced", "1-new",
    ]
    var rest = Substring(run.text)
    for word in order {
      let range = try #require(rest.range(of: word), "\(word) in \(run.text)")
      rest = rest[range.upperBound...]
    }
    #expect(run.text.contains("printed 3.3% | ours 5.0%"))
  }

  @Test("what cannot be checked is named by what is missing, and told where nothing else is shown")
  func notCheckable() throws {
    let all = try Command.run("reproduce liver-cryoablation")
    #expect(
      all.text.contains("  the number of lesions: 2\n    265-recurrence-cryo, 265-recurrence-rfa\n"),
      "\(all.text)")
    let some = try Command.run("reproduce liver-cryoablation --verdict not-checkable")
    #expect(
      some.text.contains(
        "265-recurrence-cryo: Joosten 2005: local recurrence of lesions after cryoablation: 9%"))
  }

  @Test("JSON and Markdown")
  func forms() throws {
    let scratch = try folder()
    let json = try Command.run(["reproduce", scratch.folder.path, "--format", "json"])
    let document = try #require(JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    #expect(document["schema"] as? String == "copse.claims/1")
    #expect((document["counts"] as? [String: Int])?["contradicted"] == 1)
    let claims = try #require(document["claims"] as? [[String: Any]])
    #expect(claims.map { $0["verdict"] as? String } == ["reproduced", "contradicted"])
    #expect((claims[0]["rows"] as? [[String: Any]])?.first?["row"] as? Int == 1)
    #expect((document["claimsFile"] as? [String: String])?["sha256"]?.count == 64)
    let markdown = try Command.run(["reproduce", scratch.folder.path, "--format", "markdown"])
    #expect(markdown.text.contains("| 2-old | 2 | A | harm | 3.3% | 5.0% | 2 |"))
  }

  @Test("--strict ends with 1 where a claim that is shown fails")
  func strict() throws {
    let scratch = try folder()
    let path = scratch.folder.path
    #expect(try Command.run(["reproduce", path, "--strict"]).code == 1)
    #expect(try Command.run(["reproduce", path, "--strict", "--claim", "1-new"]).code == 0)
    #expect(try Command.run(["reproduce", path, "--strict", "--verdict", "reproduced"]).code == 0)
    let some = try Command.run(["reproduce", path, "--verdict", "CONTRADICTED", "--format", "csv"])
    #expect(some.text.split(separator: "\n").count == 2)
  }

  @Test("wrong claims are data errors, all at their places")
  func wrong() throws {
    let scratch = try folder(
      claims: Self.claims.replacingOccurrences(of: "arm=old", with: "arm=ald").replacingOccurrences(
        of: "analysis: share, rows: [arm=new]", with: "analysis: shared, rows: [arm=new]"))
    let run = try Command.run(["reproduce", scratch.folder.path])
    #expect(run.code == 65 && run.text.isEmpty)
    #expect(run.errors.contains("claims.yaml:5:83: error: 'analysis' cannot be 'shared'"), "\(run.errors)")
    #expect(
      run.errors.contains("claims.yaml:6:97: error: column 'arm' never holds \"ald\""), "\(run.errors)")
  }

  @Test("what is not there")
  func missing() throws {
    #expect(try Command.run("reproduce no-such-folder").code == 66)
    let none = try Command.run("reproduce bcg-vaccine")
    #expect(none.code == 66 && none.errors.contains("those that have are liver-cryoablation"))
    let scratch = try Scratch()
    #expect(try Command.run(["reproduce", scratch.folder.path]).code == 66)
    let claim = try Command.run("reproduce liver-cryoablation --claim 71")
    #expect(claim.code == 64 && claim.errors.contains("71-deaths"), "\(claim.errors)")
  }
}
