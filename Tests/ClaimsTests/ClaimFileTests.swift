import Claims
import StudyData
import Testing

/// What is wrong with a file of claims is told all at once, each at its place.
@Suite("Files of claims")
struct ClaimFileTests {
  private static let good =
    "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A]"

  private func problems(_ text: String) throws -> DataProblems {
    let table = try StudyTable(parsing: Array(Fixture.csv.utf8), name: "data.csv")
    return try #require(
      #expect(throws: DataProblems.self) {
        try ClaimSet(parsing: Array(text.utf8), name: "claims.yaml", table: table)
      })
  }

  @Test("a good file is read")
  func good() throws {
    let set = try Fixture.set(
      [Self.good], cohorts: "uncovered: [{lines: 2-4, reason: dates}, {lines: 9, reason: codes}]")
    #expect(set.claims.map(\.id) == ["one"] && set.sourceLines == 20 && set.sha256 == "abc")
    #expect(set.uncovered.map(\.lines) == [2...4, 9...9])
    #expect(set.claims[0].rows.rows.map(\.row) == [1, 2, 3])
  }

  @Test(
    "each fault has its code",
    arguments: [
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A], colour: red",
        "unknown-key"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: number, analysis: sum, rows: [study=A]",
        "unknown-word"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: guess, rows: [study=A]",
        "unknown-word"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [stud=A]",
        "bad-selection"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=Z]",
        "bad-selection"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A, outcome=death]",
        "bad-selection"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A], tests: [fisher]",
        "unused-key"
      ),
      ("id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum", "missing-key"),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: row, rows: [study=A]",
        "missing-key"
      ),
      (
        "id: one, line: 10, statement: it, printed: few, kind: count, analysis: sum, rows: [study=A]",
        "no-number"
      ),
      (
        "id: one, line: 21, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A]",
        "no-such-line"
      ),
      (
        "id: one, line: ten, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A]",
        "wrong-form"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: count, analysis: sum, rows: [study=A], study: Z",
        "unknown-study"
      ),
      (
        "id: one, line: 10, statement: it, printed: p=1, kind: p-value, analysis: p-from-counts, rows: [study=A], arms: [new]",
        "wrong-form"
      ),
      (
        "id: one, line: 10, statement: it, printed: p=1, kind: p-value, analysis: p-from-counts, rows: [study=A], arms: [new, old], tests: [t]",
        "unknown-word"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: ratio, analysis: pool, rows: [study=A], measure: XX",
        "unknown-word"
      ),
      (
        "id: one, line: 10, statement: it, printed: 7, kind: ratio, analysis: pool, rows: [study=A], measure: PLO, tau2: XX",
        "unknown-word"
      ),
      (
        "id: one, line: 10, statement: it, printed: so, kind: direction, analysis: compare, rows: [study=A], arms: [new, old], direction: lower, significant: maybe",
        "unknown-word"
      ),
    ])
  func codes(claim: String, code: String) throws {
    let found = try problems(Fixture.file([claim]))
    #expect(found.problems.map(\.code).contains(code), "\(found)")
    #expect(found.problems.allSatisfy { $0.span != nil }, "\(found)")
  }

  @Test("all faults of a file stand in one answer, with carets under them")
  func rendering() throws {
    let text = """
      review: small
      title: t
      source: {lines: 20, sha256: abc}
      claims:
        - id: one
          line: 10
          statement: "größer"
          printed: 7
          kind: size
          analysis: summ
          rows: [study=A]
        - {id: one, statement: "é", kind: sizes, line: 3, printed: 1, analysis: sum, rows: [study=A, outcom=harm]}
      """
    let found = try problems(text)
    #expect(found.problems.map(\.code) == ["unknown-word", "same-id-twice", "unknown-word", "bad-selection"])
    #expect(
      found.description.hasPrefix(
        """
        claims.yaml:10:15: error: 'analysis' cannot be 'summ'
         10 |     analysis: summ
            |               ^^^^
        """), "\(found)")
    #expect(found.description.contains("claims.yaml:12:10: error: the id 'one' stands on line 5 already"))
    #expect(found.description.contains("claims.yaml:12:37: error: 'kind' cannot be 'sizes'"))
    #expect(found.problems.map { $0.span.map(found.source.text) } == ["summ", "one", "sizes", "outcom=harm"])
  }

  @Test("a text that is no YAML is told with its place")
  func notYAML() throws {
    let found = try problems("review: small\ntitle: [t\nclaims: }\n")
    #expect(found.problems.map(\.code) == ["not-yaml"])
    #expect(found.problems[0].position(in: found.source)?.line == 3)
    #expect(try problems("").problems.map(\.code) == ["not-yaml"])
    #expect(try problems("a: 1\na: 2\n").problems.map(\.code) == ["not-yaml"])
    #expect(try problems("- a\n").problems.map(\.code) == ["wrong-form"])
  }
}
