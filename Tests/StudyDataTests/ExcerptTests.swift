import StudyData
import Testing

/// The lines and carets below a message.
@Suite struct ExcerptTests {
  private func rendering(_ text: String, marking word: String) throws -> String {
    let source = Source(name: "x.csv", bytes: Array(text.utf8))
    let range = try #require(text.firstRange(of: word))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return source.rendering(
      of: DataProblem(.error, code: "c", message: "m", at: start..<start + word.utf8.count))
  }

  @Test(
    "carets stand under the place behind wide line numbers and wide characters",
    arguments: [
      (
        String(repeating: "\n", count: 1233) + "ab,12o",
        "x.csv:1234:4: error: m\n 1234 | ab,12o\n      |    ^^^"
      ),
      ("é,ü,12o,z", "x.csv:1:5: error: m\n 1 | é,ü,12o,z\n   |     ^^^"),
      ("e\u{301},12o", "x.csv:1:3: error: m\n 1 | e\u{301},12o\n   |   ^^^"),
      ("中国,12o", "x.csv:1:4: error: m\n 1 | 中国,12o\n   |      ^^^"),
      ("👩‍👩‍👧,12o", "x.csv:1:3: error: m\n 1 | 👩‍👩‍👧,12o\n   |    ^^^"),
      ("a\t12o", "x.csv:1:3: error: m\n 1 | a 12o\n   |   ^^^"),
      ("\u{FEFF}12o,b", "x.csv:1:1: error: m\n 1 | 12o,b\n   | ^^^"),
      ("a\r\n12o\r\nb", "x.csv:2:1: error: m\n 2 | 12o\n   | ^^^"),
      ("a\r12o\rb", "x.csv:2:1: error: m\n 2 | 12o\n   | ^^^"),
      ("a,\"12\no\",b", "x.csv:1:4: error: m\n 1 | a,\"12\n   |    ^^"),
    ])
  func carets(text: String, expected: String) throws {
    let word = text.contains("12o") ? "12o" : "12\no"
    #expect(try rendering(text, marking: word) == expected)
  }

  @Test("a long line is clipped around the place")
  func clipped() throws {
    let long = String(repeating: "ab,", count: 1_000) + "12o" + String(repeating: ",cd", count: 1_000)
    let lines = try rendering(long, marking: "12o").split(separator: "\n")
    #expect(lines[0] == "x.csv:1:3001: error: m")
    #expect(lines[1].hasPrefix(" 1 | …,ab,ab,"))
    #expect(lines[1].hasSuffix(",cd…"))
    #expect(lines[1].count == 5 + 102)
    #expect(lines[2] == "   | " + String(repeating: " ", count: 41) + "^^^")
    let line = Array(lines[1])
    #expect(String(line[46..<49]) == "12o")
  }

  @Test("clipping does not cut a character in two, nor a span that is longer than the excerpt")
  func clippedBetweenCharacters() throws {
    let long = String(repeating: "ü", count: 501) + "12o" + String(repeating: "€", count: 600)
    let text = try rendering(long, marking: "12o")
    #expect(!text.contains("\u{FFFD}"))
    #expect(text.hasPrefix("x.csv:1:502: error: m\n 1 | …ü"))
    let wide = try rendering(
      "a" + String(repeating: "€", count: 600), marking: String(repeating: "€", count: 600))
    #expect(wide.split(separator: "\n")[2] == "   |  " + String(repeating: "^", count: 99))
  }

  @Test("of many problems of a kind 20 are shown and the others counted")
  func repeated() throws {
    let rows = (1...500).map { "S\($0),x,10\n" }.joined() + "T,11,10\n"
    let text = read("study,events,total\n" + rows)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 20 * 4 + 1 + 4)
    #expect(lines[76] == "bcg.csv:21:5: error: column 'events' needs a count, found \"x\"")
    #expect(lines[80] == "… and 480 more of this kind (not-a-count: 500 in all)")
    #expect(lines[81].hasPrefix("bcg.csv:502:3: error: column 'events' has 11 events"))
  }

  @Test("20 problems of a kind are all shown")
  func exactlyTheLimit() {
    let rows = (1...20).map { "S\($0),x,10\n" }.joined()
    #expect(read("study,events,total\n" + rows).split(separator: "\n").count == 80)
  }
}
