import StudyData
import Testing

@testable import YAMLReading

/// YAML texts and the places of their parts.
@Suite("YAML reading")
struct YAMLReadingTests {
  private func document(_ text: String) throws(DataProblems) -> YAMLDocument {
    try YAMLDocument(Source(name: "f.yaml", bytes: Array(text.utf8)))
  }

  @Test("a mapping of a closed set of keys")
  func members() throws {
    let document = try document("é: 1\nnumber: 3\nnames: [a, \"b c\"]\nodd: x\n")
    var problems: [DataProblem] = []
    let members = try #require(
      YAMLMembers(
        document.root, allowed: ["é", "number", "names", "absent"], what: "the file", place: document.place,
        problems: &problems))
    #expect(members.names == ["é", "number", "names"])
    #expect(members.positive("number", problems: &problems) == 3)
    #expect(members.texts("names", problems: &problems).map(\.text) == ["a", "b c"])
    #expect(problems.map(\.code) == ["unknown-key"])
    #expect(members.text("absent", isRequired: true, problems: &problems) == nil)
    #expect(problems.map(\.code) == ["unknown-key", "missing-key"])
    let place = try #require(problems[0].position(in: document.place.source))
    #expect(place.line == 4)
    #expect(place.column == 1)
    let quoted = try #require(members.texts("names", problems: &problems)[1].span)
    #expect(document.place.source.text(in: quoted) == "\"b c\"")
  }

  @Test("a text that is no YAML is refused at its place")
  func broken() {
    #expect(throws: DataProblems.self) { try document("") }
    do throws(DataProblems) {
      _ = try document("a: [1\nb: 2\n")
      Issue.record("it was read")
    } catch {
      #expect(error.description.contains("f.yaml:2:"))
    }
    do throws(DataProblems) {
      _ = try document("a: 1\na: 2\n")
      Issue.record("it was read")
    } catch {
      #expect(error.description.contains("the key a occurs twice"))
    }
  }
}
